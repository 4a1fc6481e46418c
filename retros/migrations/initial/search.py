"""What search reads, and what people searched for."""

from django.conf import settings
from django.db import migrations, models
from django.utils import timezone

import retros.models.unanswered_search
from retros.migrations.initial.fields import key, lengths
from retros.models.fields import not_blank

OPERATIONS = [
    migrations.CreateModel(
        "SearchEntry",
        [
            key(),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("retrospective", "Retrospectives"),
                        ("decision", "Decisions"),
                        ("observation", "Observations"),
                        ("lesson", "Lessons"),
                        ("wall-post", "Wall posts"),
                    ],
                    max_length=13,
                ),
            ),
            ("object_id", models.BigIntegerField()),
            ("title", models.TextField()),
            ("body", models.TextField(blank=True)),
            ("tag_text", models.TextField(blank=True)),
            ("category", models.CharField(blank=True, max_length=8)),
            ("result", models.CharField(blank=True, max_length=20)),
            ("phase", models.CharField(blank=True, max_length=10)),
            ("year", models.PositiveSmallIntegerField()),
            ("is_retired", models.BooleanField(default=False)),
            ("length", models.PositiveIntegerField(default=0)),
            ("updated_at", models.DateTimeField()),
            (
                "draft",
                models.ForeignKey(
                    db_index=False,
                    null=True,
                    on_delete=models.CASCADE,
                    related_name="+",
                    to="retros.retrospective",
                ),
            ),
            (
                "project",
                models.ForeignKey(
                    null=True, on_delete=models.CASCADE, related_name="+", to="retros.project"
                ),
            ),
            (
                "retrospective",
                models.ForeignKey(
                    null=True, on_delete=models.CASCADE, related_name="+", to="retros.retrospective"
                ),
            ),
            (
                "team",
                models.ForeignKey(
                    null=True, on_delete=models.SET_NULL, related_name="+", to="accounts.team"
                ),
            ),
            ("dated_on", models.DateField()),
        ],
        options={
            "indexes": [
                models.Index(fields=["dated_on"], name="searchentry_dated_on"),
                models.Index(
                    condition=models.Q(("draft__isnull", False)),
                    fields=["draft"],
                    name="searchentry_draft",
                ),
                models.Index(
                    fields=[
                        "id",
                        "kind",
                        "category",
                        "team",
                        "result",
                        "phase",
                        "year",
                        "draft",
                        "retrospective",
                        "project",
                        "is_retired",
                        "length",
                        "dated_on",
                    ],
                    name="searchentry_narrow",
                ),
            ],
            "constraints": [
                models.UniqueConstraint(
                    models.F("kind"), models.F("object_id"), name="searchentry_once"
                ),
            ],
        },
    ),
    migrations.CreateModel(
        "SearchTag",
        [
            key(),
            ("slug", models.CharField(db_index=True, max_length=100)),
            (
                "entry",
                models.ForeignKey(
                    on_delete=models.CASCADE, related_name="tags", to="retros.searchentry"
                ),
            ),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(models.F("entry"), models.F("slug"), name="searchtag_once"),
            ],
        },
    ),
    migrations.CreateModel(
        "SearchTerm",
        [
            ("word", models.CharField(max_length=64, primary_key=True, serialize=False)),
            ("stem", models.CharField(db_index=True, max_length=64)),
            ("entries", models.IntegerField()),
        ],
    ),
    migrations.CreateModel(
        "SearchSize",
        [
            (
                "kind",
                models.CharField(
                    choices=[
                        ("retrospective", "Retrospectives"),
                        ("decision", "Decisions"),
                        ("observation", "Observations"),
                        ("lesson", "Lessons"),
                        ("wall-post", "Wall posts"),
                    ],
                    max_length=13,
                    primary_key=True,
                    serialize=False,
                ),
            ),
            ("entries", models.IntegerField()),
            ("length", models.BigIntegerField()),
            ("texts", models.IntegerField(default=0)),
        ],
    ),
    migrations.CreateModel(
        "SearchVector",
        [
            (
                "entry",
                models.OneToOneField(
                    on_delete=models.CASCADE,
                    primary_key=True,
                    related_name="meaning",
                    serialize=False,
                    to="retros.searchentry",
                ),
            ),
            ("model", models.CharField(max_length=40)),
            ("text_hash", models.CharField(max_length=32)),
            ("vector", models.BinaryField(blank=True)),
        ],
    ),
    migrations.CreateModel(
        "SavedSearch",
        [
            key(),
            ("name", models.CharField(max_length=80, validators=[not_blank])),
            ("query", models.CharField(max_length=1000)),
            ("token_hash", models.CharField(blank=True, editable=False, max_length=64)),
            ("created_at", models.DateTimeField(default=timezone.now, editable=False)),
            (
                "owner",
                models.ForeignKey(
                    editable=False,
                    on_delete=models.CASCADE,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
        ],
        options={
            "ordering": ["name", "pk"],
            "constraints": [
                *lengths("savedsearch", name=80, query=1000),
                models.UniqueConstraint(
                    models.F("token_hash"),
                    condition=models.Q(("token_hash", ""), _negated=True),
                    name="savedsearch_token_once",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        "UnansweredSearch",
        [
            (
                "id",
                models.BigIntegerField(
                    default=retros.models.unanswered_search._any_number,
                    editable=False,
                    primary_key=True,
                    serialize=False,
                ),
            ),
            ("words", models.CharField(editable=False, max_length=80, unique=True)),
            ("times", models.PositiveIntegerField(default=1, editable=False)),
            ("is_hidden", models.BooleanField(default=False, editable=False)),
            ("last_searched_on", models.DateField(editable=False)),
            ("closed_on", models.DateField(editable=False, null=True)),
        ],
        options={
            "ordering": ["-times", "words"],
        },
    ),
    migrations.CreateModel(
        "EquivalentWords",
        [
            key(),
            ("words", models.CharField(max_length=200, unique=True, validators=[not_blank])),
        ],
        options={
            "verbose_name_plural": "equivalent words",
            "ordering": ["words"],
        },
    ),
]
