"""Kickoffs, the lessons that they chose, and their risks."""

import uuid

from django.conf import settings
from django.db import migrations, models
from django.utils import timezone

from retros.migrations.initial.fields import key, lengths
from retros.models.fields import MarkdownField, not_blank

OPERATIONS = [
    migrations.CreateModel(
        "Kickoff",
        [
            key(),
            (
                "project",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="kickoffs", to="retros.project"
                ),
            ),
            (
                "brief",
                MarkdownField(
                    blank=False,
                    help_text="A few sentences: goal, constraints, what is new to you.",
                    max_length=100000,
                    validators=[not_blank],
                    verbose_name="What are you about to start?",
                ),
            ),
            (
                "new_to_us",
                models.CharField(
                    blank=True,
                    help_text="A technology, a customer, working with each other…",
                    max_length=500,
                    verbose_name="What is new to you?",
                ),
            ),
            (
                "constraints",
                models.CharField(
                    blank=True,
                    help_text="A date, a budget, a contract, something that must not stop…",
                    max_length=500,
                    verbose_name="What is fixed?",
                ),
            ),
            ("held_on", models.DateField(blank=True, null=True, verbose_name="Held on")),
            ("added_terms", models.JSONField(blank=True, default=list, editable=False)),
            ("dropped_terms", models.JSONField(blank=True, default=list, editable=False)),
            (
                "created_by",
                models.ForeignKey(
                    editable=False,
                    null=True,
                    on_delete=models.SET_NULL,
                    related_name="kickoffs",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("version", models.PositiveIntegerField(default=1, editable=False)),
            ("client_id", models.UUIDField(editable=False, null=True, unique=True)),
            ("created_at", models.DateTimeField(default=timezone.now, editable=False)),
            ("updated_at", models.DateTimeField(default=timezone.now, editable=False)),
            ("removed_at", models.DateTimeField(editable=False, null=True)),
        ],
        options={
            "constraints": [*lengths("kickoff", brief=100000, new_to_us=500, constraints=500)],
            "ordering": ["-created_at", "-pk"],
        },
    ),
    migrations.CreateModel(
        "KickoffLesson",
        [
            key(),
            (
                "kickoff",
                models.ForeignKey(
                    on_delete=models.CASCADE, related_name="choices", to="retros.kickoff"
                ),
            ),
            (
                "lesson",
                models.ForeignKey(
                    on_delete=models.CASCADE, related_name="uses", to="retros.lesson"
                ),
            ),
            (
                "disposition",
                models.CharField(
                    choices=[
                        ("apply", "Apply"),
                        ("watch", "Watch"),
                        ("not-relevant", "Not relevant"),
                    ],
                    max_length=12,
                ),
            ),
            ("note", models.CharField(blank=True, max_length=300)),
            (
                "owner",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=models.SET_NULL,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("statement_digest", models.CharField(blank=True, editable=False, max_length=32)),
            ("question_digest", models.CharField(blank=True, editable=False, max_length=32)),
            (
                "result",
                models.CharField(
                    blank=True,
                    choices=[
                        ("helped", "Helped"),
                        ("no-difference", "Made no difference"),
                        ("in-the-way", "Got in the way"),
                        ("not-used", "Not used"),
                        ("too-early", "Too early to tell"),
                    ],
                    max_length=13,
                    verbose_name="What came of it",
                ),
            ),
            (
                "happened_again",
                models.BooleanField(blank=True, null=True, verbose_name="It happened again"),
            ),
            ("version", models.PositiveIntegerField(default=1, editable=False)),
            ("updated_at", models.DateTimeField(default=timezone.now, editable=False)),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(
                    models.F("kickoff"), models.F("lesson"), name="kickofflesson_once"
                ),
                *lengths("kickofflesson", note=300),
            ],
            "ordering": ["pk"],
        },
    ),
    migrations.CreateModel(
        "Risk",
        [
            (
                "id",
                models.UUIDField(
                    default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                ),
            ),
            (
                "kickoff",
                models.ForeignKey(
                    on_delete=models.CASCADE, related_name="risks", to="retros.kickoff"
                ),
            ),
            ("text", models.CharField(max_length=300, validators=[not_blank])),
            (
                "duplicate_of",
                models.ForeignKey(
                    editable=False,
                    null=True,
                    on_delete=models.SET_NULL,
                    related_name="said_again",
                    to="retros.risk",
                ),
            ),
            ("removed_at", models.DateTimeField(editable=False, null=True)),
        ],
        options={
            "constraints": [
                *lengths("risk", text=300),
                models.CheckConstraint(
                    condition=models.Q(("duplicate_of", models.F("pk")), _negated=True),
                    name="risk_is_not_its_own_copy",
                ),
            ],
            "ordering": ["pk"],
        },
    ),
    migrations.CreateModel(
        "Premortem",
        [
            key(),
            ("people", models.PositiveSmallIntegerField(verbose_name="How many are in the room?")),
            ("token_hash", models.CharField(editable=False, max_length=64, null=True, unique=True)),
            ("box", models.JSONField(default=dict, editable=False)),
            ("sealed", models.JSONField(default=list, editable=False)),
            ("revealed_on", models.DateField(editable=False, null=True)),
            (
                "kickoff",
                models.OneToOneField(
                    editable=False,
                    on_delete=models.CASCADE,
                    related_name="premortem",
                    to="retros.kickoff",
                ),
            ),
        ],
        options={
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("people__gte", 3), ("people__lte", 500)),
                    name="premortem_has_people",
                )
            ]
        },
    ),
]
