"""Each field of a part is described once, and everything that lists fields follows it."""

import json
from dataclasses import fields
from pathlib import Path

import pytest

from retros.exchange import document
from retros.exchange.writing import archive
from retros.models.part_fields import FIELDS, MODELS, plain_fields

# Set by the site, not by people.
KEPT_BY_THE_SITE = {
    "id", "retrospective", "position", "version", "client_id", "created_at", "updated_at",
    "removed_at", "changed_by", "duplicate_of", "as_recorded", "closed_on",
}  # fmt: skip
ENTRIES = {
    "timeline": document.EventEntry,
    "decisions": document.DecisionEntry,
    "observations": document.ObservationEntry,
    "lessons": document.LessonEntry,
    "actions": document.ActionEntry,
}
NOT_IN_DOCUMENTS = {"signed_by", "owner", "retired_at"}  # people, and a time that is a date there


@pytest.mark.parametrize("kind", FIELDS)
def test_every_column_is_described(kind):
    columns = {field.name for field in MODELS[kind]._meta.concrete_fields}
    assert {field.name for field in FIELDS[kind]} == columns - KEPT_BY_THE_SITE


@pytest.mark.parametrize("kind", FIELDS)
def test_documents_hold_every_field(kind):
    known = {field.name for field in fields(ENTRIES[kind])}
    assert {field.name for field in FIELDS[kind]} - NOT_IN_DOCUMENTS <= known


@pytest.mark.parametrize(
    ("kind", "definition"),
    [
        ("timeline", "timeline_event"),
        ("decisions", "decision"),
        ("observations", "observation"),
        ("lessons", "lesson"),
        ("actions", "action_item"),
    ],
)
def test_schema_of_the_archive_describes_every_field(kind, definition):
    schema = json.loads(Path(archive.SCHEMA).read_text())["$defs"]
    assert set(plain_fields(kind)) <= set(schema[definition]["properties"])
