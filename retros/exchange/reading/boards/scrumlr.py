"""Boards exported by scrumlr.io: a row a note, with the note that it is stacked on."""

import re

from retros.exchange.reading.boards.cards import Card, document_of, number_in

_VOTING = re.compile(r"voting_\d+$")


def recognizes(rows):
    return bool(rows) and {"note_id", "text", "column", "stack"} <= set(rows[0])


def read(text, rows, source_name, *, with_authors):
    """Read a board into a Document: a note per stack, without ids and ranks."""
    header = rows[0]
    notes = [dict(zip(header, row, strict=False)) for row in rows[1:] if row]
    notes.sort(key=lambda values: -number_in(values.get("rank")))
    cards = [_card(values) for values in notes]
    by_id = {
        values["note_id"]: card
        for card, values in zip(cards, notes, strict=True)
        if values.get("note_id") and not _is_stacked(values)
    }
    tops = []
    for card, values in zip(cards, notes, strict=True):
        below = by_id.get(values.get("stack")) if _is_stacked(values) else None
        (below.children if below else tops).append(card)
    return document_of(tops, source_name, with_authors=with_authors)


def _is_stacked(values):
    return values.get("stack", "") not in ("", "null", values.get("note_id"))


def _card(values):
    return Card(
        values.get("text", "").strip(),
        column=values.get("column", ""),
        votes=sum(number_in(value) for name, value in values.items() if _VOTING.match(name)),
        author=values.get("author", ""),
    )
