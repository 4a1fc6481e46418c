import pytest

from accounts.models import Membership
from tests import factories


@pytest.fixture
def team(db):
    return factories.TeamFactory(name="Payments", description="Money in, money out.")


def test_team_page_shows_people_projects_and_lessons(browser, team):
    person = factories.UserFactory(teams=[team])
    lesson = factories.LessonFactory(published=True, retrospective__project__team=team)
    page = browser.get(team.get_absolute_url()).content.decode()
    for words in ("Payments", "Money in", person.display_name, lesson.statement):
        assert words in page
    assert lesson.retrospective.project.name in page


def test_team_page_keeps_drafts_from_others(browser, team):
    lesson = factories.LessonFactory(retrospective__project__team=team)
    assert lesson.statement not in browser.get(team.get_absolute_url()).content.decode()


def test_people_who_left_are_not_listed(browser, team):
    gone = factories.UserFactory(teams=[team], is_active=False)
    assert gone.display_name not in browser.get(team.get_absolute_url()).content.decode()


def test_number_of_queries_of_a_team_does_not_grow(same_queries, team):
    def make(number):
        for project in factories.ProjectFactory.create_batch(number, team=team):
            record = factories.RetrospectiveFactory(project=project, published=True)
            factories.LessonFactory(retrospective=record)
            Membership.objects.create(user=factories.UserFactory(), team=team)

    same_queries(team.get_absolute_url(), make)


def test_tags_count_only_what_the_reader_sees(browser, member):
    record = factories.RetrospectiveFactory(published=True)
    hidden = factories.RetrospectiveFactory()
    for tagged in (record, hidden, record.project, factories.LessonFactory(retrospective=hidden)):
        tagged.tags.add("launch")
    hidden.tags.add("secret-plan")
    page = browser.get("/tags/")
    assert page.context["tags"] == [("launch", "launch", 2, 1)]
    assert "secret-plan" not in page.content.decode()


def test_tags_stand_in_the_order_of_the_alphabet(browser):
    record = factories.RetrospectiveFactory(published=True)
    record.tags.add("zebra", "Ärger", "apple", "Banana")
    names = [row[0] for row in browser.get("/tags/").context["tags"]]
    assert names[:2] == ["apple", "Banana"]


def test_number_of_queries_of_the_tags_does_not_grow(same_queries):
    def make(number):
        for record in factories.RetrospectiveFactory.create_batch(number, published=True):
            record.tags.add(f"tag-{record.pk}")

    same_queries("/tags/", make)


def test_tag_page_shows_everything_under_it(browser):
    lesson = factories.LessonFactory(published=True)
    for tagged in (lesson, lesson.retrospective, lesson.retrospective.project):
        tagged.tags.add("größe")
    page = browser.get("/tags/größe/").content.decode()
    for words in (lesson.statement, lesson.retrospective.title, lesson.retrospective.project.name):
        assert words in page


def test_a_tag_page_leads_to_the_retrospectives_that_it_leaves_out(browser, monkeypatch):
    monkeypatch.setattr("retros.views.organization.tags.MOST_RECORDS", 1)
    for _ in range(2):
        assert "All with this tag" not in browser.get("/tags/launch/").text
        factories.RetrospectiveFactory(published=True).tags.add("launch")
    assert 'href="/retrospectives/?tag=launch"' in browser.get("/tags/launch/").text


def test_tag_of_drafts_alone_does_not_exist(browser):
    factories.LessonFactory().tags.add("secret-plan")
    assert browser.get("/tags/secret-plan/").status_code == 404


def test_drafts_under_a_known_tag_are_hidden(browser):
    shown, hidden = factories.LessonFactory(published=True), factories.LessonFactory()
    shown.tags.add("launch")
    hidden.tags.add("launch")
    assert hidden.statement not in browser.get("/tags/launch/").content.decode()


def test_number_of_queries_of_a_tag_does_not_grow(same_queries):
    def make(number):
        for lesson in factories.LessonFactory.create_batch(number, published=True):
            for tagged in (lesson, lesson.retrospective, lesson.retrospective.project):
                tagged.tags.add("launch")

    same_queries("/tags/launch/", make)


@pytest.mark.parametrize("address", ["/teams/payments/", "/tags/", "/tags/launch/"])
def test_visitors_and_other_methods_are_turned_away(as_user, browser, team, address):
    factories.RetrospectiveFactory(published=True).tags.add("launch")
    assert as_user().get(address).status_code == 302
    assert browser.post(address).status_code == 405


@pytest.mark.parametrize("address", ["/teams/%00/", "/tags/%00/", "/projects/a%00/", "/tags/none/"])
def test_unknown_names_are_a_404(browser, address):
    assert browser.get(address).status_code == 404
