"""Kickoffs, what they chose, and what matched later."""

from django.conf import settings
from django.db import migrations, models
from django.db.models.functions import Now
from django.utils import timezone

from retros.migrations.initial.fields import key, lengths
from retros.models.fields import EditorField, MarkdownField, not_blank

OPERATIONS = [
    migrations.CreateModel(
        "Kickoff",
        [
            key(),
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
            ("held_on", models.DateField(blank=True, null=True, verbose_name="Held on")),
            ("added_terms", models.JSONField(blank=True, default=list, editable=False)),
            ("dropped_terms", models.JSONField(blank=True, default=list, editable=False)),
            ("version", models.PositiveIntegerField(default=1, editable=False)),
            ("client_id", models.UUIDField(editable=False, null=True, unique=True)),
            ("created_at", models.DateTimeField(default=timezone.now, editable=False)),
            ("updated_at", models.DateTimeField(default=timezone.now, editable=False)),
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
            (
                "project",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="kickoffs", to="retros.project"
                ),
            ),
            ("removed_at", models.DateTimeField(editable=False, null=True)),
            (
                "constraints",
                models.CharField(
                    blank=True,
                    help_text="A date, a budget, a contract, something that must not stop…",
                    max_length=500,
                    verbose_name="What is fixed?",
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
            ("changed_by", EditorField()),
            (
                "listened_at",
                models.DateTimeField(
                    db_default=Now(),
                    default=timezone.now,
                    editable=False,
                ),
            ),
            (
                "listens_since",
                models.DateTimeField(
                    db_default=Now(),
                    default=timezone.now,
                    editable=False,
                    null=True,
                ),
            ),
        ],
        options={
            "ordering": ["-created_at", "-pk"],
            "indexes": [
                models.Index(
                    condition=models.Q(("listens_since__isnull", False), ("removed_at", None)),
                    fields=["listened_at"],
                    name="kickoff_listening",
                )
            ],
            "constraints": [
                *lengths("kickoff", brief=100000, new_to_us=500, constraints=500),
            ],
        },
    ),
    migrations.CreateModel(
        "KickoffLesson",
        [
            key(),
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
                    verbose_name="Outcome",
                ),
            ),
            (
                "happened_again",
                models.BooleanField(blank=True, null=True, verbose_name="Happened again"),
            ),
            ("version", models.PositiveIntegerField(default=1, editable=False)),
            ("updated_at", models.DateTimeField(default=timezone.now, editable=False)),
            (
                "kickoff",
                models.ForeignKey(
                    on_delete=models.CASCADE, related_name="choices", to="retros.kickoff"
                ),
            ),
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
            (
                "lesson",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=models.CASCADE,
                    related_name="uses",
                    to="retros.lesson",
                ),
            ),
            ("statement_digest", models.CharField(blank=True, editable=False, max_length=32)),
            ("question_digest", models.CharField(blank=True, editable=False, max_length=32)),
            (
                "decision",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=models.CASCADE,
                    related_name="uses",
                    to="retros.decision",
                ),
            ),
            (
                "observation",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=models.CASCADE,
                    related_name="uses",
                    to="retros.observation",
                ),
            ),
        ],
        options={
            "ordering": ["pk"],
            "constraints": [
                *lengths("kickofflesson", note=300),
                models.UniqueConstraint(
                    models.F("kickoff"), models.F("lesson"), name="kickofflesson_once"
                ),
                models.UniqueConstraint(
                    models.F("kickoff"), models.F("observation"), name="kickoffobservation_once"
                ),
                models.UniqueConstraint(
                    models.F("kickoff"), models.F("decision"), name="kickoffdecision_once"
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("decision__isnull", True),
                            ("lesson__isnull", False),
                            ("observation__isnull", True),
                        ),
                        models.Q(
                            ("decision__isnull", True),
                            ("lesson__isnull", True),
                            ("observation__isnull", False),
                        ),
                        models.Q(
                            ("decision__isnull", False),
                            ("lesson__isnull", True),
                            ("observation__isnull", True),
                        ),
                        _connector="OR",
                    ),
                    name="kickofflesson_of_one_thing",
                ),
            ],
            "indexes": [models.Index(fields=["result"], name="kickofflesson_result")],
        },
    ),
    migrations.CreateModel(
        "LaterMatch",
        [
            key(),
            (
                "kickoff",
                models.ForeignKey(
                    on_delete=models.CASCADE, related_name="later_matches", to="retros.kickoff"
                ),
            ),
            (
                "lesson",
                models.ForeignKey(
                    null=True, on_delete=models.CASCADE, related_name="+", to="retros.lesson"
                ),
            ),
            (
                "decision",
                models.ForeignKey(
                    null=True, on_delete=models.CASCADE, related_name="+", to="retros.decision"
                ),
            ),
            ("words", models.JSONField(default=list)),
            ("found_at", models.DateTimeField(default=timezone.now)),
        ],
        options={
            "ordering": ["-found_at", "pk"],
            "constraints": [
                models.UniqueConstraint(
                    models.F("kickoff"), models.F("lesson"), name="latermatch_lesson_once"
                ),
                models.UniqueConstraint(
                    models.F("kickoff"), models.F("decision"), name="latermatch_decision_once"
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("decision", None), ("lesson__isnull", False)),
                        models.Q(("decision__isnull", False), ("lesson", None)),
                        _connector="OR",
                    ),
                    name="latermatch_of_one_thing",
                ),
            ],
        },
    ),
]
