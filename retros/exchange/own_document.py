"""Reading back what `markdown_out` wrote: every field as it was.

People may have changed the document since. What is no line of ours any more is kept as text, in the
entry or section where it stands.
"""

import json
import re
from datetime import date

from retros.exchange.dates import find_date
from retros.exchange.documents import DecisionMade, Event, Learned, Observed, ToDo
from retros.exchange.inline import cut
from retros.exchange.markdown_out import (
    ACTION,
    ACTION_FACT,
    DECISION_LABELS,
    DECISION_TEXTS,
    FORMAT,
    KINDS,
    KNOWN_THEN,
    NOTE_FACTS,
)
from retros.exchange.naming import name_of_file
from retros.exchange.notation import (
    code_after,
    facts_in,
    from_a_line,
    items_in,
    outside_code,
    raised,
    unescaped,
)
from retros.models import Category, Decision, Lesson, Phase, Project, Retrospective

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
_DECISION_FACTS = (
    "Decided on", "Phase", "It rested on", "How it turned out", "The same again?",
    "Look at it again on", "Replaced by",
)  # fmt: skip
_LESSON_FACTS = (
    "About", "Useful when", "Ask at kickoff", "Status", "Retired on", "Retired because",
    "Look at it again on", "Tags",
)  # fmt: skip
_MOMENT = re.compile(
    r"\*\*(?P<when>[^*\n]+)\*\*(?: \((?P<said>[^()\n]*)\))?: (?P<text>.*)", re.DOTALL
)
_DECISION_LABEL = re.compile(rf"^(?:{DECISION_LABELS})", re.MULTILINE)
_NAME_OF_TEXT = {label: name for name, label in DECISION_TEXTS.items()}


def is_own(fields):
    """Whether a header says that the document was written here."""
    return fields.get("retros") == FORMAT


def take_own_document(document, fields, body):
    """Fill `document` from the header and the sections of a document that was written here."""
    _take_header(document, fields)
    readers = {
        "Timeline": _take_timeline,
        "Decisions": _take_decisions,
        "Lessons": _take_lessons,
        "Action items": _take_actions,
    }
    for name, lines in _sections(body):
        if name in _KIND_OF:
            _take_notes(document, lines, _KIND_OF[name])
        elif name in readers:
            readers[name](document, lines)
        else:
            _take_text(document, name, lines)
    document.title = document.title or name_of_file(document.source_name)
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


def _take_header(document, fields):
    document.title = fields.get("title", "")
    document.project_name = fields.get("project", "")
    document.project_kind = _value(Project.Kind, fields.get("kind", ""))
    document.project_status = _value(Project.Status, fields.get("project_status", ""))
    document.project_started_on = _day(fields.get("started_on", ""))
    document.project_ended_on = _day(fields.get("ended_on", ""))
    document.result = _value(Retrospective.Result, fields.get("result", ""))
    document.held_on = _day(fields.get("held_on", ""))
    document.taking_part = fields.get("taking_part", "")
    tags = fields.get("tags", [])
    document.tags = tags if isinstance(tags, list) else []
    document.leave_out_names(int(bool(fields.get("facilitator"))))


def _value(choices, label):
    """The value of a choice by its label, or ""."""
    return next((value for value, known in choices.choices if known == label), "")


def _day(text):
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _take_text(document, name, lines):
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


def _take_timeline(document, lines):
    items, outside = items_in(lines)
    for text in items:
        match = _MOMENT.match(text)
        event = _event(match) if match else None
        if event:
            document.events.append(event)
        else:
            outside.append(f"- {text}")
    document.context_parts += outside


def _event(match):
    """The Event of a line of the timeline, or None where its date makes no sense."""
    when, said = match["when"], match["said"] or ""
    found, precision = find_date(when), "day"
    if not re.match(r"\d+ ", when):
        precision = "quarter" if when.startswith("Q") else "month"
    on, phase = (found.on if found else None), ""
    for fact in filter(None, said.split(", ")):
        if fact.startswith("on "):
            on = _day(fact[3:])
        phase = _value(Phase, fact) or phase
    if on is None:
        return None
    first, end, rest = match["text"].partition("\n")
    before, marker, known = f"{end}{rest}".partition(f"\n\n{KNOWN_THEN}")
    text = first + before[:1] + unescaped(before[1:], KNOWN_THEN)
    return Event(on, text, precision, phase, known if marker else "")


def _entries(document, lines):
    """(first line, lines below) of each entry; what stands before the first goes to the context."""
    entries, before = [], []
    for line, is_outside in outside_code(lines):
        if is_outside and line.startswith("### "):
            entries.append((from_a_line(line[4:]), []))
        else:
            (entries[-1][1] if entries else before).append(line)
    if any(line.strip() for line in before):
        document.context_parts.append("\n".join(before).strip("\n"))
    return entries


