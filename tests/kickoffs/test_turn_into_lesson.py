"""From an observation or a decision that a kickoff found to a lesson of its retrospective."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from tests import factories

LONG = "The stock service in three warehouses stopped in the October peak. Nobody had tried it."


@pytest.fixture
def record(kickoff):
    """A retrospective of the kickoff's team, which may write in it."""
    team = factories.TeamFactory()
    return factories.RetrospectiveFactory(published=True, project__team=team)


@pytest.fixture
def browser(as_user, record):
    return as_user(record.created_by)


@pytest.fixture
def observation(record):
    return factories.ObservationFactory(retrospective=record, text=LONG, category="product")


def form_of(browser, record, source):
    address = reverse("part_new", args=[record.pk, "lessons"])
    page = BeautifulSoup(browser.get(address, {"from": source}).text, "html.parser")
    statement = page.select_one("[name=statement]")
    chosen = page.select_one("[name=category][checked]")
    return (
        statement.get("value") or statement.text.strip(),
        page.select_one("[name=detail]").text.strip(),
        chosen and chosen["value"],
    )


def test_only_what_can_become_a_lesson_is_suggested(reader, kickoff):
    lesson = factories.LessonFactory(published=True)
    assert reader.get(reverse("suggest_lesson", args=["lesson", lesson.pk])).status_code == 404


def test_form_begins_with_the_observation(browser, record, observation):
    statement, detail, category = form_of(browser, record, observation.anchor)
    assert statement == "The stock service in three warehouses stopped in the October peak."
    assert (detail, category) == (LONG, "product")


def test_form_begins_with_the_decision(browser, record):
    decision = factories.DecisionFactory(
        retrospective=record, choice="A" * 200, what_happened="It held."
    )
    statement, detail, _ = form_of(browser, record, decision.anchor)
    assert len(statement) == 140
    assert "A" * 200 in detail and "It held." in detail


@pytest.mark.parametrize(
    "source",
    [
        *("", "observation", "observation-", "observation-999999", "lesson-1", "x-1", "-1"),
        *(f"observation-{'9' * 30}", "observation-٣", "observation-1\x00"),
    ],
)
def test_anything_else_begins_empty(browser, record, observation, source):
    assert form_of(browser, record, source) == ("", "", None)


def test_words_of_another_retrospective_do_not_come_along(browser, record):
    other = factories.ObservationFactory(text="A secret of somebody else")
    assert form_of(browser, record, other.anchor) == ("", "", None)


@pytest.mark.parametrize("text", [LONG, "Nobody knew."])
def test_form_of_an_uncategorized_observation_proposes_a_category(browser, record, text):
    observation = factories.ObservationFactory(retrospective=record, text=text, category="")
    *_, category = form_of(browser, record, f"observation-{observation.pk}")
    assert category
