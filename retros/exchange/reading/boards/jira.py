"""Issues exported by Jira as CSV: a row an issue, with its type, its state and its due date."""

from retros.exchange.reading.boards.cards import Card, column_purpose, document_of
from retros.exchange.reading.boards.jira_marks import without_marks
from retros.exchange.reading.headings import Purpose
from retros.exchange.reading.timeline import as_date

_NEEDED = {"summary", "issue key", "issue type", "status"}
_DONE = {
    "done",
    "closed",
    "resolved",
    "complete",
    "completed",
    "fertig",
    "erledigt",
    "terminé",
    "hecho",
    "listo",
    "concluído",
    "gereed",
    "klar",
    "完了",
}
_WENT_WRONG = {"bug", "incident", "problem", "defect", "outage", "fehler", "störung"}


def recognizes(rows):
    header = next(filter(None, rows), [])
    return {name.strip().lower() for name in header} >= _NEEDED


def read(text, rows, source_name, *, with_authors):
    """Read each issue as an action item, but for bugs and incidents, and lessons by their type.

    Ids, keys and people are left out; assignees stay `with_authors`.
    """
    header, *below = filter(None, rows)
    names = [name.strip().lower() for name in header]
    cards = [_card(dict(zip(names, row, strict=False)), with_authors) for row in below]
    return document_of(
        [card for card in cards if card.text], source_name, with_authors=with_authors
    )


def _card(values, with_authors):
    kind = values["issue type"].strip()
    is_wrong, purpose = kind.lower() in _WENT_WRONG, column_purpose(kind)
    column = "What went wrong" if is_wrong else "Action items"
    column = "Lessons" if purpose is Purpose.LESSONS else column
    due = as_date(values.get("due date") or values.get("due"))
    facts = [f"due {due}"] if due else []
    if with_authors and values.get("assignee", "").strip() and column == "Action items":
        facts.insert(0, f"owner: {values['assignee'].strip()}")
    said = ", ".join(facts)
    description = without_marks(values.get("description", "")).strip()
    state = {values["status"].strip().lower(), values.get("status category", "").strip().lower()}
    return Card(
        f"{values['summary'].strip()} ({said})" if said else values["summary"].strip(),
        column=column,
        on=as_date(values.get("created")),
        is_done=bool(state & _DONE),
        children=[Card(description)] if description else [],
    )
