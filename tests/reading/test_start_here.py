"""The page that a newcomer reads first."""

from datetime import timedelta

import pytest
from django.utils import timezone
from taggit.models import Tag

from retros.models import TagDescription
from tests import factories

ADDRESS = "/start-here/"


def used(statement, *, result="", times=1, **options):
    lesson = factories.LessonFactory(statement=statement, published=True, **options)
    factories.KickoffLessonFactory.create_batch(
        times, lesson=lesson, disposition="apply", result=result
    )
    return lesson


def shown(browser, name, address=ADDRESS):
    return [str(row) for row in browser.get(address).context[name]]


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
    assert shown(browser, "words") == ["Sprinter"]


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
    assert len(page.context["surprised"]) == 1
    assert "Nobody used the export." in page.content.decode()


def test_as_many_successes_as_failures_can_stand_there(browser):
    for result in ["met"] * 4 + ["missed", "stopped-early"]:
        factories.RetrospectiveFactory(published=True, result=result)
    results = dict(browser.get(ADDRESS).context["results"])
    assert [len(records) for records in results.values()] == [3, 2]


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


def test_number_of_queries_does_not_grow(same_queries):
    def make(number):
        for _ in range(number):
            used("Rehearse it.", kickoff_question="Who rehearses?", result="helped")
            decision = factories.DecisionFactory(published=True)
            factories.ObservationFactory(retrospective=decision.retrospective, decision=decision)
            factories.RetrospectiveFactory(published=True, result="met", surprise="Quiet.")

    same_queries(ADDRESS, make)
