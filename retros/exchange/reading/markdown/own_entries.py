"""The sections of a document written here that hold entries: each `take_…` fills a Document from one.

What is no entry of ours any more goes to the context.
"""

import json
import re

from django.db import models

from retros.exchange.document import (
    ActionEntry,
    DecisionEntry,
    EventEntry,
    LessonEntry,
    ObservationEntry,
)
from retros.exchange.markdown_syntax import (
    day_in,
    facts_in,
    from_one_line,
    items_in,
    outside_code,
    raised,
    unescaped,
    value_called,
)
from retros.exchange.reading.dates import find_date
from retros.exchange.writing.markdown import (
    ACTION,
    ACTION_FACT,
    ACTION_FACTS,
    DECISION_LABELS,
    DECISION_TEXTS,
    KNOWN_THEN,
    NOTE_FACTS,
)
from retros.models import ActionItem, Decision, Lesson, Observation, Phase, part_fields

_DECISION_FACTS = part_fields.names_of_facts("decisions")
_LESSON_FACTS = part_fields.names_of_facts("lessons") | {"Tags": "tags"}
_MOMENT = re.compile(
    r"\*\*(?P<when>[^*\n]+)\*\*(?: \((?P<said>[^()\n]*)\))?: (?P<text>.*)", re.DOTALL
)
_DECISION_LABEL = re.compile(rf"^(?:{DECISION_LABELS})", re.MULTILINE)
_NAME_OF_TEXT = {label: name for name, label in DECISION_TEXTS.items()}


def read_timeline(document, lines):
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
            on = day_in(fact[3:])
        phase = value_called(Phase.choices, fact) or phase
    if on is None:
        return None
    first, end, rest = match["text"].partition("\n")
    before, marker, known = f"{end}{rest}".partition(f"\n\n{KNOWN_THEN}")
    text = first + before[:1] + unescaped(before[1:], KNOWN_THEN)
    return EventEntry(on, text, precision, phase, known if marker else "")


def _entries(document, lines):
    """(first line, lines below) of each entry; what stands before the first goes to the context."""
    entries, before = [], []
    for line, is_outside in outside_code(lines):
        if is_outside and line.startswith("### "):
            entries.append((from_one_line(line[4:]), []))
        else:
            (entries[-1][1] if entries else before).append(line)
    if any(line.strip() for line in before):
        document.context_parts.append("\n".join(before).strip("\n"))
    return entries


def read_decisions(document, lines):
    for choice, below in _entries(document, lines):
        facts, below = facts_in(below, _DECISION_FACTS)
        before, *texts = _split_texts("\n".join(below))
        values = values_of(Decision, facts, _DECISION_FACTS)
        made = DecisionEntry(choice, **values)
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


def read_notes(document, lines, kind):
    items, outside = items_in(lines)
    for text in items:
        text, facts = _without_facts(text)
        if text.strip():
            document.observations.append(
                ObservationEntry(
                    kind,
                    text,
                    **values_of(Observation, facts, NOTE_FACTS),
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


def read_lessons(document, lines):
    for statement, below in _entries(document, lines):
        facts, below = facts_in(below, _LESSON_FACTS)
        tags = _tags(facts.pop("Tags", ""))
        values = values_of(Lesson, facts, _LESSON_FACTS)
        values["retired_on"] = values.pop("retired_at", None)
        detail = raised("\n".join(below), 3)
        document.lessons.append(LessonEntry(statement, detail, tags=tags, **values))


def values_of(model, facts, names):
    """{name of a field: value} of what facts say; words that a field does not know are left out."""
    values = {names[label]: _value(model, names[label], text) for label, text in facts.items()}
    return {name: value for name, value in values.items() if value not in (None, "")}


def _value(model, name, text):
    field = model._meta.get_field(name)
    if name == "sources":
        sources = filter(None, text.split(", "))
        return [value_called(Decision.Source.choices, label) or label for label in sources]
    if field.choices:
        return value_called(field.flatchoices, text)
    return day_in(text) if isinstance(field, models.DateField) else text


def _tags(text):
    if text.startswith("["):
        try:
            return [str(name) for name in json.loads(text)]
        except (ValueError, RecursionError):
            pass
    return [name.strip() for name in text.split(",") if name.strip()]


def read_actions(document, lines):
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
    below, rest = facts_in(note.split("\n"), ACTION_FACTS)
    note = unescaped("\n".join(rest).strip("\n"), "|".join(f"{label}: " for label in ACTION_FACTS))
    made = ActionEntry(
        from_one_line(match["text"] if match else text),
        status=status,
        note=note,
        **values_of(ActionItem, below, ACTION_FACTS),
    )
    people = []
    for fact in facts:
        name, _, value = fact.partition(" ")
        if name == "due":
            made.due_on = day_in(value)
        elif name in ("dropped", "outcome"):
            made.status = "dropped" if name == "dropped" else "unknown"
        else:
            people.append(from_one_line(value))
    made.owner_role = " / ".join(people)
    return made
