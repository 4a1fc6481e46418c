"""Tables with a column for each kind of note: "What went well", "What to improve"."""

from retros.exchange.reading.boards.cards import Card, column_purpose, document_of
from retros.exchange.reading.observation_tables import KINDS

_PEOPLE = ("name", "author", "email", "e-mail", "user", "username", "email address", "person")


def recognizes(rows):
    header = next(filter(None, rows), [])
    return sum(column_purpose(cell) in KINDS for cell in header) > 1


def read(text, rows, source_name, *, with_authors):
    """The Document: a card a cell, its column being the header. Columns of people are authors."""
    header, *below = filter(None, rows)
    people = [n for n, cell in enumerate(header) if cell.strip().lower() in _PEOPLE]
    cards = []
    for row in below:
        author = ", ".join(row[n] for n in people if n < len(row) and row[n])
        for number, cell in enumerate(row):
            if cell.strip() and number not in people:
                column = header[number] if number < len(header) else ""
                cards.append(Card(cell.strip(), column, author=author))
    return document_of(cards, source_name, with_authors=with_authors)
