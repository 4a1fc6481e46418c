"""Timeline events, decisions and observations."""

from django.db import migrations, models

from retros.migrations.initial.fields import CATEGORIES, PHASES, key, lengths, part, person
from retros.models.fields import EditorField, MarkdownField, not_blank

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
            ("changed_by", EditorField()),
        ],
        options={
            "ordering": ["on", "position", "pk"],
            "abstract": False,
            "default_related_name": "timeline_events",
            "constraints": [
                *lengths("timelineevent", text=500, known_then=500),
            ],
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
            ("changed_by", EditorField()),
            (
                "replaced_because",
                models.CharField(
                    blank=True,
                    help_text="For example: the vendor ended the free plan",
                    max_length=200,
                    verbose_name="Why it was replaced",
                ),
            ),
            ("replaced_on", models.DateField(blank=True, null=True, verbose_name="Replaced on")),
            (
                "revisit_when",
                models.CharField(
                    blank=True,
                    help_text="For example: traffic doubles",
                    max_length=200,
                    verbose_name="Revisit when",
                ),
            ),
            ("as_recorded", models.JSONField(editable=False, null=True)),
        ],
        options={
            "ordering": ["position", "pk"],
            "abstract": False,
            "default_related_name": "decisions",
            "indexes": [
                models.Index(fields=["decided_on"], name="decision_decided_on"),
                models.Index(
                    fields=["retrospective", "removed_at", "decided_on"],
                    name="decision_of_retrospective",
                ),
            ],
            "constraints": [
                *lengths(
                    "decision",
                    choice=200,
                    informed_by=100000,
                    options=100000,
                    expected=100000,
                    what_happened=100000,
                    revisit_when=200,
                    replaced_because=200,
                ),
                models.CheckConstraint(
                    condition=models.Q(("superseded_by", models.F("id")), _negated=True),
                    name="decision_not_replaced_by_itself",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        "Observation",
        [
            key(),
            *part(),
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
            person("signed_by"),
            ("changed_by", EditorField()),
        ],
        options={
            "ordering": ["position", "pk"],
            "abstract": False,
            "default_related_name": "observations",
            "constraints": [
                *lengths("observation", text=100000),
            ],
        },
    ),
]
