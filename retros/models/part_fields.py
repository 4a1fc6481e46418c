"""What each kind of part holds, described once: forms, versions, exports and imports read it.

To add a field to a part, add the column to its model and a row here. The row's order is the one of
the form. `tests/test_part_fields.py` names what is missing.
"""

from typing import NamedTuple

from django.db import models

from retros.models.action_item import ActionItem
from retros.models.decision import Decision
from retros.models.fields import MarkdownField
from retros.models.lesson import Lesson
from retros.models.observation import Observation
from retros.models.timeline_event import TimelineEvent


class PartField(NamedTuple):
    """One field of a part.

    `label` introduces it in exported Markdown, `formerly` are labels of earlier versions, which
    imports still understand. `column` is its heading in CSV tables.
    """

    name: str
    label: str = ""
    column: str = ""
    formerly: tuple[str, ...] = ()
    in_form: bool = True
    in_versions: bool = True


MODELS = {
    "timeline": TimelineEvent,
    "decisions": Decision,
    "observations": Observation,
    "lessons": Lesson,
    "actions": ActionItem,
}
FIELDS = {
    "timeline": (
        PartField("on"),
        PartField("precision"),
        PartField("text"),
        PartField("known_then"),
        PartField("phase"),
    ),
    "decisions": (
        PartField("choice", column="decision"),
        PartField("informed_by", "What informed it", "what informed it"),
        PartField("sources", "Based on", "based on", formerly=("It rested on",)),
        PartField("what_happened", "What came of it", "what came of it"),
        PartField("outcome", "How it turned out", "how it turned out"),
        PartField(
            "same_again",
            "Same choice again?",
            "same choice again",
            formerly=("The same again?",),
        ),
        PartField("options", "What else was possible", "what else was possible"),
        PartField("expected", "What we expected", "what was expected"),
        PartField("decided_on", "Decided on", "decided on"),
        PartField("revisit_on", "Revisit on", "revisit on", formerly=("Look at it again on",)),
        PartField("revisit_when", "Revisit when", "revisit when"),
        PartField("phase", "Phase", "phase"),
        PartField("superseded_by", "Replaced by"),
        PartField("replaced_on", "Replaced on", "replaced on"),
        PartField("replaced_because", "Replaced because", "replaced because"),
    ),
    "observations": (
        PartField("text", column="observation"),
        PartField("kind", column="kind"),
        PartField("category", "Category", "category", formerly=("About",)),
        PartField("phase", "Phase", "phase"),
        PartField("decision", "Decision"),
        PartField("signed_by", in_form=False),
    ),
    "lessons": (
        PartField("statement", column="lesson"),
        PartField("category", "Category", "category", formerly=("About",)),
        PartField(
            "applies_when",
            "Useful when somebody is about to",
            "useful when somebody is about to",
            formerly=("Useful when",),
        ),
        PartField("kickoff_question", "Ask at kickoff", "ask at kickoff"),
        PartField("not_when", "Does not apply when", "does not apply when"),
        PartField("detail", column="detail"),
        PartField("review_on", "Review on", formerly=("Look at it again on",)),
        PartField("built_into", "Built into", "built into", in_form=False),
        PartField("built_into_url", "Built into, address", "address", in_form=False),
        PartField("built_in_on", "Built in on", "built in on", in_form=False),
        PartField("status", "Status", "status", in_form=False, in_versions=False),
        PartField("retired_at", "Retired on", in_form=False),
        PartField("retired_because", "Retired because", in_form=False),
        PartField("origin", "Origin", in_form=False, in_versions=False),
        PartField("signed_by", in_form=False),
    ),
    "actions": (
        PartField("text", column="action item"),
        PartField("owner", column="owner"),
        PartField("owner_role", column="role"),
        PartField("due_on", column="due on"),
        PartField("done_when", "Done when", "done when"),
        PartField("status", column="status"),
        PartField("dropped_because", "Dropped because", "dropped because"),
        PartField("elsewhere", "Address", "address in another tool"),
        PartField("note", column="note"),
    ),
}


def form_fields(kind) -> tuple[str, ...]:
    """Return the names of the fields that people fill in, in the order of the form."""
    return tuple(field.name for field in FIELDS[kind] if field.in_form)


def version_fields(kind) -> tuple[str, ...]:
    """Return the attributes that versions keep; people and decisions by id."""
    columns = {column.name: column.attname for column in MODELS[kind]._meta.concrete_fields}
    return tuple(columns[field.name] for field in FIELDS[kind] if field.in_versions)


def plain_fields(kind) -> tuple[str, ...]:
    """Return the names of all fields but those that point to another row."""
    columns = MODELS[kind]._meta
    return tuple(
        field.name for field in FIELDS[kind] if not columns.get_field(field.name).is_relation
    )


def table_fields(kind) -> tuple[PartField, ...]:
    """Return the fields that CSV tables show."""
    return tuple(field for field in FIELDS[kind] if field.column)


def labeled_texts(kind) -> dict[str, str]:
    """Return {name: label} of long texts, which get their own paragraph in Markdown."""
    return {
        field.name: field.label for field in FIELDS[kind] if field.label and _is_long(kind, field)
    }


def labeled_facts(kind) -> dict[str, str]:
    """Return {name: label} of the fields that fit on a line in Markdown."""
    return {
        field.name: field.label
        for field in FIELDS[kind]
        if field.label and not _is_long(kind, field)
    }


def names_of_facts(kind) -> dict[str, str]:
    """Return {label: name} of the fields that fit on a line, with the labels of earlier versions."""
    return {
        label: field.name
        for field in FIELDS[kind]
        if field.label and not _is_long(kind, field)
        for label in (field.label, *field.formerly)
    }


def text_of(row, name) -> str:
    """Return the value of a field of a stored part in words; "" if empty.

    Choices by their labels, people by their names, rows by their titles. One query for a relation
    that is not fetched yet.
    """
    field, value = row._meta.get_field(name), getattr(row, name)
    if value in (None, "", []):
        return ""
    if name == "sources":
        labels = dict(Decision.Source.choices)
        return ", ".join(str(labels.get(source, source)) for source in value)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, models.DateTimeField):
        return value.date().isoformat()
    if field.is_relation:
        return getattr(value, "display_name", None) or str(value)
    return value.isoformat() if isinstance(field, models.DateField) else str(value)


def _is_long(kind, field) -> bool:
    return isinstance(MODELS[kind]._meta.get_field(field.name), MarkdownField)
