"""Columns of a board that hold the same in each row: they say something of the board, not of a note."""

import re

from retros.exchange.reading.boards.cells import cell, is_reference
from retros.exchange.reading.timeline import as_date

_TITLES = re.compile(
    r"(?:retro|retrospective|board|session|meeting|sprint|source)(?: (?:name|title))?", re.I
)
_DATES = re.compile(r"(?:retro|retrospective|board|session|meeting|sprint)(?: ?date)|date", re.I)
_OTHERS = re.compile(r"(?:team|squad|project|workspace|space|organi[sz]ation)(?: name)?", re.I)


class SameInAll:
    """What a table says of itself: its `title`, the column of its date `on`, `others` and a `note`."""

    def __init__(self, header, rows):
        self.title, self.on, self.columns, said = "", None, set(), []
        for number, name in enumerate(header if len(rows) > 1 else []):
            values = {cell(row, number).strip() for row in rows}
            value = values.pop()
            if values or not value or is_reference(name, value):
                continue
            is_date = _DATES.fullmatch(name.strip()) and as_date(value)
            is_title = bool(_TITLES.fullmatch(name.strip()))
            if not (is_date or is_title or _OTHERS.fullmatch(name.strip())):
                continue
            self.columns.add(number)
            self.title = self.title or (value if is_title else "")
            self.on = number if is_date and self.on is None else self.on
            said.append(f"{name.strip()}: {value}")
        self.note = ", ".join(said)
