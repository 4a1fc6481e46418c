"""Lessons, observations, decisions and action items as CSV, safe to open in a spreadsheet."""

import csv
from collections.abc import Callable, Container, Iterable, Iterator, Sequence

from retros.exchange.formulas import guarded
from retros.models import Part, part_fields

_BYTE_ORDER_MARK = "\ufeff"  # without it Excel takes UTF-8 for Windows-1252
_ORIGIN = ("retrospective", "project", "team", "held on", "address")


def csv_lines(
    kind: str,
    rows: Iterable[Part],
    address_of: Callable[[Part], str],
    separator: str = ",",
    *,
    covered: Container[str] = (),
) -> Iterator[str]:
    """Return the lines of the CSV file of a `kind`: its header, then one per row, each cell
    guarded.

    `rows` come with their retrospective, project, team and what else their columns show. Cells
    of the columns named in `covered` stay empty.
    """
    headings = [*_headings(kind), *_ORIGIN]

    def shown(row):
        named = zip(headings, [*_cells(kind, row), *_origin(row, address_of)], strict=True)
        return ["" if heading in covered else cell for heading, cell in named]

    return table_lines(headings, map(shown, rows), separator)


def table_lines(
    headings: Sequence[str], rows: Iterable[Sequence[object]], separator: str = ","
) -> Iterator[str]:
    """Yield the lines of a CSV file that spreadsheets open as UTF-8, each cell guarded."""
    writer = csv.writer(_Echo(), delimiter=separator, quoting=csv.QUOTE_ALL)
    yield _BYTE_ORDER_MARK + writer.writerow(headings)
    for cells in rows:
        yield writer.writerow([guarded(str(cell or "")) for cell in cells])


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text):
        return text


def _origin(part, address_of):
    record = part.retrospective
    team = record.project.team
    return [record.title, record.project.name, team and team.name, record.held_on, address_of(part)]


def _headings(kind):
    headings = [field.column for field in part_fields.table_fields(kind)]
    return [*headings, "tags"] if kind == "lessons" else headings


def _cells(kind, part):
    cells = [part_fields.text_of(part, field.name) for field in part_fields.table_fields(kind)]
    if kind == "lessons":
        cells.append(", ".join(sorted(tag.name for tag in part.tags.all())))
    return cells
