"""Tables of action items alone, as TeamRetro and task lists export them: what, by whom, by when, state."""

from retros.exchange.reading import entries
from retros.exchange.reading.boards.cards import Card, document_of
from retros.exchange.reading.boards.cells import cell, is_reference
from retros.exchange.reading.boards.same_in_all import SameInAll
from retros.exchange.reading.timeline import as_date
from retros.exchange.reading.vocabulary import has_role

_DONE = {"done", "closed", "resolved", "complete", "completed", "yes", "x", "true"}
_COLUMN = "Action items"


def recognizes(rows):
    """Return whether the columns say what is to do, and two of: who does it, by when, its state."""
    header = next(filter(None, rows), [])
    columns = entries.action_columns(header)
    return len(rows) > 1 and "text" in columns and len(columns) > 2


def read(text, rows, source_name, *, with_authors):
    """Read each row as an action item; without `with_authors` nobody's name is kept."""
    header, *below = filter(None, rows)
    same = SameInAll(header, below)
    columns = entries.action_columns(header)
    cards = [_card(header, columns, row, same, with_authors) for row in below]
    return document_of(
        [card for card in cards if card.text],
        source_name,
        title=same.title,
        with_authors=with_authors,
        notes=[same.note],
    )


def _card(header, columns, row, same, with_authors):
    values = {role: cell(row, number).strip() for role, number in columns.items()}
    due = as_date(values.get("due"))
    owner = values.get("owner", "") if with_authors else ""
    said = ", ".join(
        filter(None, [f"owner: {owner}" if owner else "", f"due {due}" if due else ""])
    )
    facts = [
        f"{header[number]}: {value}"
        for number, value in enumerate(row)
        if value
        and number < len(header)
        and number not in {*columns.values(), *same.columns}
        and not is_reference(header[number], value)
        and not has_role(header[number], "author")
    ]
    return Card(
        f"{values['text']} ({said})" if said and values["text"] else values["text"],
        column=_COLUMN,
        on=as_date(cell(row, same.on)),
        is_done=values.get("status", "").lower() in _DONE,
        children=[Card(", ".join(facts))] if facts else [],
    )
