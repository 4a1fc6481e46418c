"""A table by the names of its columns, as somebody writes them: lesson=Recommendation,category=Type."""

import hashlib

from retros.exchange.document import Document, UnreadableDocument
from retros.exchange.reading.boards import registers
from retros.exchange.reading.boards.columns import PURPOSES, Choice, Table

_OF_NOTES = {
    "kind": "kind",
    "votes": "votes",
    "author": "author",
    "date": "on",
    "category": "category",
    "status": "status",
    "tags": "tags",
    "project": "project",
}
_OF_REGISTERS = {
    "lesson": "lesson", "detail": "situation", "impact": "impact", "category": "category",
    "date": "on", "status": "status", "project": "project", "tags": "tags", "subject": "subject",
}  # fmt: skip
COLUMN_ROLES = tuple(dict.fromkeys(["text", *PURPOSES, *_OF_NOTES, *_OF_REGISTERS]))


def columns_by_name(words: str) -> dict[str, str]:
    """Parse "lesson=Recommendation,category=Type" into {role: name of its column}.

    Raises ValueError with the reason for anything else.
    """
    columns = {}
    for word in words.split(","):
        role, mark, name = (part.strip() for part in word.partition("="))
        if not mark or not name or role not in COLUMN_ROLES:
            raise ValueError(f"“{word}” is none of {', '.join(COLUMN_ROLES)} with a column name.")
        columns[role] = name
    if sum(role == "text" or role in PURPOSES for role in columns) != 1:
        raise ValueError(f"Name one column of text: {', '.join(('text', *PURPOSES))}.")
    return columns


def read_table(name: str, text: str, columns: dict[str, str], *, with_authors: bool) -> Document:
    """Read a table by the names of its columns into a Document.

    Raises UnreadableDocument, also for a table without one of these columns.
    """
    table = Table(text)
    numbers = {role: _number_of(table.header, column) for role, column in columns.items()}
    if "lesson" in numbers:
        document = _register(table, numbers, name, with_authors)
    else:
        document = _board(table, numbers, name, with_authors)
    for number, each in enumerate(document.each()):
        each.source_hash = hashlib.sha256(f"{text}\0{number}".encode()).hexdigest()
        each.must_fit()
    return document


def _number_of(header, column):
    known = [name.strip().casefold() for name in header]
    if column.casefold() not in known:
        raise UnreadableDocument(
            f"It has no column “{column}”. Its columns are: {', '.join(filter(None, header))}."
        )
    return known.index(column.casefold())


def _register(table, numbers, name, with_authors):
    columns = registers.Columns(table.header, owners=registers.columns_of(table.header).owners)
    columns.roles = {_OF_REGISTERS[role]: n for role, n in numbers.items() if role in _OF_REGISTERS}
    columns.owners = [n for n in columns.owners if n not in columns.roles.values()]
    return registers.documents_of(columns, table.rows, name, with_authors=with_authors)


def _board(table, numbers, name, with_authors):
    role = next(role for role in numbers if role == "text" or role in PURPOSES)
    choice = Choice(
        numbers[role], **{_OF_NOTES[r]: n for r, n in numbers.items() if r in _OF_NOTES}
    )
    if choice.kind is not None:
        choice.purposes = table.kinds(choice.kind)
    else:
        choice.purposes = {"": "better" if role == "text" else role}
    return table.document(choice, name, with_authors=with_authors)
