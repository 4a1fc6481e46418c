"""Lessons and action items."""

from django.conf import settings
from django.db import migrations, models
from taggit.managers import TaggableManager

from retros.migrations.initial.fields import CATEGORIES, key, lengths, part, person
from retros.models.fields import MarkdownField, not_blank

OPERATIONS = [
    migrations.CreateModel(
        "Lesson",
        [
            key(),
            *part(),
            person("signed_by"),
            (
                "statement",
                models.CharField(
                    help_text="One sentence that another team could act on.",
                    max_length=140,
                    validators=[not_blank],
                    verbose_name="Lesson",
                ),
            ),
            (
                "detail",
                MarkdownField(blank=True, max_length=100000, verbose_name="The story behind it"),
            ),
            (
                "category",
                models.CharField(
                    choices=CATEGORIES, max_length=8, verbose_name="It is mostly about"
                ),
            ),
            (
                "applies_when",
                models.CharField(
                    blank=True,
                    help_text="Useful when somebody is about to…",
                    max_length=200,
                    verbose_name="Useful when",
                ),
            ),
            (
                "kickoff_question",
                models.CharField(
                    blank=True,
                    help_text="What should the next team ask at its kickoff?",
                    max_length=160,
                    verbose_name="Question to ask at kickoff",
                ),
            ),
            (
                "status",
                models.CharField(
                    choices=[
                        ("identified", "Identified"),
                        ("applied", "Applied"),
                        ("confirmed", "Confirmed"),
                        ("retired", "Retired"),
                    ],
                    default="identified",
                    editable=False,
                    max_length=10,
                ),
            ),
            ("retired_at", models.DateTimeField(editable=False, null=True)),
            ("retired_because", models.CharField(blank=True, editable=False, max_length=200)),
            (
                "review_on",
                models.DateField(blank=True, null=True, verbose_name="Look at it again on"),
            ),
            (
                "duplicate_of",
                models.ForeignKey(
                    blank=True,
                    editable=False,
                    null=True,
                    on_delete=models.SET_NULL,
                    related_name="duplicates",
                    to="retros.lesson",
                ),
            ),
            (
                "tags",
                TaggableManager(
                    blank=True,
                    help_text="A comma-separated list of tags.",
                    through="taggit.TaggedItem",
                    to="taggit.Tag",
                    verbose_name="Tags",
                ),
            ),
        ],
        options={
            "abstract": False,
            "constraints": [
                *lengths(
                    "lesson",
                    statement=140,
                    detail=100000,
                    applies_when=200,
                    kickoff_question=160,
                    retired_because=200,
                ),
                models.CheckConstraint(
                    condition=models.Q(("duplicate_of", models.F("pk")), _negated=True),
                    name="lesson_is_not_its_own_copy",
                ),
            ],
            "default_related_name": "lessons",
            "ordering": ["position", "pk"],
        },
    ),
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
                "owner",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=models.SET_NULL,
                    related_name="action_items",
                    to=settings.AUTH_USER_MODEL,
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
                    choices=[("open", "Open"), ("done", "Done"), ("dropped", "Dropped")],
                    default="open",
                    max_length=7,
                ),
            ),
            ("note", models.CharField(blank=True, max_length=500)),
        ],
        options={
            "abstract": False,
            "constraints": [*lengths("actionitem", text=200, owner_role=80, note=500)],
            "default_related_name": "action_items",
            "ordering": ["position", "pk"],
        },
    ),
]
