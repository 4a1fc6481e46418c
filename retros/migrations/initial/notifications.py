"""What is sent to chats and by mail."""

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
                    verbose_name="Where it goes",
                ),
            ),
            (
                "service",
                models.CharField(
                    choices=[
                        ("slack", "Slack"),
                        ("teams", "Microsoft Teams"),
                        ("mattermost", "Mattermost"),
                        ("webhook", "Another program"),
                    ],
                    default="slack",
                    max_length=10,
                    verbose_name="It is in",
                ),
            ),
            ("address", models.CharField(max_length=1000, verbose_name="Address of the webhook")),
            (
                "notify_wall_posts",
                models.BooleanField(default=True, verbose_name="A new post on the Fail Wall"),
            ),
            (
                "notify_retrospectives",
                models.BooleanField(default=False, verbose_name="A published retrospective"),
            ),
            (
                "notify_kickoffs",
                models.BooleanField(default=False, verbose_name="A kickoff that chose lessons"),
            ),
            ("created_at", models.DateTimeField(default=timezone.now, editable=False)),
            ("teams", models.ManyToManyField(blank=True, related_name="+", to="accounts.team")),
        ],
        options={
            "constraints": [*lengths("channel", label=80, address=1000)],
            "ordering": ["label", "pk"],
        },
    ),
    migrations.CreateModel(
        "Notification",
        [
            key(),
            (
                "channel",
                models.ForeignKey(
                    on_delete=models.CASCADE, related_name="notifications", to="retros.channel"
                ),
            ),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("wall", "New wall post"),
                        ("retrospective", "Published retrospective"),
                        ("kickoff", "Kickoff that chose lessons"),
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
                        ("waiting", "Waits to be sent"),
                        ("sent", "Sent"),
                        ("dropped", "Not sent: it was taken back"),
                        ("given-up", "Given up"),
                    ],
                    default="waiting",
                    max_length=8,
                ),
            ),
            ("attempts", models.PositiveIntegerField(default=0)),
            ("error", models.CharField(blank=True, max_length=100)),
            ("first_due_at", models.DateTimeField(default=timezone.now)),
            ("due_at", models.DateTimeField(default=timezone.now)),
            ("sent_at", models.DateTimeField(null=True)),
        ],
        options={
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
            "indexes": [
                models.Index(
                    models.F("due_at"),
                    condition=models.Q(("state", "waiting")),
                    name="notification_due",
                )
            ],
            "ordering": ["-first_due_at", "-pk"],
        },
    ),
    migrations.CreateModel(
        "Digest",
        [
            key(),
            (
                "user",
                models.OneToOneField(
                    on_delete=models.CASCADE, related_name="digest", to=settings.AUTH_USER_MODEL
                ),
            ),
            ("due_at", models.DateTimeField(db_index=True)),
            ("covered_until", models.DateTimeField()),
        ],
    ),
]
