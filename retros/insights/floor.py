"""The floor: each number that is shown has 5 projects and 3 teams behind it, and hides the others.

A number below the floor is hidden, and so are others until nobody can subtract it from what is
shown. Whoever tries is taken to know the total of the whole table, of each row that shows anything,
and, where another table may tell them, of each column.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

FEWEST_PROJECTS, FEWEST_TEAMS = 5, 3
_TOTALS = ("totals", "")  # the node of the graph that stands for the total of the whole table
Key = tuple[str, str]  # a row and a column


@dataclass
class Cell:
    """How many, and the (project, team) pairs behind it: whose it is, and who else had a part."""

    count: int = 0
    behind: dict[str, set[tuple[int, int | None]]] = field(default_factory=dict)

    def add(self, project: int, team: int | None) -> None:
        """Count one, which this project of this team learned, decided or did."""
        self.count += 1
        self.stand_behind("own", project, team)

    def stand_behind(self, role: str, project: int, team: int | None) -> None:
        """Note another project behind the number, which counts as nothing itself."""
        self.behind.setdefault(role, set()).add((project, team))

    def include(self, other: "Cell") -> None:
        """Add another number and what stands behind it."""
        self.count += other.count
        for role, pairs in other.behind.items():
            self.behind.setdefault(role, set()).update(pairs)

    @property
    def reaches_floor(self) -> bool:
        """Whether enough projects and teams stand behind it, in each role."""
        for pairs in self.behind.values():
            teams = {team for _, team in pairs} - {None}
            if len({project for project, _ in pairs}) < FEWEST_PROJECTS:
                return False
            if len(teams) < FEWEST_TEAMS:
                return False
        return bool(self.count)


@dataclass
class Table:
    """What is shown. `counts` says None for a number that is hidden.

    `rests` are what a row holds beside its shown numbers, 0 if it shows all; None for a row
    that shows nothing, not even its total. Of a row that holds nothing, all are 0.
    """

    counts: dict[Key, int | None]
    rests: dict[str, int | None]

    def total(self, row: str) -> int | None:
        """Return the number of all in a row, or None if it shows nothing."""
        rest = self.rests[row]
        if rest is None:
            return None
        return rest + sum(n or 0 for (of, _), n in self.counts.items() if of == row)


def show(
    cells: dict[Key, Cell],
    rows: Sequence[str],
    columns: Sequence[str],
    *,
    columns_are_told: bool = True,
) -> Table:
    """Return the table of `cells` as it may be shown.

    `columns_are_told` says whether the total of a column may be known from elsewhere.
    """
    grid = _Grid(cells, rows, columns if columns_are_told else [])
    grid.hide_until_safe()
    counts: dict[Key, int | None] = {}
    rests: dict[str, int | None] = {}
    for row in rows:
        hidden = grid.hidden_in_row(row)
        is_shown = bool(grid.shown_in_row(row)) or not hidden
        rests[row] = grid.union(hidden).count if is_shown else None
        for column in columns:
            key = (row, column)
            is_known = is_shown and key not in grid.hidden
            counts[key] = (cells[key].count if key in cells else 0) if is_known else None
    return Table(counts, rests)


class _Grid:
    def __init__(self, cells, rows, told_columns):
        self.cells = {key: cell for key, cell in cells.items() if cell.count}
        self.rows, self.told_columns = rows, told_columns
        self.hidden = {key for key, cell in self.cells.items() if not cell.reaches_floor}

    def hide_until_safe(self):
        while (also := next(self._also_to_hide(), None)) is not None:
            self.hidden |= also

    def _also_to_hide(self) -> Iterator[set[Key]]:
        """Yield what to hide, for each way in which something hidden could be told."""
        for row in self.rows:
            if self.shown_in_row(row) and self._tells(self.hidden_in_row(row)):
                yield self._smallest(self.shown_in_row(row))
        for column in self.told_columns:
            inside = [key for key in self.hidden if key[1] == column]
            if self._tells(inside):
                yield from self._around(inside)
        gone = self._hidden_rows()
        if gone and (len(gone) == 1 or self._tells([k for k in self.cells if k[0] in gone])):
            yield from self._another_row()
        for edge in self._bridges():
            yield from self._another_row() if edge[1] == _TOTALS else self._around([edge])

    def union(self, keys: Iterable[Key]) -> Cell:
        whole = Cell()
        for key in keys:
            whole.include(self.cells[key])
        return whole

    def _tells(self, keys) -> bool:
        """Whether the sum of these numbers, each known not to be 0, says too much."""
        whole = self.union(keys)
        return bool(keys) and not (whole.reaches_floor and whole.count > len(keys))

    def shown_in_row(self, row):
        return [key for key in self.cells if key[0] == row and key not in self.hidden]

    def hidden_in_row(self, row):
        return [key for key in self.hidden if key[0] == row]

    def _hidden_rows(self):
        return [row for row in self.rows if self.hidden_in_row(row) and not self.shown_in_row(row)]

    def _smallest(self, keys) -> set[Key]:
        return {min(keys, key=lambda key: (self.cells[key].count, key))}

    def _around(self, keys) -> Iterator[set[Key]]:
        """Yield the smallest number in a column of `keys`, or else in a row, or else a whole row."""
        for place in (1, 0):
            lines = {key[place] for key in keys}
            near = [k for k in self.cells if k[place] in lines and k not in self.hidden]
            if near:
                yield self._smallest(near)
        yield from self._another_row()

    def _another_row(self) -> Iterator[set[Key]]:
        """Yield all of the row with the smallest total among those that show anything."""
        shown = [row for row in self.rows if self.shown_in_row(row)]
        if shown:
            size = {r: self.union([k for k in self.cells if k[0] == r]).count for r in shown}
            row = min(shown, key=lambda row: (size[row], row))
            yield {key for key in self.cells if key[0] == row}

    def _bridges(self):
        """Yield hidden numbers that the totals tell: the edges that stand in no circle.

        Rows and columns are nodes, a hidden number is the edge between its own. The total of a row
        that shows nothing, or of a column that is not told, is hidden too: an edge to the totals.
        """
        edges: list = [(("row", row), ("column", column)) for row, column in sorted(self.hidden)]
        edges += [(("row", row), _TOTALS) for row in self._hidden_rows()]
        untold = {column for _, column in self.hidden} - set(self.told_columns)
        totals = [(("column", column), _TOTALS) for column in sorted(untold)]
        near: dict = {}
        for one, other in [*edges, *totals]:
            near.setdefault(one, []).append(other)
            near.setdefault(other, []).append(one)
        for edge in edges:
            if _is_bridge(*edge, near):
                yield edge if edge[1] == _TOTALS else (edge[0][1], edge[1][1])


def _is_bridge(start, end, near) -> bool:
    """Tell whether no other way leads from one end of an edge to the other. `near` is {node: its neighbors}."""
    reached, waiting = {start}, [start]
    while waiting:
        place = waiting.pop()
        for beyond in near[place]:
            if beyond == end and place != start:
                return False
            if beyond != end and beyond not in reached:
                reached.add(beyond)
                waiting.append(beyond)
    return True
