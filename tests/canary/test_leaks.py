"""The canary can fail: each deliberate leak is noticed by the check that is there for it."""

import pytest

from tests.canary import test_canary as canary
from tests.canary import worlds
from tests.canary.crawl import leaks
from tests.canary.leaks import LEAKS

READ = [leak for leak in LEAKS if leak.caught_by in canary.ROLES]
COMPARED = [leak for leak in LEAKS if leak.caught_by in {"parameters", "existence", "traces"}]
CLOSED = [leak for leak in LEAKS if leak.caught_by == "closed wall"]


def named(leak):
    return leak.name


def test_there_are_enough_leaks_of_every_kind():
    elsewhere = [leak for leak in LEAKS if leak.caught_by in {"two worlds", "author"}]
    assert len(READ) + len(COMPARED) + len(CLOSED) + len(elsewhere) == len(LEAKS)
    assert len(LEAKS) >= 20
    assert {leak.caught_by for leak in COMPARED} == {"parameters", "existence", "traces"}


@pytest.mark.parametrize("leak", READ, ids=named)
def test_reader_meets_what_leaks(leak, as_user, world, monkeypatch):
    leak.break_it(monkeypatch, world)
    role = leak.caught_by
    reader = canary.reader(as_user, world, role, under=leak.under, posts=False)
    assert any(leaks(some, world, role, worlds.may_see) for some in reader.as_they_come())


@pytest.mark.parametrize("leak", CLOSED, ids=named)
def test_closed_wall_is_seen_to_leak(leak, as_user, world, monkeypatch, settings):
    settings.FAIL_WALL = "screens"
    leak.break_it(monkeypatch, world)
    assert canary.closed_wall_leaks(as_user, world, leak.under)[0]


@pytest.mark.parametrize("leak", COMPARED, ids=named)
def test_comparison_notifications_what_leaks(leak, as_user, world, monkeypatch, caplog):
    leak.break_it(monkeypatch, world)
    with pytest.raises(AssertionError):
        match leak.caught_by:
            case "parameters":
                canary.test_public_lists_ignore_parameters_they_do_not_know(as_user, world)
            case "existence":
                canary.test_what_is_hidden_answers_like_what_does_not_exist(
                    as_user, world, "member b"
                )
            case "traces":
                canary.test_a_post_leaves_the_same_traces_whoever_wrote_it(as_user, world, caplog)
