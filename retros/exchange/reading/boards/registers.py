"""Registers of lessons learned: a row is a record. Those of several projects are several documents."""

import re
from dataclasses import dataclass, field

from retros.exchange.document import Document, must_be_few
from retros.exchange.inline import cut
from retros.exchange.reading import entries
from retros.exchange.reading.boards.categories import say_category
from retros.exchange.reading.boards.cells import cell, is_reference
from retros.exchange.reading.facts import day_in_path
from retros.exchange.reading.file_names import title_from_file_name
from retros.exchange.reading.naming import finish
from retros.exchange.reading.timeline import as_date
from retros.exchange.reading.vocabulary import REGISTER_COLUMNS, has_role, words_of
from retros.models import Category

# What the columns of registers are called. The first pattern that fits a name gives its role.
_NAMES = {
    "lesson": r"(?:key |main )?(?:lessons?|learnings?|takeaways?|insights?)(?: learn(?:ed|t))?(?: statement)?|"
    r"recommend(?:ation|ed action)s?|(?:recommendations?|lessons?) ?(?:/|and|or|&) ?(?:lessons?|recommendations?|actions?)(?: learn(?:ed|t))?",
    "project": r"projects?(?: (?:name|title))?|program(?:me)?|site|plant|product|initiative",
    "category": r"(?:lesson |project )?(?:category|categories|area|theme|type|knowledge area|discipline|classification)",
    "on": r"(?:date|day|when|created(?: on)?|created ?time|reported|recorded)(?: (?:identified|raised|logged|recorded|reported|created|submitted|of lesson))?|"
    r"(?:identified|raised|logged|recorded)(?: on| date)?",
    "status": r"(?:lesson )?(?:status|state)",
    "well": r"what (?:went|worked|goes) (?:well|right)\??|went well|success(?:es)?|strengths?|positives?",
    "wrong": r"what (?:went wrong|did.?n.?t go well|failed|did not go well)\??|went wrong|problems?|issues?|challenges?|negatives?",
    "subject": r"subject|title|topic|name|headline|short description|summary",
    "situation": r"(?:situation|description|background|context|event|observation|what happened|details?|finding)s?\??"
    r"(?: ?(?:/|and|of|&) ?(?:the )?(?:situation|description|background|context|event|observation|issue|lesson|problem)s?)?|(?:lesson|issue|problem) description",
    "impact": r"(?:impacts?|effects?|consequences?|outcomes?|results?|benefits?)(?: (?:on|of) .{1,30})?",
    "owner": r".*\b(?:owner|by|author|assignee|assigned to|responsible|person|who|contact|reporter|e-?mail|creator|raised by|approver)\b.*",
    "tags": r"tags?|labels?|keywords?",
}  # fmt: skip
_PATTERNS = {role: re.compile(names, re.IGNORECASE) for role, names in _NAMES.items()}
_OF_A_REGISTER = {"category", "project", "subject", "situation", "impact"}
_MOST_ROWS_ABOVE = 20  # a title and explanations above the table
_APPLIED = re.compile(r"(?:applied|implemented|adopted|in use)$", re.IGNORECASE)
_CONFIRMED = re.compile(r"(?:confirmed|verified|validated)$", re.IGNORECASE)
_IN_GERMAN = {"wer", "was", "wann"}  # there "wie" is how; in Dutch, who
_LABELS = {"impact": "Impact", "well": "Went well", "wrong": "Went wrong"}


@dataclass
class Columns:
    """Which columns of a table are what, by number. Those of nothing else are `others`."""

    header: list[str]
    roles: dict[str, int] = field(default_factory=dict)
    owners: list[int] = field(default_factory=list)

    @property
    def others(self):
        taken = {*self.roles.values(), *self.owners}
        return [n for n in range(len(self.header)) if n not in taken]


def recognizes(rows):
    return _header_of(rows) is not None


def read(text, rows, source_name, *, with_authors):
    """Read a register: a lesson a row, a document a project. People are left out."""
    at = _header_of(rows)
    above, below = rows[:at], [row for row in rows[at + 1 :] if row]
    columns = columns_of(rows[at])
    return documents_of(columns, below, source_name, above=above, with_authors=with_authors)


def _header_of(rows):
    """The number of the row that names the columns of a register, or None."""
    for number, row in enumerate(rows[:_MOST_ROWS_ABOVE]):
        roles = columns_of(row).roles
        if "lesson" in roles and len(_OF_A_REGISTER & roles.keys()) > 1:
            return number
    return None


