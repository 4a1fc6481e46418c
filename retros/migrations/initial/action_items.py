"""Action items."""

from django.conf import settings
from django.db import migrations, models

from retros.migrations.initial.fields import key, lengths, part
from retros.models.fields import EditorField, not_blank

OPERATIONS = [
    migrations.CreateModel(
        "ActionItem",
        [
            key(),
            *part(),
            (
                "text",
                models.CharField(
                    help_text="Start with a verb. For example: Time the index rebuild before every cutover",
                    max_length=200,
                    validators=[not_blank],
                    verbose_name="What you will change",
                ),
            ),
            (
                "owner_role",
                models.CharField(
                    blank=True,
                    help_text="For example: platform on-call",
                    max_length=80,
                    verbose_name="Or a role",
                ),
            ),
            ("due_on", models.DateField(blank=True, null=True, verbose_name="Due on")),
            (
                "status",
                models.CharField(
                    choices=[
                        ("open", "Open"),
                        ("done", "Done"),
                        ("dropped", "Dropped"),
                        ("unknown", "Closed, outcome unknown"),
                    ],
                    default="open",
                    max_length=7,
                ),
            ),
            ("note", models.CharField(blank=True, max_length=500)),
            (
                "owner",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=models.SET_NULL,
                    related_name="action_items",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("changed_by", EditorField()),
            (
                "done_when",
                models.CharField(
                    blank=True,
                    db_default="",
                    default="",
                    help_text="For example: two cutovers in a row were timed",
                    max_length=200,
                    verbose_name="Done when",
                ),
            ),
            (
                "dropped_because",
                models.CharField(
                    blank=True,
                    db_default="",
                    default="",
                    help_text="For example: the next project taught us something better",
                    max_length=200,
                    verbose_name="Why it was dropped",
                ),
            ),
            (
                "elsewhere",
                models.URLField(
                    blank=True,
                    db_default="",
                    default="",
                    help_text="For example: the address of its issue. Nothing is sent there.",
                    max_length=500,
                    verbose_name="Address in another tool",
                ),
            ),
            ("closed_on", models.DateField(editable=False, null=True)),
        ],
        options={
            "ordering": ["position", "pk"],
            "abstract": False,
            "default_related_name": "action_items",
            "indexes": [
                models.Index(fields=["status", "removed_at", "due_on"], name="action_item_due"),
                models.Index(
                    fields=["retrospective", "removed_at", "status"],
                    name="action_item_of_retrospective",
                ),
            ],
            "constraints": [
                *lengths(
                    "actionitem",
                    text=200,
                    owner_role=80,
                    note=500,
                    done_when=200,
                    dropped_because=200,
                    elsewhere=500,
                ),
            ],
        },
    ),
]
