"""The risks of kickoffs, and the premortems that collect them."""

import uuid

from django.db import migrations, models

from retros.migrations.initial.fields import key, lengths
from retros.models.fields import not_blank

OPERATIONS = [
    migrations.CreateModel(
        "Risk",
        [
            (
                "id",
                models.UUIDField(
                    default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                ),
            ),
            ("text", models.CharField(max_length=300, validators=[not_blank])),
            (
                "kickoff",
                models.ForeignKey(
                    on_delete=models.CASCADE, related_name="risks", to="retros.kickoff"
                ),
            ),
            ("removed_at", models.DateTimeField(editable=False, null=True)),
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
        ],
        options={
            "ordering": ["pk"],
            "constraints": [
                *lengths("risk", text=300),
                models.CheckConstraint(
                    condition=models.Q(("duplicate_of", models.F("pk")), _negated=True),
                    name="risk_is_not_its_own_copy",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        "Premortem",
        [
            key(),
            ("people", models.PositiveSmallIntegerField(verbose_name="How many are in the room?")),
            ("token_hash", models.CharField(editable=False, max_length=64, null=True, unique=True)),
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
            ("waiting", models.JSONField(default=dict, editable=False)),
            ("is_open", models.BooleanField(default=True, editable=False)),
        ],
        options={
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("people__gte", 3), ("people__lte", 500)),
                    name="premortem_has_people",
                ),
            ],
        },
    ),
]
