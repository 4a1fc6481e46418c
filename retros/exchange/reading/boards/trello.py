"""Boards of Trello, from its CSV and its JSON: a card by the name of its list."""

from django.conf import settings

from retros.conversion import Refused, to_markdown
from retros.exchange.document import UnreadableDocument
from retros.exchange.reading.boards.cards import Card, column_purpose, document_of, number_in
from retros.exchange.reading.boards.cells import rows_of
from retros.exchange.reading.headings import Purpose
from retros.exchange.reading.timeline import as_date


def parse_json(data, name, *, with_authors, pictures):
    """Return the Document of a board in JSON. Raises UnreadableDocument for any other JSON."""
    try:
        found = to_markdown("trello", data, slots=settings.DATA_DIR)
    except Refused as problem:
        raise UnreadableDocument(str(problem)) from None
    (text,) = found.tables.values()
    return read(text, rows_of(text), name, with_authors=with_authors)


def recognizes(rows):
    return bool(rows) and {"Card Name", "List Name"} <= set(rows[0])


def read(text, rows, source_name, *, with_authors):
    """Read a board into a Document: a note per card with its description. Ids are left out."""
    cards = [dict(zip(rows[0], row, strict=False)) for row in rows[1:] if row]
    title = next((name for values in cards if (name := values.get("Board Name", ""))), "")
    return document_of(
        [_card(values) for values in cards if values.get("Card Name")],
        source_name,
        title=title,
        with_authors=with_authors,
    )


def _card(values):
    text, column = values["Card Name"].strip(), values.get("List Name", "").strip()
    due = as_date(values.get("Due Date"))
    facts = [f"labels: {values['Labels']}"] if values.get("Labels") else []
    if due and column_purpose(column) is Purpose.ACTIONS:
        text += f" (due {due})"
    elif due:
        facts.append(f"due {due}")
    if values.get("Archived", "").lower() == "true":
        facts.append("archived")
    below = [values.get("Card Description", ""), *values.get("Checklist Items", "").split("\n")]
    return Card(
        text,
        column=column,
        votes=number_in(values.get("Votes")),
        author=values.get("Members", ""),
        on=as_date(values.get("Created")),
        is_done=values.get("Due Complete", "").lower() == "true",
        facts=facts,
        children=[Card(part.strip()) for part in below if part.strip()],
        answers=[Card(said) for said in values.get("Comments", "").split("\n") if said.strip()],
    )