def _take_decisions(document, lines):
    for choice, below in _entries(document, lines):
        facts, below = facts_in(below, _DECISION_FACTS)
        before, *texts = _split_texts("\n".join(below))
        made = DecisionMade(choice)
        made.decided_on = _day(facts.get("Decided on", ""))
        made.phase = _value(Phase, facts.get("Phase", ""))
        rested = filter(None, facts.get("It rested on", "").split(", "))
        made.sources = [_value(Decision.Source, label) or label for label in rested]
        made.outcome = _value(Decision.Outcome, facts.get("How it turned out", ""))
        made.same_again = _value(Decision.SameAgain, facts.get("The same again?", ""))
        made.revisit_on = _day(facts.get("Look at it again on", ""))
        made.superseded_by = facts.get("Replaced by", "")
        for label, text in texts:
            setattr(made, _NAME_OF_TEXT[label], text)
        made.informed_by = "\n\n".join(filter(None, [before, made.informed_by]))
        document.decisions.append(made)


def _split_texts(markdown):
    """[what stands before all labels, (label, text) of each]"""
    marks = list(_DECISION_LABEL.finditer(markdown))
    ends = [*(mark.start() for mark in marks), len(markdown)]
    found = [raised(markdown[: ends[0]], 3)]
    for mark, end in zip(marks, ends[1:], strict=True):
        text = unescaped(raised(markdown[mark.end() : end], 3), DECISION_LABELS)
        found.append((mark[0].strip("*"), text))
    return found


def _keep_lost_successors(document):
    """What replaced a decision is a link within a document; elsewhere its words are kept."""
    choices = {made.choice for made in document.decisions}
    for made in document.decisions:
        if made.superseded_by and made.superseded_by not in choices:
            said = f"Replaced by: {made.superseded_by}"
            made.what_happened = "\n\n".join(filter(None, [made.what_happened, said]))
            made.superseded_by = ""


def _take_notes(document, lines, kind):
    items, outside = items_in(lines)
    for text in items:
        text, facts = _without_facts(text)
        if text.strip():
            document.observations.append(
                Observed(
                    kind,
                    text,
                    category=_value(Category, facts.get("About", "")),
                    phase=_value(Phase, facts.get("Phase", "")),
                    decision=facts.get("Decision", ""),
                )
            )
    document.context_parts += outside


def _without_facts(text):
    """(a note's text, its facts from its last paragraph)"""
    before, end, last = text.rpartition("\n\n")
    facts, rest = facts_in(last.split("\n"), NOTE_FACTS) if end else ({}, [""])
    text = before if facts and not rest else text
    text = raised(text, 3)
    before, end, last = text.rpartition("\n")
    labels = "|".join(f"{label}: " for label in NOTE_FACTS)
    return before + end + unescaped(last, labels), {} if rest else facts


def _take_lessons(document, lines):
    for statement, below in _entries(document, lines):
        facts, below = facts_in(below, _LESSON_FACTS)
        document.lessons.append(
            Learned(
                statement,
                detail=raised("\n".join(below), 3),
                category=_value(Category, facts.get("About", "")) or Category.PROCESS,
                applies_when=facts.get("Useful when", ""),
                kickoff_question=facts.get("Ask at kickoff", ""),
                status=_value(Lesson.Status, facts.get("Status", "")) or "identified",
                retired_on=_day(facts.get("Retired on", "")),
                retired_because=facts.get("Retired because", ""),
                review_on=_day(facts.get("Look at it again on", "")),
                tags=_tags(facts.get("Tags", "")),
            )
        )


def _tags(text):
    if text.startswith("["):
        try:
            return [str(name) for name in json.loads(text)]
        except ValueError:
            pass
    return [name.strip() for name in text.split(",") if name.strip()]


def _take_actions(document, lines):
    items, outside = items_in(lines)
    for text in items:
        first, _, note = text.partition("\n")
        if re.match(r"\[[ xX]\] .", first):
            document.actions.append(_action(first, note.strip("\n")))
        else:
            outside.append(f"- {text}")
    document.context_parts += outside


def _action(line, note):
    status, text = ("open" if line[1] == " " else "done"), line[4:]
    match = ACTION.match(text)
    facts = ACTION_FACT.findall(match["facts"]) if match else []
    made = ToDo(from_a_line(match["text"] if match else text), status=status, note=note)
    people = []
    for fact in facts:
        name, _, value = fact.partition(" ")
        if name == "due":
            made.due_on = _day(value)
        elif name == "dropped":
            made.status = "dropped"
        else:
            people.append(from_a_line(value))
    made.owner_role = " / ".join(people)
    return made


_LENGTHS = {
    Event: {"text": 500, "known_then": 500},
    DecisionMade: {"choice": 200},
    Learned: {
        "statement": 140,
        "applies_when": 200,
        "kickoff_question": 160,
        "retired_because": 200,
    },
    ToDo: {"text": 200, "owner_role": 80, "note": 500},
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
