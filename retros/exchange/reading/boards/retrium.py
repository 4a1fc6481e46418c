"""Action items exported by Retrium: a row an item, with its day and whether it is completed."""

from retros.exchange.reading.boards.cards import Card, document_of
from retros.exchange.reading.timeline import as_date

_NOT_COMPLETED = ("", "no", "false", "0", "open", "incomplete", "not completed")


def recognizes(rows):
    header = [cell.lower() for cell in rows[0]] if rows else []
    return header[:3] == ["action item", "date created", "completed"]


def read(text, rows, source_name, *, with_authors):
    """Read action items into a Document. The day an item was completed stays in its note."""
    cards = [_card(*(*row, "", "")[:3]) for row in rows[1:] if row]
    return document_of(cards, source_name, with_authors=with_authors)


def _card(text, created, completed):
    facts = [f"created {created}"] if created else []
    if as_date(completed):
        facts.append(f"completed {completed}")
    return Card(
        text,
        column="Action items",
        on=as_date(created),
        is_done=completed.strip().lower() not in _NOT_COMPLETED,
        facts=facts,
    )
