"""What several tables have in common."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils import timezone

CATEGORIES = [
    ("process", "Process"),
    ("team", "Team"),
    ("customer", "Customer"),
    ("product", "Product"),
    ("self", "Self"),
]
PHASES = [
    ("think", "Think it"),
    ("build", "Build it"),
    ("ship", "Ship it"),
    ("tweak", "Tweak it"),
    ("maintain", "Maintain it"),
]


def key():
    """The primary key of most tables."""
    field = models.BigAutoField(
        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
    )
    return "id", field


def person(name):
    """Somebody who may be gone, whom nothing leads back from."""
    field = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        blank=True,
        editable=False,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    return name, field


def part():
    """What each part of a retrospective has: its place, its version, its way back."""
    owner = models.ForeignKey("retros.retrospective", on_delete=models.CASCADE, editable=False)
    return [
        ("retrospective", owner),
        ("position", models.PositiveIntegerField(default=0, editable=False)),
        ("version", models.PositiveIntegerField(default=1, editable=False)),
        ("client_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
        ("created_at", models.DateTimeField(default=timezone.now, editable=False)),
        ("updated_at", models.DateTimeField(default=timezone.now, editable=False)),
        ("removed_at", models.DateTimeField(editable=False, null=True)),
    ]


def lengths(table, **limits):
    """A constraint a column for the length of its text, which SQLite itself ignores."""
    return [
        models.CheckConstraint(
            condition=LessThanOrEqual(Length(column), limit),
            name=f"{table}_{column}_length",
            violation_error_message=f"Please keep this within {limit:,} characters.",
        )
        for column, limit in limits.items()
    ]
