"""No number below the floor is shown, and none can be had by subtracting."""

import random
from fractions import Fraction

import pytest

from retros.insights.floor import FEWEST_PROJECTS, FEWEST_TEAMS, Cell, show

ROWS, COLUMNS = ["2024", "2025", "2026", "unknown"], ["met", "partly", "missed", "none"]


def cell(count, *, projects=None, teams=3, first=0):
    """A number with so many projects behind it, of so many teams."""
    made = Cell()
    for number in range(count):
        made.add(first + number % (projects or count), number % teams if teams else None)
    return made


def table(*, columns_are_told=False, **numbers):
    """One row, 2025, of numbers whose projects differ."""
    cells = {}
    for place, (column, count) in enumerate(numbers.items()):
        cells["2025", column] = cell(count, first=100 * place)
    return show(cells, ["2025"], list(numbers), columns_are_told=columns_are_told)


@pytest.mark.parametrize(
    "below",
    [
        cell(4),
        cell(40, projects=4),
        cell(40, teams=2),
        cell(40, teams=0),
    ],
    ids=["4", "of 4 projects", "of 2 teams", "of no team"],
)
def test_number_with_too_few_behind_it_is_hidden(below):
    shown = show({("2025", "met"): below}, ["2025"], ["met"])
    assert shown.counts == {("2025", "met"): None}
    assert shown.total("2025") is None


def test_number_that_reaches_the_floor_is_shown():
    shown = show({("2025", "met"): cell(FEWEST_PROJECTS, teams=FEWEST_TEAMS)}, ["2025"], ["met"])
    assert shown.counts == {("2025", "met"): 5}


def test_who_else_had_a_part_has_to_be_many_too():
    used = cell(30)
    used.stand_behind("users", 900, 1)
    assert show({("2025", "met"): used}, ["2025"], ["met"]).total("2025") is None


def test_what_a_total_would_tell_is_hidden_too():
    shown = table(met=30, partly=20, missed=3)
    assert shown.counts == {
        ("2025", "met"): 30,
        ("2025", "partly"): None,
        ("2025", "missed"): None,
    }
    assert shown.rests["2025"] == 23


def test_of_one_row_nothing_is_left_if_the_totals_of_columns_are_told():
    assert table(met=30, partly=20, missed=3, columns_are_told=True).total("2025") is None


def test_rows_that_hold_nothing_say_0_and_rows_that_show_nothing_do_not():
    cells = {("2025", "met"): cell(40), ("2024", "met"): cell(3), ("2023", "met"): cell(30)}
    shown = show(cells, ["2022", "2023", "2024", "2025"], ["met", "none"], columns_are_told=False)
    assert shown.counts["2023", "none"] is None  # hidden, so that nobody subtracts the 3 of 2024
    assert shown.counts["2025", "none"] == shown.counts["2022", "none"] == 0
    assert shown.rests == {"2022": 0, "2023": None, "2024": None, "2025": 0}


def random_table(chance):
    cells = {}
    for place, key in enumerate((row, column) for row in ROWS for column in COLUMNS):
        count = chance.choice([0, 1, 3, 4, 6, 9, 15, 40, 60])
        if count:
            teams = chance.choice([2, 3, 4, 6, 6])
            cells[key] = cell(count, teams=teams, first=1000 * place)
    return cells


def derived(cells, shown, columns=COLUMNS):
    """The hidden numbers that follow from what is shown, all there is, and totals of columns.

    A number follows if its unit vector is a sum of equations: exact, by elimination.
    """
    hidden = [key for key, one in cells.items() if one.count and shown.counts[key] is None]
    lines = [[key for key in hidden if key[1] == column] for column in columns]
    lines += [hidden]
    lines += [[k for k in hidden if k[0] == r] for r in ROWS if shown.rests[r] is not None]
    equations = [[Fraction(key in line) for key in hidden] for line in lines if line]
    return [key for place, key in enumerate(hidden) if _follows(equations, place)]


def _follows(equations, place):
    unit = [Fraction(column == place) for column in range(len(equations[0]))]
    return _rank(equations) == _rank([*equations, unit])


def _rank(rows):
    rows, rank = [list(row) for row in rows], 0
    for column in range(len(rows[0])):
        pivot = next((n for n in range(rank, len(rows)) if rows[n][column]), None)
        if pivot is None:
            continue
        rows[rank], rows[pivot] = rows[pivot], rows[rank]
        for other in range(rank + 1, len(rows)):
            factor = rows[other][column] / rows[rank][column]
            rows[other] = [a - factor * b for a, b in zip(rows[other], rows[rank], strict=True)]
        rank += 1
    return rank


@pytest.mark.parametrize("told", [COLUMNS, []], ids=["columns told", "columns untold"])
def test_no_hidden_number_follows_from_the_others(told):
    chance, shown_numbers = random.Random(16), 0
    for _ in range(150):
        cells = random_table(chance)
        shown = show(cells, ROWS, COLUMNS, columns_are_told=bool(told))
        for key, number in shown.counts.items():
            assert not number or cells[key].reaches_floor
            shown_numbers += bool(number)
        if any(rest is not None for rest in shown.rests.values()):
            assert derived(cells, shown, told) == []
    assert shown_numbers > 200  # what hides everything would prove nothing


def test_what_is_left_of_a_row_reaches_the_floor_and_is_more_than_ones():
    chance = random.Random(4)
    for _ in range(150):
        cells = random_table(chance)
        shown = show(cells, ROWS, COLUMNS)
        for row in ROWS:
            gone = [k for k in cells if k[0] == row and shown.counts[k] is None]
            if shown.rests[row]:
                assert sum(cells[key].count for key in gone) == shown.rests[row] > len(gone)


def test_the_attacker_of_these_tests_can_subtract():
    cells = {("2025", "met"): cell(30), ("2025", "missed"): cell(3)}
    careless = show({("2025", "met"): cell(30)}, ROWS, COLUMNS)
    careless.counts["2025", "missed"] = None
    assert derived(cells, careless) == [("2025", "missed")]
