"""Tables whose rows are sections, as incident templates of wikis lay them out: "Timeline | 10:00 …"."""

import re

from retros.exchange.inline import plain
from retros.exchange.reading.headings import Purpose, purpose_of
from retros.exchange.reading.markdown.blocks import split
from retros.exchange.reading.markdown.sections import Section

_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_LEVEL = 6
_FEWEST, _MOST = 2, 40  # rows: so many name a part, more are data
_NOT_PARTS = (None, Purpose.PEOPLE, Purpose.CONTEXT, Purpose.SUMMARY, Purpose.CAUSES)


def sections_in_table(block):
    """Return (Section, what a template explains below its name) of each row, or [].

    It has to be a table of two columns whose first one names parts.
    """
    rows = [row for row in block.rows[: _MOST + 1] if any(plain(cell) for cell in row)]
    if len(rows) > _MOST or any(len(row) != 2 for row in rows):
        return []
    names = [_BREAK.split(row[0], maxsplit=1) for row in rows]
    purposes = [purpose_of(plain(name[0])) for name in names]
    if sum(purpose not in _NOT_PARTS for purpose in purposes) < _FEWEST:
        return []
    if 2 * sum(purpose is not None for purpose in purposes) < len(rows):
        return []
    return [
        (Section(plain(name[0]), _LEVEL, split(_BREAK.sub("\n", row[1]))), "\n".join(name[1:]))
        for name, row in zip(names, rows, strict=True)
    ]
