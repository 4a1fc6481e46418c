"""The page that a newcomer reads first."""

from datetime import timedelta

import pytest
from django.utils import timezone
from taggit.models import Tag

from retros.models import GladToTalk, StoredLists, TagDescription
from tests import factories

ADDRESS = "/start-here/"


def used(statement, *, result="", times=1, **options):
    lesson = factories.LessonFactory(statement=statement, published=True, **options)
    factories.KickoffLessonFactory.create_batch(
        times, lesson=lesson, disposition="apply", result=result
    )
    return lesson


def shown(browser, name, address=ADDRESS):
    return [str(row) for row in getattr(browser.get(address).context["lists"], name)]


@pytest.mark.both_databases
def test_lessons_that_helped_stand_before_lessons_that_were_chosen_more_often(browser):
    used("Chosen often.", times=3)
    used("Helped.", result="helped")
    assert shown(browser, "lessons") == ["Helped.", "Chosen often."]
    assert "Helped 1 project<" in browser.get(ADDRESS).content.decode()


def test_lessons_that_no_kickoff_applied_are_not_among_them(browser):
    factories.LessonFactory(published=True)
    watched = factories.LessonFactory(published=True)
    factories.KickoffLessonFactory(lesson=watched, disposition="watch")
    assert shown(browser, "lessons") == []


def test_retired_lessons_and_drafts_are_not_among_them(as_user, member):
    used("Retired.").retire(because="The tool is gone.")
    draft = factories.RetrospectiveFactory(created_by=member)
    lesson = factories.LessonFactory(retrospective=draft)
    factories.KickoffLessonFactory(lesson=lesson, disposition="apply")
    assert shown(as_user(member), "lessons") == []


def test_kickoffs_of_long_ago_do_not_count(browser):
    lesson = used("Long ago.")
    lesson.uses.get().kickoff.__class__.objects.update(
        created_at=timezone.now() - timedelta(days=800)
    )
    assert shown(browser, "lessons") == []


def test_one_retrospective_shows_two_lessons_at_most(browser):
    record = factories.RetrospectiveFactory(published=True)
    for number in range(3):
        lesson = factories.LessonFactory(retrospective=record, statement=f"Number {number}.")
        factories.KickoffLessonFactory(lesson=lesson, disposition="apply")
    assert len(shown(browser, "lessons")) == 2


def test_their_questions_stand_apart(browser):
    used("Ask first.", kickoff_question="Who else reads this table?")
    used("No question.", kickoff_question="")
    assert shown(browser, "questions") == ["Ask first."]


@pytest.mark.both_databases
def test_decisions_that_stand_and_replaced_others(browser):
    today = factories.DecisionFactory(choice="One queue.", published=True)
    before = {"retrospective": today.retrospective, "superseded_by": today}
    factories.DecisionFactory(choice="Two queues.", **before)
    factories.DecisionFactory(choice="Nothing refers to it.", published=True)
    assert shown(browser, "decisions") == ["One queue."]


def test_decisions_that_the_team_would_not_make_again_are_left_out(browser):
    regretted = factories.DecisionFactory(same_again="no", published=True)
    factories.ObservationFactory(retrospective=regretted.retrospective, decision=regretted)
    assert shown(browser, "decisions") == []


def test_described_tags_are_the_words_in_use(browser):
    record = factories.RetrospectiveFactory(published=True)
    draft = factories.RetrospectiveFactory()
    record.tags.add("Sprinter")
    draft.tags.add("Secret")
    for tag in Tag.objects.all():
        TagDescription.objects.create(tag=tag, text="The app that couriers use.")
    assert [str(word) for word in browser.get(ADDRESS).context["words"]] == ["Sprinter"]


def test_a_draft_changes_nothing(browser):
    standing = factories.DecisionFactory(choice="One queue.", published=True)
    factories.ObservationFactory(retrospective=standing.retrospective, decision=standing)
    before = shown(browser, "decisions")
    standing.superseded_by = factories.DecisionFactory(choice="Secret plan.")
    standing.save()
    assert shown(browser, "decisions") == before == ["One queue."]


def test_surprises_read_as_plain_words(browser):
    factories.RetrospectiveFactory(published=True, surprise="Nobody **used** the export.")
    factories.RetrospectiveFactory(published=True, surprise="")
    page = browser.get(ADDRESS)
    assert len(page.context["lists"].surprised) == 1
    assert "Nobody used the export." in page.content.decode()


