"""Below the floor nothing of insights is shown, so here the floor is lowered to 1 project of 1 team."""

import pytest

from retros.insights import floor
from tests.canary import worlds
from tests.canary.crawl import leaks
from tests.canary.test_canary import reader


@pytest.mark.both_databases
@pytest.mark.parametrize("role", ["member b", "curator"])
def test_rows_behind_numbers_hold_nothing_private(as_user, world, monkeypatch, role):
    monkeypatch.setattr(floor, "FEWEST_PROJECTS", 1)
    monkeypatch.setattr(floor, "FEWEST_TEAMS", 1)
    monkeypatch.setattr(floor._Grid, "_tells", lambda grid, keys: False)
    monkeypatch.setattr(floor._Grid, "_bridges", lambda grid: [])
    answers = reader(as_user, world, role, under="/insights/").everything()
    assert leaks(answers, world, role, worlds.may_see) == set()
    rows = [one for one in answers if one.status == 200 and one.address.count("/") == 5]
    met = set().union(*(world.found_in(one.everything) for one in rows))
    assert ("published lesson", "lesson", "statement") in met
