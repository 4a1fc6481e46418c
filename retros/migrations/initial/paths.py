"""What to read first, in order."""

from django.conf import settings
from django.db import migrations, models
from django.utils import timezone

from retros.migrations.initial.fields import key, lengths, person
from retros.models.fields import EditorField, not_blank

OPERATIONS = [
    migrations.CreateModel(
        "PathFeed",
        [
            key(),
            ("token_hash", models.CharField(editable=False, max_length=64, unique=True)),
            (
                "owner",
                models.OneToOneField(
                    editable=False,
                    on_delete=models.CASCADE,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
        ],
        options={
            "abstract": False,
        },
    ),
    migrations.CreateModel(
        "ReadingPath",
        [
            key(),
            ("title", models.CharField(max_length=120, validators=[not_blank])),
            (
                "for_whom",
                models.CharField(
                    blank=True,
                    help_text="For example: engineers in their first week",
                    max_length=200,
                    verbose_name="For whom",
                ),
            ),
            ("created_at", models.DateTimeField(default=timezone.now, editable=False)),
            ("updated_at", models.DateTimeField(default=timezone.now, editable=False)),
            ("published_at", models.DateTimeField(editable=False, null=True)),
            ("removed_at", models.DateTimeField(editable=False, null=True)),
            ("changed_by", EditorField()),
            person("created_by"),
            (
                "team",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=models.SET_NULL,
                    related_name="reading_paths",
                    to="accounts.team",
                ),
            ),
        ],
        options={
            "ordering": ["title", "pk"],
            "constraints": [
                *lengths("readingpath", title=120, for_whom=200),
            ],
        },
    ),
    migrations.CreateModel(
        "PathStop",
        [
            key(),
            ("position", models.PositiveSmallIntegerField()),
            ("text", models.CharField(blank=True, max_length=500)),
            ("address", models.CharField(blank=True, max_length=500)),
            ("why", models.CharField(blank=True, max_length=200, verbose_name="Why this")),
            ("removed_at", models.DateTimeField(editable=False, null=True)),
            (
                "decision",
                models.ForeignKey(
                    null=True, on_delete=models.CASCADE, related_name="+", to="retros.decision"
                ),
            ),
            (
                "kickoff",
                models.ForeignKey(
                    null=True, on_delete=models.CASCADE, related_name="+", to="retros.kickoff"
                ),
            ),
            (
                "lesson",
                models.ForeignKey(
                    null=True, on_delete=models.CASCADE, related_name="+", to="retros.lesson"
                ),
            ),
            (
                "retrospective",
                models.ForeignKey(
                    null=True, on_delete=models.CASCADE, related_name="+", to="retros.retrospective"
                ),
            ),
            (
                "wall_post",
                models.ForeignKey(
                    null=True, on_delete=models.CASCADE, related_name="+", to="retros.wallpost"
                ),
            ),
            (
                "path",
                models.ForeignKey(
                    on_delete=models.CASCADE, related_name="stops", to="retros.readingpath"
                ),
            ),
        ],
        options={
            "ordering": ["position", "pk"],
            "constraints": [
                *lengths("pathstop", text=500, address=500, why=200),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("decision", None),
                            ("kickoff", None),
                            ("lesson", None),
                            ("retrospective", None),
                            ("wall_post", None),
                            models.Q(("text", ""), _negated=True),
                        ),
                        models.Q(
                            ("decision", None),
                            ("kickoff", None),
                            ("lesson", None),
                            ("wall_post", None),
                            models.Q(("retrospective", None), _negated=True),
                            ("address", ""),
                            ("text", ""),
                        ),
                        models.Q(
                            ("kickoff", None),
                            ("lesson", None),
                            ("retrospective", None),
                            ("wall_post", None),
                            models.Q(("decision", None), _negated=True),
                            ("address", ""),
                            ("text", ""),
                        ),
                        models.Q(
                            ("decision", None),
                            ("kickoff", None),
                            ("retrospective", None),
                            ("wall_post", None),
                            models.Q(("lesson", None), _negated=True),
                            ("address", ""),
                            ("text", ""),
                        ),
                        models.Q(
                            ("decision", None),
                            ("kickoff", None),
                            ("lesson", None),
                            ("retrospective", None),
                            models.Q(("wall_post", None), _negated=True),
                            ("address", ""),
                            ("text", ""),
                        ),
                        models.Q(
                            ("decision", None),
                            ("lesson", None),
                            ("retrospective", None),
                            ("wall_post", None),
                            models.Q(("kickoff", None), _negated=True),
                            ("address", ""),
                            ("text", ""),
                        ),
                        _connector="OR",
                    ),
                    name="pathstop_is_one_thing",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        "PathVersion",
        [
            key(),
            ("number", models.PositiveIntegerField()),
            ("state", models.JSONField()),
            (
                "cause",
                models.CharField(
                    choices=[
                        ("published", "Published"),
                        ("edited", "Edited"),
                        ("restored", "Restored"),
                    ],
                    max_length=9,
                ),
            ),
            ("made_at", models.DateTimeField()),
            (
                "changed_by",
                models.ForeignKey(
                    null=True,
                    on_delete=models.SET_NULL,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "path",
                models.ForeignKey(
                    on_delete=models.CASCADE, related_name="versions", to="retros.readingpath"
                ),
            ),
        ],
        options={
            "ordering": ["-number"],
            "constraints": [
                models.UniqueConstraint(
                    models.F("path"), models.F("number"), name="pathversion_number_once"
                ),
            ],
        },
    ),
]
