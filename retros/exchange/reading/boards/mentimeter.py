"""Answers exported by Mentimeter: a block a question, or a row a voter with a column an answer."""

import re

from retros.exchange.reading.boards.cards import Card, document_of, number_in
from retros.exchange.reading.timeline import as_date

_NUMBERED = re.compile(r"\s*:\s*\d+$")  # "What helped us: 2", the second answer of one voter
_ABOUT_BLOCK = ("date (utc)", "session", "type", "question", "respondents")
# What the program says of its file, not the people of their work.
_OF_THE_FILE = (
    "note: there are more sheets in this document",
    "each session is found on its own sheet below. there is a session for each time you have "
    "renewed these questions.",
    "no votes for this session",
)
_QUESTION_NUMBER = re.compile(r"question \d+$")


def recognizes(rows):
    return any(
        [cell.lower() for cell in row[:2]] == ["responses", "upvotes"] or _is_wide(row)
        for row in rows
    )


def read(text, rows, source_name, *, with_authors):
    """Read answers into a Document: a card per answer, its question as the column. No voter
    numbers.
    """
    rows = [row for row in rows if row and row[0].lower() not in _OF_THE_FILE]
    at = next((n for n, row in enumerate(rows) if _is_wide(row)), None)
    if at is None:
        cards, notes = _blocks(rows)
    else:
        cards, notes = _wide(rows[at], rows[at + 1 :])
        notes = [*(" | ".join(filter(None, row)) for row in rows[:at]), *notes]
    return document_of(cards, source_name, with_authors=with_authors, notes=notes)


def _is_wide(row):
    return len(row) > 4 and row[2].lower() == "voter" and "Upvotes" in row


def _blocks(rows):
    """(cards, what else is said) of questions one below the other."""
    cards, notes, questions, about, reads = [], [], [], {}, False
    for row in rows:
        label, value = row[0], row[1] if len(row) > 1 else ""
        name = label.lower()
        if _QUESTION_NUMBER.match(name):
            about, reads = {}, False
        elif name == "responses":
            reads = True
            questions += _of_question(about)
        elif not reads and name in _ABOUT_BLOCK:
            about[name] = value
        elif reads:
            on = as_date(about.get("date (utc)"))
            cards.append(Card(label, about.get("question", "").strip(), number_in(value), on=on))
        else:
            notes.append(" | ".join(filter(None, row)))
    return cards, ["\n".join(questions), *notes]


def _of_question(about):
    if about.get("question") and about.get("respondents"):
        yield f"- {about['question'].strip()}: {about['respondents']} respondents"


def _wide(header, rows):
    """(cards, what else is said) of a table with a row a voter."""
    cards, others = [], {}
    for row in rows:
        on = as_date(row[0])
        for number, cell in enumerate(row[3:], start=3):
            name = header[number] if number < len(header) else ""
            has_votes = number + 1 < len(header) and header[number + 1] == "Upvotes"
            if not cell or name == "Upvotes":
                continue
            if has_votes:
                votes = number_in(row[number + 1]) if number + 1 < len(row) else 0
                cards.append(Card(cell, _NUMBERED.sub("", name).strip(), votes, on=on))
            else:
                others.setdefault(name.strip(" :"), []).append(cell)
    told = {card.column for card in cards} | others.keys()
    names = [_NUMBERED.sub("", name).strip(" :") for name in header[3:] if name != "Upvotes"]
    silent = dict.fromkeys(name for name in names if name and name not in told)
    notes = [f"- {name}: {', '.join(answers)}" for name, answers in others.items()]
    if silent:
        notes.append("Asked, without an answer:\n\n" + "\n".join(f"- {name}" for name in silent))
    return cards, notes
