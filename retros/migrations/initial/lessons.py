"""Lessons, and those that contradict each other."""

from django.db import migrations, models
from taggit.managers import TaggableManager

from retros.migrations.initial.fields import CATEGORIES, key, lengths, part, person
from retros.models.fields import EditorField, MarkdownField, not_blank

OPERATIONS = [
    migrations.CreateModel(
        "Lesson",
        [
            key(),
            *part(),
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
                models.CharField(choices=CATEGORIES, max_length=8, verbose_name="Category"),
            ),
            (
                "applies_when",
                models.CharField(
                    blank=True,
                    help_text="For example: move customer data before a fixed date",
                    max_length=200,
                    verbose_name="Useful when somebody is about to…",
                ),
            ),
            (
                "kickoff_question",
                models.CharField(
                    blank=True,
                    help_text="For example: Who else reads this table?",
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
                        ("built-in", "Built in"),
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
            ("review_on", models.DateField(blank=True, null=True, verbose_name="Review on")),
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
            person("signed_by"),
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
            ("changed_by", EditorField()),
            (
                "origin",
                models.CharField(
                    blank=True,
                    choices=[
                        ("curator", "Proposed from the text, confirmed by a curator"),
                        ("team", "Proposed from the text, confirmed by the team"),
                    ],
                    editable=False,
                    max_length=10,
                ),
            ),
            (
                "not_when",
                models.CharField(
                    blank=True,
                    help_text="For example: nobody works on the copy yet",
                    max_length=200,
                    verbose_name="Does not apply when…",
                ),
            ),
            (
                "built_into",
                models.CharField(
                    blank=True,
                    help_text="For example: the release checklist. Leave it empty if it is no longer built in.",
                    max_length=200,
                    verbose_name="Built into",
                ),
            ),
            (
                "built_into_url",
                models.URLField(blank=True, max_length=500, verbose_name="Its address"),
            ),
            ("built_in_on", models.DateField(blank=True, null=True, verbose_name="Built in on")),
        ],
        options={
            "ordering": ["position", "pk"],
            "abstract": False,
            "default_related_name": "lessons",
            "indexes": [
                models.Index(
                    fields=["retrospective", "removed_at", "status", "id"],
                    name="lesson_of_retrospective",
                )
            ],
            "constraints": [
                *lengths(
                    "lesson",
                    statement=140,
                    detail=100000,
                    applies_when=200,
                    kickoff_question=160,
                    retired_because=200,
                    not_when=200,
                    built_into=200,
                    built_into_url=500,
                ),
                models.CheckConstraint(
                    condition=models.Q(("duplicate_of", models.F("pk")), _negated=True),
                    name="lesson_is_not_its_own_copy",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        "OppositeLessons",
        [
            key(),
            (
                "depends_on",
                models.CharField(
                    help_text="For example: whether the change can be taken back within a minute",
                    max_length=200,
                    validators=[not_blank],
                    verbose_name="It depends on…",
                ),
            ),
            (
                "first",
                models.ForeignKey(
                    editable=False, on_delete=models.CASCADE, related_name="+", to="retros.lesson"
                ),
            ),
            (
                "second",
                models.ForeignKey(
                    editable=False, on_delete=models.CASCADE, related_name="+", to="retros.lesson"
                ),
            ),
        ],
        options={
            "ordering": ["pk"],
            "constraints": [
                *lengths("oppositelessons", depends_on=200),
                models.UniqueConstraint(
                    models.F("first"), models.F("second"), name="opposites_once"
                ),
                models.CheckConstraint(
                    condition=models.Q(("first__lt", models.F("second"))), name="opposites_in_order"
                ),
            ],
        },
    ),
]
