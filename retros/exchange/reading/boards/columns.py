"""Any CSV of notes, by what somebody says that its columns stand for."""

import re
from dataclasses import dataclass, field, replace

from retros.exchange.document import UnreadableDocument
from retros.exchange.inline import cut
from retros.exchange.reading.boards.cards import Card, column_purpose, document_of, number_in
from retros.exchange.reading.boards.cells import cell, is_reference, rows_of
from retros.exchange.reading.boards.jira_marks import is_jira, without_marks
from retros.exchange.reading.boards.registers import people_in
from retros.exchange.reading.boards.same_in_all import SameInAll
from retros.exchange.reading.headings import Purpose
from retros.exchange.reading.timeline import as_date

MOST_KINDS = 30  # different values of the column that sorts notes into kinds
# What a value can stand for, by the word in a form.
PURPOSES = {
    "well": Purpose.WELL,
    "better": Purpose.BETTER,
    "wrong": Purpose.WRONG,
    "lesson": Purpose.LESSONS,
    "action": Purpose.ACTIONS,
    "decision": Purpose.DECISIONS,
    "context": Purpose.CONTEXT,
}
_WORD_OF = {purpose: word for word, purpose in PURPOSES.items()} | {
    Purpose.LUCKY: "better",
    Purpose.CAUSES: "wrong",
    Purpose.CONCLUSIONS: "lesson",
}
_NAMES = {
    "text": r"text|content|notes?|cards?|descriptions?|feedback|comments?|ideas?|items?|title|message|"
    r"responses?|answers?|summary|what",
    "kind": r"kind|type|category|column|list|prompt|topic|section|group|question|lane|status|label",
    "votes": r"votes?|upvotes?|likes?|points|score|\+1|votes? count|count",
    "author": r"authors?|who|by|written ?by|created ?by|user|users?|name|owner|person|email|e-mail|member|participant",
    "on": r"date|on|created|created ?at|created ?date|created ?on|time|timestamp|when|day",
    "project": r"projects?|project ?name",
}
_NAME_PATTERNS = {
    role: re.compile(rf"(?:{names})$", re.IGNORECASE) for role, names in _NAMES.items()
}


class UnknownColumns(UnreadableDocument):
    """A table whose columns somebody has to choose."""


@dataclass
class Choice:
    """What columns stand for, by their number; `purposes` says it for the values of `kind`, in words."""

    text: int
    kind: int | None = None
    votes: int | None = None
    author: int | None = None
    on: int | None = None
    category: int | None = None
    status: int | None = None
    tags: int | None = None
    project: int | None = None
    purposes: dict[str, str] = field(default_factory=dict)


class Table:
    """The table in the text of a CSV file, or in its rows; its header is the first row with more than one cell.

    Raises UnreadableDocument where there is none.
    """

    def __init__(self, table):
        rows = [row for row in (rows_of(table) if isinstance(table, str) else table) if row]
        at = next((n for n, row in enumerate(rows) if sum(map(bool, row)) > 1), None)
        if at is None or at + 1 == len(rows):
            raise UnreadableDocument("This file has no table with a header and rows.")
        self.header = rows[at]
        self.rows = [*rows[:at], *rows[at + 1 :]]
        if is_jira(self.header):
            self.rows = [[without_marks(value) for value in row] for row in self.rows]

    def guessed(self):
        """Guess {role: number of its column} from the headers; the longest column is the text."""
        found = {}
        for role, names in _NAME_PATTERNS.items():
            free = (n for n in self._columns_of_words() if n not in found.values())
            number = next((n for n in free if names.match(self.header[n].strip())), None)
            if number is not None:
                found[role] = number
        if "text" not in found:
            free = [n for n in self._columns_of_words() if n not in found.values()] or [0]
            found["text"] = max(free, key=lambda n: sum(len(cell(row, n)) for row in self.rows))
        return found

    def _columns_of_words(self):
        """The numbers of the columns that hold something other than ids and addresses."""
        return [
            number
            for number, name in enumerate(self.header)
            if any(
                value and not is_reference(name, value)
                for row in self.rows
                for value in [cell(row, number).strip()]
            )
        ]

    def kinds(self, number):
        """Guess what the values of a column stand for: {value: word}; {} for too many values."""
        values = dict.fromkeys(filter(None, (cell(row, number).strip() for row in self.rows)))
        if len(values) > MOST_KINDS:
            return {}
        return {value: _WORD_OF.get(column_purpose(value), "context") for value in values}

    def first_value(self, number):
        """Return the first value of a column, on one line."""
        found = next((cell(row, number) for row in self.rows if cell(row, number)), "")
        return " ".join(found.split())

    def document(self, choice, source_name, *, with_authors=False):
        """Return the Document of the rows, those of further projects in its `also`.

        Unassigned cells stay with their note, labeled by their header, but for ids and addresses and,
        without `with_authors`, people.
        """
        passed_over = {choice.text, choice.kind, choice.votes, choice.author, choice.on}
        passed_over.add(choice.project)
        if not with_authors:
            passed_over |= people_in(self.header)
        same = SameInAll(self.header, self.rows)
        passed_over |= same.columns
        if choice.on is None:
            choice = replace(choice, on=same.on)
        projects = {}
        for row in self.rows:
            card = _card(choice, self.header, row, passed_over)
            if card.text:
                projects.setdefault(cell(row, choice.project).strip(), []).append(card)
        purposes = {value: PURPOSES[word] for value, word in choice.purposes.items()}
        documents = []
        for project, cards in (projects or {"": []}).items():
            each = document_of(
                cards,
                source_name,
                title=(len(projects) > 1 and project) or same.title,
                with_authors=with_authors,
                purposes=purposes,
                notes=[same.note],
            )
            each.project_name = cut(project, 120) or each.project_name
            documents.append(each)
        first, *first.also = documents
        return first


def _card(choice, header, row, passed_over):
    facts = [
        f"{cell(header, number)}: {value}" if cell(header, number) else value
        for number, value in enumerate(row)
        if value and number not in passed_over and not is_reference(cell(header, number), value)
    ]
    votes, day = cell(row, choice.votes), cell(row, choice.on)
    if votes and not number_in(votes) and votes.strip() != "0":
        facts.append(f"{header[choice.votes]}: {votes}")
    if day and not as_date(day):
        facts.append(f"{header[choice.on]}: {day}")
    text = cell(row, choice.text).strip()
    if not text and facts:  # a note without text
        text, facts = ", ".join(facts), []
    return Card(
        text,
        column=cell(row, choice.kind).strip(),
        votes=number_in(votes),
        author=cell(row, choice.author).strip(),
        category=cell(row, choice.category).strip(),
        status=cell(row, choice.status).strip(),
        tags=cell(row, choice.tags),
        on=as_date(day),
        facts=facts,
    )
