"""What is counted, by what, when, and from how many."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.models import Team, User
from retros import insights
from retros.insights.counting import TABLES, count
from retros.insights.dimensions import Dimension, Periods, Quarters
from retros.insights.findings import FINDINGS
from retros.insights.floor import Table
from retros.insights.question import Question
from retros.models import (
    ActionItem,
    Decision,
    Kickoff,
    Lesson,
    Project,
    Retrospective,
    StoredInsights,
)
from tests import factories
from tests.insights import organization

pytestmark = pytest.mark.both_databases
TODAY = date(2026, 11, 29)


def answer(slug):
    return count(insights.TABLES[slug], TODAY)


def kickoffs_only(teams, number, **fields):
    projects = organization.projects_of(teams, number, name="Begun", **fields)
    return organization.start(projects)


def test_projects_that_ended_are_counted_with_and_without_a_retrospective(db):
    teams = organization.teams_of(3)
    organization.look_back(organization.projects_of(teams, 9))
    kickoffs_only(teams, 6)
    table = answer("looked-back")
    assert (table.counts["2025-q2", "met"], table.counts["2025-q2", "none"]) == (9, 6)


def test_projects_without_an_end_date_are_dated_by_their_retrospective(db):
    projects = organization.projects_of(organization.teams_of(3), 6, ended_on=None, status="")
    organization.look_back(projects, result="missed")
    assert answer("looked-back").counts["2025-q2", "missed"] == 6


def test_what_has_no_date_at_all_shares_a_line_of_its_own(db):
    projects = organization.projects_of(organization.teams_of(3), 6, ended_on=None)
    organization.look_back(projects, held_on=None, source_hash="imported")
    assert answer("looked-back").total("unknown") == 6


def test_one_huge_team_shows_nothing_and_with_two_small_ones_all(db):
    teams = organization.teams_of(3)
    organization.look_back(organization.projects_of(teams[:1], 60))
    assert answer("categories").total("2025-q2") is None
    organization.look_back(organization.projects_of(teams[1:], 2, name="Other"))
    assert answer("categories").counts["2025-q2", "process"] == 62


def test_times_with_too_little_share_a_line_with_their_neighbors(db):
    teams = organization.teams_of(3)
    organization.look_back(organization.projects_of(teams, 9))
    few = organization.projects_of(teams, 4, name="Few", ended_on=date(2024, 5, 1))
    organization.look_back(few, held_on=date(2024, 5, 2))
    assert answer("categories").counts["2024_2025-q1_2025-q2", "process"] == 13


def test_uses_in_kickoffs_of_too_few_teams_are_hidden(db):
    teams = organization.teams_of(3)
    lessons = organization.look_back(organization.projects_of(teams, 12))
    organization.use(kickoffs_only(teams[:1], 6), lessons, result="helped")
    assert answer("travel").counts["helped", "all"] is None


def test_lesson_that_helped_is_counted_once(db):
    teams = organization.teams_of(3)
    lessons = organization.look_back(organization.projects_of(teams, 12))
    for result in ("helped", "no-difference"):
        started = organization.start(organization.projects_of(teams, 6, name=result))
        organization.use(started, lessons, result=result)
    assert answer("travel").counts["helped", "all"] == 6


def test_decision_is_counted_under_each_thing_it_was_based_on(db):
    lessons = organization.look_back(organization.projects_of(organization.teams_of(3), 6))
    organization.decide(lessons, outcome="worse", sources=["data", "budget"])
    table = answer("sources")
    assert table.counts["data", "worse"] == table.counts["budget", "worse"] == 6


@pytest.mark.parametrize("thing", [Team, User, "team", Team.objects, Project.team, str])
def test_nothing_but_choices_can_be_grouped_by(thing):
    with pytest.raises(TypeError):
        Dimension(thing)


@pytest.mark.parametrize("key", ["project__team", "created_by", "project__team__name"])
def test_a_question_that_groups_by_people_or_teams_is_refused(db, key):
    organization.look_back(organization.projects_of(organization.teams_of(3), 6))
    Retrospective.objects.update(created_by=factories.UserFactory())
    whole = Dimension(Retrospective.Status)

    def parts(day):
        from django.db.models import F

        return [Retrospective.objects.annotate(row=F(key), column=F("status"))]

    sly = Question("sly", "Who?", "retrospective", whole, whole, parts, "project")
    with pytest.raises(ValueError, match="Not a group"):
        count(sly, TODAY)


def test_it_is_counted_once_a_day(db, django_assert_num_queries):
    organization.look_back(organization.projects_of(organization.teams_of(3), 9))
    insights.todays()
    with django_assert_num_queries(1):
        insights.todays()
    StoredInsights.objects.update(counted_on=timezone.localdate() - timedelta(days=1))
    assert insights.todays().counted_on == timezone.localdate()
    assert StoredInsights.objects.count() == 1


def test_what_said_nothing_is_counted_again_on_the_same_day(db):
    insights.todays()
    organization.look_back(organization.projects_of(organization.teams_of(3), 9))
    table = insights.table_of(insights.todays(), insights.QUESTIONS["categories"])
    assert table.counts["2025-q2", "process"] == 9


def test_numbers_of_other_questions_before_an_update_are_counted_anew(db):
    stored = insights.recount()
    stored.figures = {"an-older-question": {"counts": {}, "rests": {}}}
    stored.save()
    assert insights.todays().figures.keys() == insights.TABLES.keys()


def test_counting_takes_as_many_queries_for_many_rows(db, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as of_none:
        insights.recount()
    organization.look_back(organization.projects_of(organization.teams_of(3), 30))
    with CaptureQueriesContext(connection) as of_many:
        insights.recount()
    assert len(of_many) <= len(of_none) < 40


def leave(thing):
    """Ways in which something stops being counted."""
    return {
        "retrospective": lambda: Retrospective.objects.last().remove(),
        "draft again": lambda: Retrospective.objects.last().unpublish(),
        "lesson": lambda: Lesson.objects.last().remove(),
        "decision": lambda: Decision.objects.last().remove(),
        "kickoff": lambda: Kickoff.objects.last().remove(),
    }[thing]()


@pytest.mark.parametrize("thing", ["retrospective", "draft again", "lesson", "decision", "kickoff"])
def test_what_leaves_takes_the_stored_numbers_along(db, thing):
    record = factories.RetrospectiveFactory(published=True)
    factories.LessonFactory(retrospective=record)
    factories.DecisionFactory(retrospective=record)
    factories.KickoffFactory()
    insights.recount()
    leave(thing)
    assert not StoredInsights.objects.exists()


def test_action_items_are_counted_by_the_quarter_in_which_they_were_closed(db):
    lessons = organization.look_back(organization.projects_of(organization.teams_of(3), 6))
    for status, on in (
        ("done", date(2026, 9, 30)), ("dropped", date(2026, 9, 30)), ("done", date(2026, 10, 1)),
        ("done", None), ("done", date(2020, 1, 1)), ("open", None),
    ):  # fmt: skip
        ActionItem.objects.bulk_create(
            ActionItem(
                retrospective_id=each.retrospective_id, text="Do it", status=status, closed_on=on
            )
            for each in lessons
        )
    table = answer("closed")
    shown = {key: number for key, number in table.counts.items() if number}
    assert shown == {
        ("2026-q3", "done"): 6, ("2026-q3", "dropped"): 6, ("2026-q4", "done"): 6,
        ("unknown", "done"): 6, ("earlier", "done"): 6,
    }  # fmt: skip
    said = FINDINGS["closed"](table, TODAY)
    assert said == "12 action items were closed in Q3 2026, 6 of them done"


def test_quarters_that_share_a_line_say_from_when_to_when():
    for line, label in (
        ("2026-q3", "Q3 2026"), ("2026-q3_2026-q4", "Q3 2026 to Q4 2026 so far"),
        ("earlier_2025-q1", "Until Q1 2025"), ("unknown_earlier", "Before Q1 2025, or day unknown"),
    ):  # fmt: skip
        assert Quarters().label_of(line, TODAY) == label


def test_labels_of_rows_that_share_a_line_have_room_on_a_phone():
    rows, reasons = TABLES["waiting"].rows, TABLES["stood-in-the-way"].rows
    for line, label in (
        ("before_two-weeks", "Under 2 weeks"), ("two-weeks_six-weeks", "0 to 6 weeks"),
        ("year_later", "Over 3 months"), ("before_unknown", "Before the end, or date unknown"),
        ("before_two-weeks_six-weeks_three-months_year_later", "Any time"), ("unknown", "Date unknown"),
    ):  # fmt: skip
        assert rows.label_of(line, TODAY) == label
    assert reasons.label_of("_".join(list(reasons.values(TODAY))[:3]), TODAY) == "3 others"


def test_the_last_two_years_are_shown_by_quarters_and_joined_where_they_are_whole():
    assert list(Periods().values(TODAY))[:4] == ["unknown", "earlier", "2019", "2020"]
    for line, label in (
        ("2024", "2024"), ("2026-q4", "Q4 2026 so far"), ("2024_2025-q1", "2024 to Q1 2025"),
        ("2025-q1_2025-q2_2025-q3_2025-q4", "2025"), ("2023_2024", "2023 to 2024"),
        ("2025-q1_2025-q2", "Q1 2025 to Q2 2025"), ("earlier_2019", "Until 2019"),
    ):  # fmt: skip
        assert Periods().label_of(line, TODAY) == label


def test_a_year_is_the_sum_of_its_quarters_once_all_are_told(db):
    teams = organization.teams_of(3)
    for month, number in ((2, 9), (5, 6)):
        ended = {"ended_on": date(2025, month, 20)}
        projects = organization.projects_of(teams, number, name=f"Work {month}", **ended)
        organization.look_back(projects)
    table = answer("looked-back")
    assert FINDINGS["looked-back"](table, TODAY, "2025").startswith("All 15 projects")
    assert FINDINGS["looked-back"](table, TODAY, "2025-q2").startswith("All 6 projects")
    for nothing in ("2026-q1", "2024", "1999"):
        assert FINDINGS["looked-back"](table, TODAY, nothing) == ""


def test_categories_that_share_a_line_are_not_named_as_the_most_frequent():
    counts: dict = {("process_team", "happened"): 3, ("process_team", "learned"): 4}
    table = Table(counts, {"process_team": 0})
    assert FINDINGS["again"](table, TODAY) == "7 lessons came up again"


def test_finding_of_hidden_numbers_never_says_at_least_0():
    columns = ("met", "partly", "missed", "unsaid", "none")
    table = Table(dict.fromkeys((("2025-q2", column) for column in columns), None), {"2025-q2": 5})
    assert FINDINGS["looked-back"](table, TODAY) == ""
    lines, hidden = {"young": None, "new": 6}, {("new", "confirmed"): None}
    assert FINDINGS["freshness"](Table(hidden, lines), TODAY) == ""


def test_what_stood_in_the_way_is_counted_where_it_happened_again(db):
    teams = organization.teams_of(3)
    lessons = organization.look_back(organization.projects_of(teams, 6))
    uses = organization.use(
        kickoffs_only(teams, 6), lessons, happened_again=True, stood_in_the_way="unseen"
    )
    assert answer("stood-in-the-way").counts["unseen", "all"] == 6
    said = FINDINGS["stood-in-the-way"](answer("stood-in-the-way"), TODAY)
    assert said == "6 of 6 times, nobody saw the lesson in time"
    uses[0].kickoff.remove()
    assert answer("stood-in-the-way").counts["unseen", "all"] == 5
    uses[1].kickoff.remove()
    assert answer("stood-in-the-way").counts["unseen", "all"] is None


def test_lessons_whose_review_day_has_come_are_overdue(db):
    teams = organization.teams_of(3)
    for number, day in ((6, TODAY), (7, TODAY + timedelta(days=1)), (5, None)):
        name = f"Work {number}"
        projects = organization.projects_of(teams, number, name=name)
        for lesson in organization.look_back(projects):
            lesson.review_on = day
            lesson.save()
    table = answer("reviews")
    assert [table.counts[row, "all"] for row in ("overdue", "planned", "none")] == [6, 7, 5]
    assert FINDINGS["reviews"](table, TODAY) == "6 lessons are overdue for review"
    Lesson.objects.exclude(review_on=None).update(review_on=None)
    assert FINDINGS["reviews"](answer("reviews"), TODAY) == "18 lessons have no review planned"


def test_rows_whose_numbers_are_all_hidden_say_their_totals(db):
    lessons = organization.look_back(organization.projects_of(organization.teams_of(3), 12))
    Lesson.objects.filter(pk=lessons[0].pk).update(status="confirmed")
    table = answer("freshness")
    assert table.total("two-years") == 12
    assert {number for (row, _), number in table.counts.items() if row == "two-years"} == {None}
    assert answer("categories").counts["2025-q2", "process"] == 12


def test_totals_of_too_few_are_not_said_either(db):
    lessons = organization.look_back(organization.projects_of(organization.teams_of(2), 12))
    Lesson.objects.filter(pk=lessons[0].pk).update(status="confirmed")
    assert answer("freshness").total("two-years") is None
