"""Whoever is done writing says so; how many are done is shown in steps, and never who."""

import pytest

from retros.models import Gathering
from tests import factories

TOKEN = "the-token-of-the-link"
LINK = f"/gather/{TOKEN}/"


@pytest.fixture
def gathering(db):
    return factories.GatheringFactory(token=TOKEN, people=4)


@pytest.fixture
def browsers(as_user, gathering):
    found = [as_user(factories.UserFactory()) for _ in range(4)]
    for browser in found:
        browser.get(LINK)
    return found


def test_number_appears_from_three_on_and_in_steps(browsers):
    for number, browser in enumerate(browsers, start=1):
        browser.post(f"{LINK}done/", {"done": "yes"})
        assert ("At least 3 are done writing" in browsers[0].get(LINK).text) == (number >= 3)
    assert "At least 4" not in browsers[0].get(LINK).text


def test_saying_it_twice_counts_once_and_can_be_taken_back(browsers):
    for browser in (*browsers[:2], *browsers[:2]):
        browser.post(f"{LINK}done/", {"done": "yes"})
    assert "are done writing" not in browsers[0].get(LINK).text
    assert "still writing" in browsers[0].get(LINK).text
    browsers[0].post(f"{LINK}done/")
    assert "I’m done writing" in browsers[0].get(LINK).text


def test_nobody_is_asked_where_each_would_know_who(browsers):
    Gathering.objects.update(people=2)
    assert "done writing" not in browsers[0].get(LINK).text


def test_reveal_starts_anew(browsers, gathering):
    browsers[0].post(LINK, {"text": "It took a day.", "kind": "well", "signed": "yes"})
    for browser in browsers:
        browser.post(f"{LINK}done/", {"done": "yes"})
    gathering.unlock(TOKEN)
    gathering.reveal()
    assert "are done writing" not in browsers[0].get(LINK).text
