"""Boards with a note a row and a column that sorts them: EasyRetro, TeamRetro, Metro Retro and others."""

from retros.exchange.document import UnreadableDocument
from retros.exchange.reading.boards.cells import cell
from retros.exchange.reading.boards.columns import Choice, Table

_FEWEST_KNOWN = 0.9  # of the notes, in columns that we know: otherwise somebody is asked


def recognizes(rows):
    """Return whether the values of one column are names of parts of a retrospective."""
    try:
        return _choice(Table(rows)) is not None
    except UnreadableDocument:
        return False


def read(text, rows, source_name, *, with_authors):
    """Read each row into the part that its kind stands for."""
    table = Table(rows)
    return table.document(_choice(table), source_name, with_authors=with_authors)


def _choice(table):
    """The Choice of the columns, by the one that sorts most notes into at least two parts; or None."""
    found = {number: table.kinds(number) for number in range(len(table.header))}
    number = max(found, key=lambda n: _share(table, n, found[n]))
    kinds = found[number]
    is_known = len(set(kinds.values()) - {"context"}) > 1
    if not is_known or _share(table, number, kinds) < _FEWEST_KNOWN:
        return None
    columns = {role: n for role, n in table.guessed().items() if n != number} | {"kind": number}
    return Choice(**columns, purposes=kinds) if "text" in columns else None


def _share(table, number, kinds):
    values = [cell(row, number).strip() for row in table.rows]
    return sum(kinds.get(value, "context") != "context" for value in values) / len(values)
