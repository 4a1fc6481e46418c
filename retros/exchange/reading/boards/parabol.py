"""Boards exported by Parabol: a row a card, task, comment or reply, each with its group."""

from retros.exchange.reading.boards.cards import Card, document_of, number_in
from retros.exchange.reading.timeline import as_date

_GROUPS = ("reflectiongroup", "agendaitem")  # of a retrospective, of a check-in meeting


def recognizes(rows):
    header = [cell.lower() for cell in rows[0]] if rows else []
    return {"type", "createdat", "discussionthread", "content"} <= set(header) and any(
        name in header for name in _GROUPS
    )


def read(text, rows, source_name, *, with_authors):
    """Read a board into a Document: a note per group and prompt, with comments; tasks as actions."""
    header = [cell.lower() for cell in rows[0]]
    groups = {}
    for row in rows[1:]:
        values = dict(zip(header, row, strict=False))
        name = next((values[key] for key in _GROUPS if values.get(key)), "")
        if values.get("content"):
            groups.setdefault(name, []).append(values)
    cards = [card for name, group in groups.items() for card in _cards_of(name, group)]
    return document_of(cards, source_name, with_authors=with_authors)


def _cards_of(name, group):
    """The note of each prompt in a group, and its tasks. What was said goes with the longest one."""
    notes, answers, tasks = {}, [], []
    for values in group:
        kind, card = values.get("type", "").lower(), _card(values)
        if kind == "reflection":
            note = notes.setdefault(values.get("prompt", ""), _title(name, values))
            note.children.append(card)
        elif kind == "task":
            tasks.append(card)
        else:
            thread = values.get("discussionthread", "")
            above = [said for said in (*answers, *tasks) if said.text == thread]
            is_reply = kind == "reply" and above
            (above[-1].answers if is_reply else answers).append(card)
    if answers and not notes:
        notes[""] = Card(name, is_title=True)
    if answers:
        max(notes.values(), key=lambda note: len(note.children)).answers = answers
    return [*notes.values(), *(_under(name, task) for task in tasks)]


def _title(name, values):
    return Card(
        name, column=values.get("prompt", ""), votes=number_in(values.get("votes")), is_title=True
    )


def _card(values):
    author = values.get("author", "")
    return Card(
        values["content"].strip(),
        column="Action items" if values.get("type", "").lower() == "task" else "",
        author="" if author.lower() == "anonymous" else author,
        on=as_date(values.get("createdat")),
    )


def _under(name, task):
    """A task with the name of its group: the title that its note will lead with."""
    return Card(name, column=task.column, is_title=True, children=[task]) if name else task
