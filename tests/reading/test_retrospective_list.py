import re
from datetime import date

import pytest

from accounts.models import Membership
from tests import factories

ADDRESS = "/retrospectives/"


def published(**fields):
    return factories.RetrospectiveFactory(published=True, **fields)


def test_list_shows_published_ones_with_their_project_team_and_result(browser):
    record = published(result="missed", held_on=date(2026, 3, 1))
    factories.LessonFactory.create_batch(2, retrospective=record)
    page = browser.get(ADDRESS).content.decode()
    for words in (record.title, record.summary, record.project.name, record.project.team.name):
        assert words in page
    assert "Goal missed" in page
    assert "March 2026" in page
    assert "2 lessons" in page


@pytest.mark.both_databases
def test_list_sorts_by_date_by_result_and_by_use(browser):
    used = published(title="Used", held_on=date(2020, 1, 1))
    lesson = factories.LessonFactory(retrospective=used)
    factories.KickoffLessonFactory(lesson=lesson, disposition="apply")
    published(title="Met", result="met", held_on=date(2024, 1, 1))
    published(title="Missed", result="missed", held_on=date(2025, 1, 1))

    def titles(sort):
        return re.findall(
            r'<h3 dir="auto"><a [^>]*>([^<]*)',
            browser.get(f"{ADDRESS}?sort={sort}").content.decode(),
        )

    assert titles("") == titles("nonsense") == ["Missed", "Met", "Used"]
    assert titles("result") == ["Met", "Missed", "Used"]
    assert titles("used") == ["Used", "Missed", "Met"]


def test_removed_lessons_are_not_counted(browser):
    factories.LessonFactory(retrospective=published()).remove()
    assert "1 lesson" not in browser.get(ADDRESS).content.decode()


def test_visitor_is_asked_to_sign_in(as_user, db):
    assert as_user().get(ADDRESS).status_code == 302


def test_list_refuses_other_methods(browser):
    assert browser.post(ADDRESS).status_code == 405


def test_drafts_of_others_appear_nowhere(browser):
    draft = factories.RetrospectiveFactory()
    for query in ("", "?status=draft", "?status=archived"):
        assert draft.title not in browser.get(ADDRESS + query).content.decode()


def test_my_drafts_are_listed_on_request(browser, member):
    mine = factories.RetrospectiveFactory(created_by=member)
    assert mine.title not in browser.get(ADDRESS).content.decode()
    assert mine.title in browser.get(f"{ADDRESS}?status=draft").content.decode()


def test_archived_ones_are_listed_on_request(browser):
    old = published()
    old.archive()
    assert old.title not in browser.get(ADDRESS).content.decode()
    assert old.title in browser.get(f"{ADDRESS}?status=archived").content.decode()


def test_newest_comes_first(browser):
    late = published(held_on=date(2026, 5, 1))
    early = published(held_on=date(2025, 5, 1))
    page = browser.get(ADDRESS).content.decode()
    assert page.index(late.title) < page.index(early.title)


@pytest.mark.parametrize(
    "query", ["team={team}", "kind=event", "result=met", "tag=launch", "year=2024", "category=self"]
)
def test_each_filter_leaves_out_the_others(browser, query):
    other = published(held_on=date(2025, 1, 1))
    project = factories.ProjectFactory(kind="event")
    wanted = published(project=project, result="met", held_on=date(2024, 6, 1))
    wanted.tags.add("launch")
    factories.LessonFactory(retrospective=wanted, category="self")
    page = browser.get(f"{ADDRESS}?{query.format(team=project.team.slug)}").content.decode()
    assert wanted.title in page
    assert other.title not in page


def test_filter_by_category_does_not_look_at_removed_lessons(browser):
    record = published()
    factories.LessonFactory(retrospective=record, category="self").remove()
    assert record.title not in browser.get(f"{ADDRESS}?category=self").content.decode()


def test_values_that_make_no_sense_are_left_out_and_named(browser):
    record = published()
    page = browser.get(f"{ADDRESS}?year=soon&team=%00&result=great").content.decode()
    assert record.title in page
    assert "Result" in page.split("We ignored")[1].split("</p>")[0]


def test_tags_of_drafts_are_not_offered(browser):
    factories.RetrospectiveFactory().tags.add("secret-plan")
    assert "secret-plan" not in browser.get(ADDRESS).content.decode()


def test_pages_of_twenty(browser):
    for number in range(21):
        published(title=f"Number {number}.", held_on=date(2026, 1, 1 + number))
    page = browser.get(ADDRESS).content.decode()
    assert "Number 0." not in page
    assert "Number 0." in browser.get(f"{ADDRESS}?page=2").content.decode()


def test_number_of_queries_does_not_grow(same_queries, member):
    def make(number):
        for record in factories.RetrospectiveFactory.create_batch(number, published=True):
            record.tags.add(f"tag-{record.pk}")
            factories.LessonFactory(retrospective=record)

    same_queries(ADDRESS, make)


def test_drafts_of_my_team_are_mine_to_see(browser, member):
    draft = factories.RetrospectiveFactory()
    Membership.objects.create(user=member, team=draft.project.team)
    assert draft.title in browser.get(f"{ADDRESS}?status=draft").content.decode()
