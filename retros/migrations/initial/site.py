"""What the site keeps about itself: backups, what was erased, counted insights, and lists."""

from django.db import migrations, models
from django.db.models.functions import Coalesce
from django.utils import timezone

from retros.migrations.initial.fields import key

OPERATIONS = [
    migrations.CreateModel(
        "Backup",
        [
            key(),
            ("made_at", models.DateTimeField(default=timezone.now)),
            ("file_path", models.TextField()),
            ("size", models.BigIntegerField()),
            ("proven_at", models.DateTimeField(null=True)),
        ],
    ),
    migrations.CreateModel(
        "Erasure",
        [
            key(),
            ("erased_at", models.DateTimeField(default=timezone.now)),
            ("erased_kind", models.CharField(max_length=30)),
            ("erased_ids", models.JSONField()),
        ],
    ),
    migrations.CreateModel(
        "StoredInsights",
        [
            key(),
            ("counted_on", models.DateField()),
            ("figures", models.JSONField()),
        ],
    ),
    migrations.CreateModel(
        "StoredLists",
        [
            key(),
            ("drawn_on", models.DateField()),
            ("ids", models.JSONField()),
            (
                "team",
                models.ForeignKey(
                    null=True, on_delete=models.CASCADE, related_name="+", to="accounts.team"
                ),
            ),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(Coalesce("team", 0), name="stored_lists_once_a_team"),
            ],
        },
    ),
]
