"""Read the CSV file of a retro board, whichever tool exported it.

Each tool's module has `recognizes(rows)` and `read(text, rows, source_name, *, with_authors)`.
Tables with a column for each kind of note ("What went well", "What to improve"), which many tools
and people write, are read here, with a column of votes beside each.
"""

from retros.exchange.reading.boards import (
    action_lists,
    azure,
    databases,
    issues,
    jira,
    mentimeter,
    outlines,
    parabol,
    registers,
    retrium,
    scrumlr,
    sorted_notes,
    trello,
)
from retros.exchange.reading.boards.cards import Card, column_purpose, document_of, number_in
from retros.exchange.reading.boards.cells import rows_of
from retros.exchange.reading.boards.columns import UnknownColumns
from retros.exchange.reading.dates import one_order
from retros.exchange.reading.one_entry import KINDS
from retros.exchange.reading.timeline import as_date
from retros.exchange.reading.vocabulary import has_role

_PEOPLE = ("name", "author", "email", "e-mail", "user", "username", "email address", "person")


def parse(text, source_name, *, with_authors, pictures):
    """Return the Document in the text of a CSV file, which holds no pictures.

    Raises UnknownColumns if somebody has to say what the columns mean.
    """
    rows = rows_of(text)
    read = next((read for recognizes, read in _BOARDS if recognizes(rows)), None)
    if read is None:
        raise UnknownColumns("The columns match none of the supported retro boards.")
    with one_order(text) as order:
        document = read(text, rows, source_name, with_authors=with_authors)
    document.unsettled_dates = sorted(order.unsettled & document.dates)
    return document


def _has_note_columns(rows):
    header = next(filter(None, rows), [])
    return sum(column_purpose(cell) in KINDS for cell in header) > 1


def _read_note_columns(text, rows, source_name, *, with_authors):
    """Make a card of each cell, filed under its column. Columns of people hold the authors."""
    header, *below = filter(None, rows)
    header += [""] * (max(map(len, below), default=0) - len(header))
    people = [n for n, cell in enumerate(header) if cell.strip().lower() in _PEOPLE]
    votes = [n for n, cell in enumerate(header) if n and _counts(n, cell, below)]
    days = [n for n, cell in enumerate(header) if has_role(cell, "date") and _are_days(n, below)]
    cards = []
    for row in below:
        on = next((as_date(row[n]) for n in days if n < len(row) and row[n]), None)
        author = ", ".join(row[n] for n in people if n < len(row) and row[n])
        for number, cell in enumerate(row):
            if cell.strip() and number not in (*people, *votes, *days):
                column = header[number] if number < len(header) else ""
                count = row[number + 1] if number + 1 in votes and number + 1 < len(row) else ""
                cards.append(Card(cell.strip(), column, number_in(count), author=author, on=on))
    return document_of(cards, source_name, with_authors=with_authors)


def _are_days(number, rows):
    return all(as_date(row[number]) for row in rows if number < len(row) and row[number].strip())


def _counts(number, name, rows):
    """Whether a column holds votes: by its name, or as numbers below no name, as EasyRetro writes them."""
    cells = [row[number].strip() for row in rows if number < len(row) and row[number].strip()]
    return has_role(name, "votes") or (not name.strip() and cells and all(map(str.isdigit, cells)))


# The first that recognizes a table reads it.
_BOARDS = [
    *(
        (board.recognizes, board.read)
        for board in (
            azure,
            parabol,
            scrumlr,
            retrium,
            mentimeter,
            trello,
            issues,
            jira,
            databases,
            registers,
        )
    ),
    (_has_note_columns, _read_note_columns),
    (sorted_notes.recognizes, sorted_notes.read),
    (action_lists.recognizes, action_lists.read),
    (outlines.recognizes, outlines.read),
]
