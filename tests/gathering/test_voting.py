"""Dots on what to talk about first: sums without who, from three browsers on."""

import pytest

from tests import factories

TOKEN = "the-token-of-the-link"
ADDRESS = f"/gather/{TOKEN}/vote/"


@pytest.fixture
def gathering(db):
    return factories.GatheringFactory(token=TOKEN, people=4, revealed_on="2026-03-24")


@pytest.fixture
def notes(gathering):
    record = gathering.retrospective
    return [factories.ObservationFactory(retrospective=record, text=f"Note {n}.") for n in range(5)]


@pytest.fixture
def browsers(as_user, gathering):
    team = gathering.retrospective.project.team
    found = [as_user(factories.UserFactory(teams=[team])) for _ in range(3)]
    for browser in found:
        browser.get(f"/gather/{TOKEN}/")
    return found


def test_sums_appear_once_three_have_chosen(browsers, notes):
    for number, browser in enumerate(browsers, start=1):
        browser.post(ADDRESS, {"notes": [notes[1].pk]})
        assert ('<p class="hint">3 dots' in browsers[0].get(ADDRESS).text) == (number == 3)


def test_browser_changes_its_dots(browsers, notes, gathering):
    for chosen in ([notes[0].pk], [notes[2].pk, notes[3].pk]):
        browsers[0].post(ADDRESS, {"notes": chosen})
    gathering.refresh_from_db()
    gathering.unlock(TOKEN)
    assert list(gathering.contents().votes.values()) == [[notes[2].pk, notes[3].pk]]


@pytest.mark.both_databases
@pytest.mark.parametrize("chosen", [range(4), ["999999"], ["\x00"], ["²"]])
def test_too_many_or_unknown_ones_are_refused(browsers, notes, gathering, chosen):
    chosen = [notes[it].pk if isinstance(it, int) else it for it in chosen]
    assert browsers[0].post(ADDRESS, {"notes": chosen}).status_code == 422
    gathering.refresh_from_db()
    gathering.unlock(TOKEN)
    assert not gathering.contents().votes


def test_who_may_not_read_what_was_revealed_finds_nothing(as_user, browsers, notes):
    stranger = as_user(factories.UserFactory())
    assert stranger.get(f"/gather/{TOKEN}/").status_code == 200
    assert stranger.get(ADDRESS).status_code == 404


def test_nothing_to_choose_from_before_the_reveal(browsers, gathering):
    gathering.revealed_on = None
    gathering.save()
    assert browsers[0].get(ADDRESS).status_code == 404
