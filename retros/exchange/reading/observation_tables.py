"""Tables that sort notes into kinds, by column (mad, sad, glad) or by row (start, stop, continue)."""

import re

from retros.exchange.inline import plain
from retros.exchange.reading.entries import observation_from
from retros.exchange.reading.headings import Purpose, has_more_words, is_known, purpose_of

KINDS = {
    Purpose.WELL: "well",
    Purpose.BETTER: "better",
    Purpose.LUCKY: "better",
    Purpose.WRONG: "wrong",
    Purpose.CAUSES: "wrong",
}
_BULLET = re.compile(r"^\s*[-*•]\s+")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def read_observation_table(reading, block):
    """Read a table of observations; any other table goes to the context as it is."""
    header, *rows = block.rows
    if rows_name_kinds(block.rows):  # a table without a header, as word processors have them
        header, rows = [], block.rows
    columns = {n: purpose_of(cell) for n, cell in enumerate(header) if is_known(cell)}
    columns = {n: KINDS[purpose] for n, purpose in columns.items() if purpose in KINDS}
    if rows_name_kinds(rows):
        reading.other_headings += [plain(cell) for cell in header if plain(cell)]
        for kind, text, name in map(_of_row, rows):
            reading.document.observations.append(observation_from(kind, text, under=name))
        return
    if len(columns) > 1:
        for row in rows:
            for number, kind in columns.items():
                _read_cell(reading, kind, row[number] if number < len(row) else "")
    # Also after its notes were taken: it says who sees it so, and holds its other columns.
    reading.keep(block.source)


def rows_name_kinds(rows):
    """Return whether the first cell of each row names a kind of observation."""
    return len(rows) > 1 and all(
        len(row) > 1 and plain(row[1]) and is_known(row[0]) and purpose_of(row[0]) in KINDS
        for row in rows
    )


def _of_row(row):
    name = plain(row[0]) if has_more_words(row[0]) else ""
    return KINDS[purpose_of(row[0])], "\n\n".join(cell for cell in row[1:] if cell), name


def _read_cell(reading, kind, cell):
    for note in _BREAK.split(cell):
        text = _BULLET.sub("", note).strip()
        if plain(text).strip(" -–"):
            reading.document.observations.append(observation_from(kind, text))