def test_as_many_successes_as_failures_can_stand_there(browser):
    for result in ["met"] * 4 + ["missed", "stopped-early"]:
        factories.RetrospectiveFactory(published=True, result=result)
    results = browser.get(ADDRESS).context["lists"].results
    assert [len(records) for *_, records in results] == [2, 2]


def test_where_nobody_wrote_of_success_the_page_says_what_is_missing(browser):
    factories.RetrospectiveFactory(published=True, result="missed")
    text = browser.get(ADDRESS).text
    assert "No retrospective of a project that met its goal is published yet" in text
    assert "No retrospective of a project that missed" not in text


def test_a_team_has_its_own_page(browser):
    team = factories.TeamFactory(name="Payments")
    used("Theirs.", retrospective__project__team=team)
    used("Elsewhere.")
    address = f"/start-here/{team.slug}/"
    assert shown(browser, "lessons", address) == ["Theirs."]
    assert address in browser.get(team.get_absolute_url()).content.decode()
    assert browser.get("/start-here/no-such-team/").status_code == 404


def test_an_empty_site_says_how_the_page_fills(browser):
    assert "Nothing to read yet" in browser.get(ADDRESS).content.decode()


@pytest.fixture
def stored(monkeypatch):
    """Lists of few retrospectives are stored, too."""
    monkeypatch.setattr("retros.paths.stored.FEWEST", 1)


def test_lists_of_few_retrospectives_are_drawn_each_time(browser):
    used("Of the morning.")
    shown(browser, "lessons")
    used("Of noon.", result="helped")
    assert shown(browser, "lessons") == ["Of noon.", "Of the morning."]
    assert not StoredLists.objects.exists()


def test_lists_are_drawn_once_a_day_and_again_when_a_curator_says_so(
    as_user, member, curator, stored
):
    used("Of the morning.")
    assert shown(as_user(member), "lessons") == ["Of the morning."]
    used("Of noon.", result="helped")
    assert shown(as_user(member), "lessons") == ["Of the morning."]
    assert as_user(member).post("/paths/lists/").status_code == 404
    as_user(curator).post("/paths/lists/")
    assert shown(as_user(member), "lessons") == ["Of noon.", "Of the morning."]


@pytest.mark.both_databases
def test_the_lists_of_yesterday_are_drawn_again(browser, stored):
    used("Of yesterday.")
    shown(browser, "lessons")
    StoredLists.objects.update(drawn_on=timezone.localdate() - timedelta(days=1))
    used("Of today.", result="helped")
    assert shown(browser, "lessons") == ["Of today.", "Of yesterday."]
    assert StoredLists.objects.count() == 1


def test_what_is_no_longer_true_leaves_the_lists_at_once(browser, stored):
    lessons = [used("Retired."), used("Of a draft."), used("Stays.")]
    decision = factories.DecisionFactory(published=True)
    factories.ObservationFactory(retrospective=decision.retrospective, decision=decision)
    GladToTalk.objects.say(lessons[2].retrospective, is_glad=True)
    assert len(shown(browser, "glad")) == len(shown(browser, "decisions")) == 1
    lessons[0].retire(because="The tool is gone.")
    lessons[1].retrospective.unpublish()
    decision.superseded_by = factories.DecisionFactory(published=True)
    decision.save()
    GladToTalk.objects.say(lessons[2].retrospective, is_glad=False)
    assert shown(browser, "lessons") == ["Stays."]
    assert shown(browser, "decisions") == shown(browser, "glad") == []


def test_those_glad_to_talk_are_teams_without_names(browser):
    author = factories.UserFactory(display_name="Grace Writer")
    team = factories.TeamFactory(name="Payments")
    record = factories.RetrospectiveFactory(
        project__team=team, created_by=author, facilitator=author, published=True
    )
    factories.RetrospectiveFactory(title="Not offered", published=True)
    GladToTalk.objects.say(record, is_glad=True)
    page = browser.get(ADDRESS).text
    section = page.split("People glad to talk")[1].split("</section>")[0]
    assert "Payments" in section and f"/questions/retrospective/{record.pk}/talk/" in section
    assert "Grace" not in page and "Not offered" not in section


def test_number_of_queries_does_not_grow(same_queries):
    def make(number):
        for _ in range(number):
            used("Rehearse it.", kickoff_question="Who rehearses?", result="helped")
            decision = factories.DecisionFactory(published=True)
            factories.ObservationFactory(retrospective=decision.retrospective, decision=decision)
            factories.RetrospectiveFactory(published=True, result="met", surprise="Quiet.")

    same_queries(ADDRESS, make)
