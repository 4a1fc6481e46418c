"""Rows that share one line where each alone would show too little."""

from collections.abc import Sequence
from itertools import chain

from retros.insights.floor import Cell, Key, Table, show

JOINT = "_"  # between the values of rows that share a line
_WORTH = 0.1  # of all that is counted: what a line less has to bring to light


def show_merged(
    cells: dict[Key, Cell],
    rows: Sequence[str],
    columns: Sequence[str],
    *,
    columns_are_told: bool,
    is_ordered: bool,
) -> Table:
    """Return the table of `cells` as it may be shown, in rows that are merged where that shows more.

    Neighbors merge if rows have an order; otherwise those that would show nothing.
    """

    def shown(groups):
        lines = {row: JOINT.join(group) for group in groups for row in group}
        names = [JOINT.join(group) for group in groups]
        return show(_joined(cells, lines), names, columns, columns_are_told=columns_are_told)

    groups = [[row] for row in rows]
    table = shown(groups)
    whole = sum(cell.count for cell in cells.values())
    price = max(_WORTH * whole, 1)

    def worth(option):
        new = shown(option)
        lost = _lines_shown(table) - _lines_shown(new)
        return _brought_to_light(new) - _brought_to_light(table) - price * lost

    while _brought_to_light(table) < whole:
        options = _neighbors(groups) if is_ordered else _without_numbers(groups, table)
        best = max(options, key=worth, default=groups)
        if best == groups or worth(best) <= 0:
            break
        table, groups = shown(best), best
    if _brought_to_light(table) or len(columns) == 1:
        return table
    return _totals_only(cells, rows, columns, is_ordered=is_ordered)


def _totals_only(cells, rows, columns, *, is_ordered):
    """Return a table that shows the totals of its rows and none of their numbers."""
    [whole] = columns[:1]
    joined: dict[Key, Cell] = {}
    for (row, _), cell in cells.items():
        joined.setdefault((row, whole), Cell()).include(cell)
    table = show_merged(joined, rows, [whole], columns_are_told=False, is_ordered=is_ordered)
    rests = {row: table.total(row) for row in table.rests}
    counts = {
        (row, column): None if rest != 0 else 0 for row, rest in rests.items() for column in columns
    }
    return Table(counts, rests)


def _joined(cells, lines):
    found: dict[Key, Cell] = {}
    for (row, column), cell in cells.items():
        found.setdefault((lines[row], column), Cell()).include(cell)
    return found


def _brought_to_light(table):
    return sum(number or 0 for number in table.counts.values())


def _lines_shown(table):
    return sum(bool(table.total(line)) for line in table.rests)


def _neighbors(groups):
    """Yield the groups with each run of neighbors merged, short runs first."""
    for size in range(2, len(groups) + 1):
        for start in range(len(groups) - size + 1):
            run = [list(chain(*groups[start : start + size]))]
            yield groups[:start] + run + groups[start + size :]


def _without_numbers(groups, table):
    empty = [group for group in groups if table.rests[JOINT.join(group)] is None]
    if len(empty) > 1:
        yield [group for group in groups if group not in empty] + [list(chain(*empty))]
