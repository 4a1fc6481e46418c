"""Channels, notifications, weekly emails and calendars."""

from django.conf import settings
from django.db import migrations, models
from django.utils import timezone

from retros.migrations.initial.fields import key, lengths
from retros.models.fields import not_blank

OPERATIONS = [
    migrations.CreateModel(
        "Channel",
        [
            key(),
            (
                "label",
                models.CharField(
                    help_text="Only curators see this.",
                    max_length=80,
                    validators=[not_blank],
                    verbose_name="Name",
                ),
            ),
            (
                "service",
                models.CharField(
                    choices=[
                        ("slack", "Slack"),
                        ("teams", "Microsoft Teams"),
                        ("mattermost", "Mattermost"),
                        ("webhook", "Other webhook"),
                    ],
                    default="slack",
                    max_length=10,
                    verbose_name="Service",
                ),
            ),
            ("address", models.CharField(max_length=1000, verbose_name="Webhook URL")),
            ("created_at", models.DateTimeField(default=timezone.now, editable=False)),
            ("teams", models.ManyToManyField(blank=True, related_name="+", to="accounts.team")),
            (
                "notify_wall_posts",
                models.BooleanField(default=True, verbose_name="New posts on the Fail Wall"),
            ),
            (
                "notify_retrospectives",
                models.BooleanField(default=False, verbose_name="Published retrospectives"),
            ),
            (
                "notify_kickoffs",
                models.BooleanField(default=False, verbose_name="Kickoffs that chose lessons"),
            ),
            (
                "notify_old_backups",
                models.BooleanField(
                    db_default=False, default=False, verbose_name="Backups that are too old"
                ),
            ),
            (
                "notify_later_matches",
                models.BooleanField(
                    db_default=False, default=False, verbose_name="New matches for kickoffs"
                ),
            ),
        ],
        options={
            "ordering": ["label", "pk"],
            "constraints": [
                *lengths("channel", label=80, address=1000),
            ],
        },
    ),
    migrations.CreateModel(
        "Notification",
        [
            key(),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("wall", "New wall post"),
                        ("retrospective", "Published retrospective"),
                        ("kickoff", "Kickoff that chose lessons"),
                        ("later-match", "New match for a kickoff"),
                        ("backups", "Backups too old"),
                        ("test", "Test"),
                    ],
                    max_length=13,
                ),
            ),
            ("subject_id", models.BigIntegerField(null=True)),
            (
                "state",
                models.CharField(
                    choices=[
                        ("waiting", "Queued"),
                        ("sent", "Sent"),
                        ("dropped", "Not sent: no longer published"),
                        ("given-up", "Failed"),
                    ],
                    default="waiting",
                    max_length=8,
                ),
            ),
            ("attempts", models.PositiveIntegerField(default=0)),
            ("first_due_at", models.DateTimeField(default=timezone.now)),
            ("due_at", models.DateTimeField(default=timezone.now)),
            ("sent_at", models.DateTimeField(null=True)),
            (
                "channel",
                models.ForeignKey(
                    on_delete=models.CASCADE, related_name="notifications", to="retros.channel"
                ),
            ),
            ("error", models.CharField(blank=True, max_length=100)),
        ],
        options={
            "ordering": ["-first_due_at", "-pk"],
            "indexes": [
                models.Index(
                    models.F("due_at"),
                    condition=models.Q(("state", "waiting")),
                    name="notification_due",
                )
            ],
            "constraints": [
                models.UniqueConstraint(
                    models.F("channel"),
                    models.F("kind"),
                    models.F("subject_id"),
                    name="notification_once",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("kind", "test"), ("subject_id", None)),
                        models.Q(
                            models.Q(("kind", "test"), _negated=True), ("subject_id__isnull", False)
                        ),
                        _connector="OR",
                    ),
                    name="notification_about_something",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("sent_at__isnull", False), ("state", "sent")),
                        models.Q(models.Q(("state", "sent"), _negated=True), ("sent_at", None)),
                        _connector="OR",
                    ),
                    name="notification_sent_at_some_time",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        "Digest",
        [
            key(),
            ("due_at", models.DateTimeField(db_index=True)),
            (
                "user",
                models.OneToOneField(
                    on_delete=models.CASCADE, related_name="digest", to=settings.AUTH_USER_MODEL
                ),
            ),
            ("covered_until", models.DateTimeField()),
            ("reminds", models.BooleanField(db_default=True, default=True)),
            ("reminds_of_actions", models.BooleanField(db_default=True, default=True)),
            ("reminds_of_kickoffs", models.BooleanField(db_default=True, default=True)),
            ("reminds_of_questions", models.BooleanField(db_default=True, default=True)),
        ],
    ),
    migrations.CreateModel(
        "OutcomeMail",
        [
            key(),
            ("covered_until", models.DateTimeField(default=timezone.now)),
            ("not_before", models.DateTimeField(null=True)),
            (
                "user",
                models.OneToOneField(
                    on_delete=models.CASCADE,
                    related_name="outcome_mail",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
        ],
    ),
    migrations.CreateModel(
        "CalendarFeed",
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
    ),
]
