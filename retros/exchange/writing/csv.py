"""Lessons, observations, decisions and action items as CSV, safe to open in a spreadsheet."""

import csv

from retros.exchange.formulas import guarded

_BYTE_ORDER_MARK = "\ufeff"  # without it Excel takes UTF-8 for Windows-1252
_FROM = ("retrospective", "project", "team", "held on", "address")
COLUMNS = {
    "lessons": (
        "lesson", "detail", "about", "useful when", "ask at kickoff", "status", "tags", *_FROM,
    ),
    "observations": ("kind", "observation", "about", "phase", *_FROM),
    "decisions": (
        "decision", "decided on", "phase", "what informed it", "it rested on",
        "what else was possible", "what was expected", "how it turned out", "what came of it",
        "the same again", *_FROM,
    ),
    "actions": ("action item", "owner", "role", "due on", "status", "note", *_FROM),
}  # fmt: skip


def csv_lines(kind, rows, address_of):
    """The lines of the file of a `kind`: its header, then one a row, each cell guarded.

    `rows` come with their retrospective, project, team and what else their columns show.
    """
    writer = csv.writer(_Echo(), quoting=csv.QUOTE_ALL)
    yield _BYTE_ORDER_MARK + writer.writerow(COLUMNS[kind])
    for row in rows:
        cells = [*_CELLS[kind](row), *_origin(row, address_of)]
        yield writer.writerow([guarded(str(cell or "")) for cell in cells])


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text):
        return text


def _origin(part, address_of):
    record = part.retrospective
    team = record.project.team
    return [record.title, record.project.name, team and team.name, record.held_on, address_of(part)]


def _lesson(lesson):
    return [
        lesson.statement,
        lesson.detail,
        lesson.get_category_display(),
        lesson.applies_when,
        lesson.kickoff_question,
        lesson.get_status_display(),
        ", ".join(sorted(tag.name for tag in lesson.tags.all())),
    ]


def _observation(note):
    about, phase = note.get_category_display(), note.get_phase_display()
    return [note.get_kind_display(), note.text, about, phase]


def _decision(decision):
    return [
        decision.choice,
        decision.decided_on,
        decision.get_phase_display(),
        decision.informed_by,
        ", ".join(map(str, decision.source_labels)),
        decision.options,
        decision.expected,
        decision.get_outcome_display(),
        decision.what_happened,
        decision.get_same_again_display(),
    ]


def _action(item):
    owner = item.owner and item.owner.display_name
    return [item.text, owner, item.owner_role, item.due_on, item.get_status_display(), item.note]


_CELLS = {
    "lessons": _lesson,
    "observations": _observation,
    "decisions": _decision,
    "actions": _action,
}
