"""Templates of retrospectives."""

from django.db import migrations, models
from django.db.models.functions import Lower
from django.utils import timezone

from retros.migrations.initial.fields import key, lengths
from retros.models.fields import not_blank

OPERATIONS = [
    migrations.CreateModel(
        "RetrospectiveTemplate",
        [
            key(),
            ("name", models.CharField(max_length=60, validators=[not_blank])),
            (
                "description",
                models.CharField(
                    blank=True,
                    help_text="Shown next to the name when someone starts a retrospective.",
                    max_length=200,
                    verbose_name="Description",
                ),
            ),
            ("sections", models.JSONField(default=list)),
            ("prompts", models.JSONField(blank=True, default=dict)),
            ("version", models.PositiveIntegerField(default=1, editable=False)),
            ("created_at", models.DateTimeField(default=timezone.now, editable=False)),
            ("updated_at", models.DateTimeField(default=timezone.now, editable=False)),
            ("retired_at", models.DateTimeField(editable=False, null=True)),
            (
                "session_minutes",
                models.PositiveSmallIntegerField(
                    blank=True,
                    help_text="How long a session takes in all. Leave empty for the usual times.",
                    null=True,
                    verbose_name="Minutes together",
                ),
            ),
        ],
        options={
            "ordering": [Lower("name"), "pk"],
            "constraints": [
                *lengths("template", name=60, description=200),
                models.UniqueConstraint(
                    Lower("name"),
                    name="template_name_is_unique",
                    violation_error_message="A template with this name already exists.",
                ),
            ],
        },
    ),
]
