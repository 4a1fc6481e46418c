"""Timeline events, decisions and observations."""

from django.db import migrations, models

from retros.migrations.initial.fields import CATEGORIES, PHASES, key, lengths, part, person
from retros.models.fields import MarkdownField, not_blank

OPERATIONS = [
    migrations.CreateModel(
        "TimelineEvent",
        [
            key(),
            *part(),
            ("on", models.DateField(verbose_name="Date")),
            (
                "precision",
                models.CharField(
                    choices=[("day", "Day"), ("month", "Month"), ("quarter", "Quarter")],
                    default="day",
                    max_length=7,
                    verbose_name="Precision",
                ),
            ),
            ("phase", models.CharField(blank=True, choices=PHASES, max_length=10)),
            (
                "text",
                models.TextField(
                    max_length=500, validators=[not_blank], verbose_name="What happened"
                ),
            ),
            (
                "known_then",
                models.TextField(
                    blank=True,
                    help_text="What could people see at the time?",
                    max_length=500,
                    verbose_name="What was known then",
                ),
            ),
        ],
        options={
            "abstract": False,
            "constraints": [*lengths("timelineevent", text=500, known_then=500)],
            "default_related_name": "timeline_events",
            "ordering": ["on", "position", "pk"],
        },
    ),
    migrations.CreateModel(
        "Decision",
        [
            key(),
            *part(),
            (
                "choice",
                models.CharField(
                    max_length=200, validators=[not_blank], verbose_name="What you chose"
                ),
            ),
            ("decided_on", models.DateField(blank=True, null=True, verbose_name="Decided on")),
            ("phase", models.CharField(blank=True, choices=PHASES, max_length=10)),
            (
                "informed_by",
                MarkdownField(
                    blank=True,
                    help_text="What did you know, and how did you know it?",
                    max_length=100000,
                    verbose_name="What informed the decision",
                ),
            ),
            ("sources", models.JSONField(blank=True, default=list, verbose_name="Based on")),
            (
                "options",
                MarkdownField(
                    blank=True, max_length=100000, verbose_name="Alternatives considered"
                ),
            ),
            (
                "expected",
                MarkdownField(blank=True, max_length=100000, verbose_name="What you expected"),
            ),
            (
                "outcome",
                models.CharField(
                    blank=True,
                    choices=[
                        ("better", "Better than expected"),
                        ("as-expected", "As expected"),
                        ("mixed", "Mixed"),
                        ("worse", "Worse than expected"),
                        ("unknown", "Not yet known"),
                    ],
                    max_length=12,
                    verbose_name="Outcome",
                ),
            ),
            (
                "what_happened",
                MarkdownField(blank=True, max_length=100000, verbose_name="What happened"),
            ),
            (
                "same_again",
                models.CharField(
                    blank=True,
                    choices=[("yes", "Yes"), ("no", "No"), ("unsure", "Unsure")],
                    help_text="With only that information, would you make the same choice?",
                    max_length=7,
                    verbose_name="Same choice again?",
                ),
            ),
            ("revisit_on", models.DateField(blank=True, null=True, verbose_name="Revisit on")),
            (
                "superseded_by",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=models.SET_NULL,
                    related_name="supersedes",
                    to="retros.decision",
                ),
            ),
        ],
        options={
            "abstract": False,
            "constraints": [
                *lengths(
                    "decision",
                    choice=200,
                    informed_by=100000,
                    options=100000,
                    expected=100000,
                    what_happened=100000,
                )
            ],
            "default_related_name": "decisions",
            "ordering": ["position", "pk"],
        },
    ),
    migrations.CreateModel(
        "Observation",
        [
            key(),
            *part(),
            person("signed_by"),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("well", "Went well"),
                        ("better", "Could be better"),
                        ("wrong", "Went wrong"),
                    ],
                    max_length=6,
                ),
            ),
            (
                "text",
                MarkdownField(
                    blank=False,
                    max_length=100000,
                    validators=[not_blank],
                    verbose_name="Observation",
                ),
            ),
            (
                "category",
                models.CharField(
                    blank=True, choices=CATEGORIES, max_length=8, verbose_name="Category"
                ),
            ),
            ("phase", models.CharField(blank=True, choices=PHASES, max_length=10)),
            (
                "decision",
                models.ForeignKey(
                    blank=True, null=True, on_delete=models.SET_NULL, to="retros.decision"
                ),
            ),
        ],
        options={
            "abstract": False,
            "constraints": [*lengths("observation", text=100000)],
            "default_related_name": "observations",
            "ordering": ["position", "pk"],
        },
    ),
]
