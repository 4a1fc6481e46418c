"""/: a kickoff that nobody finished and a project that ended untold, shown to those concerned."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import factories

TITLE = "Suggestions for you"
FINISHED = "Write retrospective"
TODAY = timezone.localdate


@pytest.fixture
def person(db):
    return factories.UserFactory(teams=[factories.TeamFactory(name="Logistics")])


@pytest.fixture
def home(as_user, person):
    """`home()`: the first page of somebody, the person by default."""

    def page(user=None):
        return as_user(user or person).get("/").text

    return page


@pytest.fixture
def kickoff(person):
    begun = timezone.now() - timedelta(days=5)
    project = factories.ProjectFactory(name="Stock sync", status="planned")
    return factories.KickoffFactory(created_by=person, project=project, created_at=begun)


@pytest.fixture
def ended(person):
    team = person.memberships.get().team
    day = TODAY() - timedelta(days=10)
    return factories.ProjectFactory(name="Depot labels", team=team, status="ended", ended_on=day)


def change(row, **values):
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def test_unfinished_kickoff_is_shown_to_whoever_began_it(home, kickoff):
    assert "Continue kickoff" in home()
    assert home().count(f'href="{kickoff.get_absolute_url()}"') == 2  # its row stands once
    assert TITLE not in home(factories.UserFactory())


def test_unfinished_kickoff_is_shown_to_the_team_too(home, kickoff):
    assert TITLE in home(factories.UserFactory(teams=[kickoff.project.team]))


@pytest.mark.parametrize("days", [0, 61])
def test_neither_a_fresh_nor_an_old_one_is_asked_for(home, kickoff, days):
    change(kickoff, created_at=timezone.now() - timedelta(days=days))
    assert TITLE not in home()


@pytest.mark.parametrize("disposition", ["apply", "watch"])
def test_a_lesson_chosen_finishes_it(home, kickoff, disposition):
    factories.KickoffLessonFactory(kickoff=kickoff, disposition=disposition)
    assert TITLE not in home()


def test_lessons_that_are_not_relevant_do_not_finish_it(home, kickoff):
    factories.KickoffLessonFactory(kickoff=kickoff, disposition="not-relevant")
    assert TITLE in home()


@pytest.mark.parametrize("how", ["removed", "ended", "past"])
def test_what_is_over_is_not_asked_for(home, kickoff, how):
    if how == "removed":
        kickoff.remove()
    elif how == "ended":
        change(kickoff.project, status="stopped-early")
    else:
        change(kickoff.project, ended_on=TODAY() - timedelta(days=200))
    assert "Continue kickoff" not in home()


def test_project_that_ended_untold_is_shown_to_its_team(home, ended):
    page = home()
    assert FINISHED in page and "Depot labels" in page
    assert TITLE not in home(factories.UserFactory())


def test_project_without_a_team_is_shown_to_who_began_its_kickoff(home, kickoff, person):
    change(kickoff.project, team=None, status="stopped-early")
    factories.KickoffLessonFactory(kickoff=kickoff)
    assert FINISHED in home()


@pytest.mark.parametrize("published", [True, False])
def test_a_retrospective_also_a_draft_ends_the_asking(home, ended, published):
    record = factories.RetrospectiveFactory(project=ended, published=published)
    assert FINISHED not in home()
    record.remove()
    assert FINISHED in home()


@pytest.mark.parametrize("change_of", [{"status": "running", "ended_on": None}, {"days": 91}])
def test_neither_what_runs_nor_what_ended_long_ago_is_asked_for(home, ended, change_of):
    days = change_of.pop("days", None)
    change(ended, **(change_of or {"ended_on": TODAY() - timedelta(days=days)}))
    assert FINISHED not in home()


def test_end_without_a_day_is_asked_for_within_a_year(home, ended):
    change(ended, ended_on=None)
    assert "Ended. What did you learn?" in home()
    change(ended, created_at=timezone.now() - timedelta(days=366))
    assert FINISHED not in home()


def test_few_are_shown_and_queries_do_not_grow(home, person, count):
    team = person.memberships.get().team

    def make():
        day = TODAY() - timedelta(days=10)
        factories.ProjectFactory(team=team, ended_on=day)
        begun = timezone.now() - timedelta(days=5)
        factories.KickoffFactory(created_by=person, created_at=begun, project__status="planned")

    assert count(home, 3, make) == count(home, 9, make)
    page = home()
    assert page.count(FINISHED) == page.count("Continue kickoff") == 3