def people_in(header):
    """Return the numbers of the columns that hold people, by their names in any language."""
    names = [words_of(name) for name in header]
    is_german = bool(_IN_GERMAN.intersection(names))
    return {
        number
        for number, name in enumerate(header)
        if _PATTERNS["owner"].fullmatch(name.strip())
        or REGISTER_COLUMNS.get(names[number]) == "owner"
        or (has_role(name, "owner") and not (is_german and names[number] == "wie"))
    }


def columns_of(header):
    """Return the Columns of a table by the names in its header."""
    columns, people = Columns(header), people_in(header)
    for number, name in enumerate(header):
        name = " ".join(name.replace("_", " ").split()).strip(" :*#")
        fitting = (role for role, known in _PATTERNS.items() if known.fullmatch(name))
        role = next(fitting, "") or REGISTER_COLUMNS.get(words_of(name), "")
        if role == "owner" or (not role and number in people):
            columns.owners.append(number)
        elif role:
            columns.roles.setdefault(role, number)
    return columns


def documents_of(columns, rows, source_name, *, above=(), with_authors=False):
    """Return the Document of a register's rows, those of further projects in its `also`.

    `above` are rows that stand above the table.
    """
    must_be_few(len(rows))
    projects = {}
    for row in rows:
        projects.setdefault(cell(row, columns.roles.get("project")), []).append(row)
    documents = [
        _document(name, rows, columns, source_name, with_authors) for name, rows in projects.items()
    ]
    first, *first.also = documents
    first.context_parts += [" ".join(filter(None, row)) for row in above if any(row)]
    return first


def _document(project, rows, columns, source_name, with_authors):
    title = f"Lessons learned: {project}" if project else title_from_file_name(source_name)
    document = Document(source_name, title=cut(title, 200), project_name=cut(project, 120))
    names = {value for row in rows for n in columns.owners if (value := cell(row, n).strip())}
    if not with_authors:
        document.leave_out_names(len(names))
    for row in rows:
        _read_row(document, columns, row, with_authors)
    days = [day for row in rows if (day := as_date(cell(row, columns.roles.get("on"))))]
    if days:
        document.held_on = max(days)
        document.warnings.append("The date is the latest one of its rows.")
    elif not project and (on := day_in_path(source_name)):
        document.held_on = on
        document.warnings.append("The date was taken from the file’s name.")
    document.warnings.append("Ids and addresses of the register are left out.")
    finish(document)
    return document


def _read_row(document, columns, row, with_authors):
    values = {role: cell(row, number).strip() for role, number in columns.roles.items()}
    statement = values.get("lesson") or ""
    subject = values.get("subject", "")
    detail = [
        f"**{subject}**" if subject and statement else "",
        values.get("situation", ""),
        *(f"**{label}:** {values[role]}" for role, label in _LABELS.items() if values.get(role)),
    ]
    facts = _facts(columns, row, values, with_authors)
    below = "\n\n".join(filter(None, [*detail, f"({facts})" if facts else ""]))
    if statement:
        lesson = entries.lesson_from(statement, below=below)
        say_category(lesson, values.get("category", ""))
        lesson.status = status_named(values.get("status", ""))
        lesson.tags = tags_in(values.get("tags", ""))
        document.lessons.append(lesson)
    elif text := "\n\n".join(filter(None, [subject, below])):
        kind = next((kind for kind in ("well", "wrong") if values.get(kind)), "better")
        document.observations.append(entries.observation_from(kind, text))


def _facts(columns, row, values, with_authors):
    """What else a row says, in a line: its date, category and status, and cells of other columns."""
    said = [role for role in ("on", "category", "status") if values.get(role)]
    if values.get("category", "").lower() in Category:
        said.remove("category")
    numbers = [columns.roles[role] for role in said]
    numbers += [*columns.others, *(columns.owners if with_authors else ())]
    facts = []
    for number in sorted(numbers):
        name, value = cell(columns.header, number), cell(row, number).strip()
        if value and not is_reference(name, value):
            facts.append(f"{name}: {value}" if name else value)
    return ", ".join(facts)


def status_named(value):
    """Return the status of a lesson that a value means, "identified" for any other value."""
    if _APPLIED.match(value):
        return "applied"
    return "confirmed" if _CONFIRMED.match(value) else "identified"


def tags_in(value):
    """Return the tags that are listed in a value with commas or semicolons."""
    tags = (" ".join(tag.split())[:40] for tag in re.split(r"[,;]", value))
    return [tag for tag in tags if any(map(str.isalnum, tag))]
