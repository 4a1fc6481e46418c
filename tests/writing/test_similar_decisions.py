"""Decisions and lessons like the decision that is being written."""

import pytest

from retros.models import CHOSEN_MODELS
from tests import factories

SAID = "Move customer data before the billing freeze"
ASKED = {"choice": "Move the customer data to the new billing system before the freeze"}


@pytest.fixture
def known(db):
    """A published decision and a lesson about the same, among others."""
    for words in ("Paint the office green", "Call three customers first", "Rent a larger hall"):
        factories.DecisionFactory(published=True, choice=words)
    factories.LessonFactory(published=True, statement=f"{SAID}, with a rehearsal")
    return factories.DecisionFactory(published=True, choice=SAID, outcome="worse")


@pytest.fixture
def draft(member):
    return factories.RetrospectiveFactory(created_by=member)


def test_both_are_shown_with_their_project_and_outcome(browser_of_member, known):
    page = browser_of_member.post("/decisions/similar/", ASKED).text
    assert known.get_absolute_url() in page
    assert "with a rehearsal" in page
    assert "Worse than expected" in page
    assert "Paint" not in page


@pytest.mark.both_databases
@pytest.mark.parametrize("typed", [{}, {"choice": "\0"}, {"choice": "the of"}, {"choice": "x" * 9}])
def test_rather_none_than_a_wrong_one(browser_of_member, known, typed):
    answer = browser_of_member.post("/decisions/similar/?elsewhere=x", typed)
    assert answer.status_code == 200
    assert "<li" not in answer.text


def test_neither_drafts_nor_the_own_text_are_shown(browser_of_member, known):
    factories.DecisionFactory(choice=f"{SAID}, secretly")
    page = browser_of_member.post(
        f"/decisions/similar/?elsewhere={known.retrospective_id}", ASKED
    ).text
    assert "secretly" not in page
    assert known.get_absolute_url() not in page


def test_they_are_reached_without_a_script_and_nothing_is_stored(browser_of_member, known, draft):
    form = f"/retrospectives/{draft.pk}/edit/decisions/new/"
    assert 'name="similar"' in browser_of_member.get(form).text
    page = browser_of_member.post(form, ASKED | {"similar": "1", "version": 0}).text
    assert known.get_absolute_url() in page
    assert ASKED["choice"] in page
    assert CHOSEN_MODELS["decision"].objects.filter(retrospective=draft).count() == 0


@pytest.fixture
def browser_of_member(as_user, member):
    return as_user(member)
