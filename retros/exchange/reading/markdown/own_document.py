"""Read back what `writing.markdown` wrote: every field as it was.

People may have changed the document since. What is no line of ours any more is kept as text, in the
entry or section where it stands.
"""

from retros.exchange.document import ActionEntry, DecisionEntry, EventEntry, LessonEntry
from retros.exchange.inline import cut
from retros.exchange.markdown_syntax import code_after, day_in, raised, value_called
from retros.exchange.reading.file_names import title_from_file_name
from retros.exchange.reading.markdown.own_entries import (
    read_actions,
    read_decisions,
    read_lessons,
    read_notes,
    read_timeline,
)
from retros.exchange.writing.markdown import FORMAT, KINDS
from retros.models import Project, Retrospective

_TEXTS = {
    "Summary": "summary",
    "Context": "context",
    "Goal": "goal",
    "What was measured": "measured",
    "What surprised us": "surprise",
}
_ENTRIES = ("Decisions", "Lessons")
_KIND_OF = {title: str(kind) for kind, title in KINDS.items()}
_SECTIONS = {*_TEXTS, *_ENTRIES, *_KIND_OF, "Timeline", "Action items"}


def is_own(fields):
    """Return whether the header says that Retros wrote the document."""
    return fields.get("retros") == FORMAT


def read_own_document(document, fields, body):
    """Fill `document` from the header and the sections of a document that was written here."""
    _read_header(document, fields)
    readers = {
        "Timeline": read_timeline,
        "Decisions": read_decisions,
        "Lessons": read_lessons,
        "Action items": read_actions,
    }
    for name, lines in _sections(body):
        if name in _KIND_OF:
            read_notes(document, lines, _KIND_OF[name])
        elif name in readers:
            readers[name](document, lines)
        else:
            _read_text_field(document, name, lines)
    document.title = document.title or title_from_file_name(document.source_name)
    document.project_name = document.project_name or document.title
    _keep_lost_successors(document)
    _keep_to_lengths(document)


def _sections(body):
    """(name, lines) of each section; what stands before the first one has no name.

    Lists are indented, so that code in them is never where a section could begin.
    """
    found, fence = [("", [])], ""
    for line in body.split("\n"):
        name = line[3:].strip() if line.startswith("## ") and not fence else ""
        if name in _SECTIONS:
            found.append((name, []))
            continue
        if found[-1][0] in {"", *_TEXTS, *_ENTRIES}:
            fence = code_after(line, fence)
        found[-1][1].append(line)
    return found


def _read_header(document, fields):
    document.title = fields.get("title", "")
    document.project_name = fields.get("project", "")
    document.project_kind = value_called(Project.Kind.choices, fields.get("kind", ""))
    document.project_status = value_called(Project.Status.choices, fields.get("project_status", ""))
    document.project_started_on = day_in(fields.get("started_on", ""))
    document.project_ended_on = day_in(fields.get("ended_on", ""))
    document.result = value_called(Retrospective.Result.choices, fields.get("result", ""))
    document.held_on = day_in(fields.get("held_on", ""))
    document.taking_part = fields.get("taking_part", "")
    tags = fields.get("tags", [])
    document.tags = tags if isinstance(tags, list) else []
    document.leave_out_names(int(bool(fields.get("facilitator"))))


def _read_text_field(document, name, lines):
    text = raised("\n".join(lines), 2)
    if not name:
        first, _, rest = text.strip().partition("\n")
        text = rest.strip("\n") if first.startswith("# ") else text
    if not text.strip():
        return
    if _TEXTS.get(name, "context") == "context":
        document.context_parts.append(text)
    else:
        setattr(document, _TEXTS[name], text)


def _keep_lost_successors(document):
    """What replaced a decision is a link within a document; elsewhere its words are kept."""
    choices = {made.choice for made in document.decisions}
    for made in document.decisions:
        if made.superseded_by and made.superseded_by not in choices:
            said = f"Replaced by: {made.superseded_by}"
            made.what_happened = "\n\n".join(filter(None, [made.what_happened, said]))
            made.superseded_by = ""


_LENGTHS = {
    EventEntry: {"text": 500, "known_then": 500},
    DecisionEntry: {"choice": 200, "revisit_when": 200, "replaced_because": 200},
    LessonEntry: {
        "statement": 140,
        "applies_when": 200,
        "not_when": 200,
        "kickoff_question": 160,
        "built_into": 200,
        "built_into_url": 500,
        "retired_because": 200,
    },
    ActionEntry: {
        "text": 200,
        "owner_role": 80,
        "done_when": 200,
        "dropped_because": 200,
        "elsewhere": 500,
        "note": 500,
    },
}


def _keep_to_lengths(document):
    """Cut what somebody made longer than its field; the whole stays in the context."""
    for part in (*document.events, *document.decisions, *document.lessons, *document.actions):
        _keep_to(document, part, _LENGTHS[type(part)])
    _keep_to(
        document, document, {"title": 200, "project_name": 120, "summary": 280, "taking_part": 200}
    )


def _keep_to(document, part, limits):
    for name, limit in limits.items():
        text = getattr(part, name)
        if len(text) > limit:
            document.context_parts.append(text)
            setattr(part, name, cut(text, limit))
