"""The Fail Wall and its screens."""

from django.conf import settings
from django.db import migrations, models
from django.utils import timezone
from taggit.managers import TaggableManager

from retros.migrations.initial.fields import CATEGORIES, key, lengths
from retros.models.fields import not_blank

OPERATIONS = [
    migrations.CreateModel(
        "WallPost",
        [
            key(),
            ("we_did", models.CharField(blank=True, max_length=120, verbose_name="What we did")),
            (
                "happened",
                models.CharField(blank=True, max_length=120, verbose_name="What happened"),
            ),
            (
                "learned",
                models.CharField(
                    max_length=140, validators=[not_blank], verbose_name="What we learned"
                ),
            ),
            (
                "category",
                models.CharField(choices=CATEGORIES, max_length=8, verbose_name="Category"),
            ),
            (
                "signature",
                models.CharField(
                    blank=True,
                    help_text="Only if you want one. Nothing is filled in for you.",
                    max_length=80,
                ),
            ),
            (
                "posted_at",
                models.DateTimeField(db_index=True, default=timezone.now, editable=False),
            ),
            ("updated_at", models.DateTimeField(default=timezone.now, editable=False)),
            ("taken_down_at", models.DateTimeField(editable=False, null=True)),
            ("client_id", models.UUIDField(editable=False, null=True, unique=True)),
            (
                "lesson",
                models.ForeignKey(
                    blank=True,
                    editable=False,
                    null=True,
                    on_delete=models.SET_NULL,
                    related_name="wall_posts",
                    to="retros.lesson",
                ),
            ),
            (
                "team",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=models.SET_NULL,
                    related_name="wall_posts",
                    to="accounts.team",
                ),
            ),
            (
                "tags",
                TaggableManager(
                    blank=True,
                    help_text="A comma-separated list of tags.",
                    through="taggit.TaggedItem",
                    to="taggit.Tag",
                    verbose_name="Tags",
                ),
            ),
            ("awaits_review", models.BooleanField(default=False, editable=False)),
        ],
        options={
            "ordering": ["-posted_at", "-pk"],
            "indexes": [
                models.Index(fields=["taken_down_at", "updated_at"], name="wallpost_state")
            ],
            "constraints": [
                *lengths("wallpost", learned=140, signature=80, we_did=120, happened=120),
                models.CheckConstraint(
                    condition=models.Q(
                        ("awaits_review", False), ("taken_down_at__isnull", False), _connector="OR"
                    ),
                    name="wallpost_review_off_the_wall",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        "PostRevision",
        [
            key(),
            (
                "wall_post",
                models.ForeignKey(
                    on_delete=models.CASCADE, related_name="revisions", to="retros.wallpost"
                ),
            ),
            ("content", models.JSONField()),
            ("replaced_at", models.DateTimeField(default=timezone.now)),
        ],
        options={
            "ordering": ["-replaced_at", "-pk"],
        },
    ),
    migrations.CreateModel(
        "UsToo",
        [
            key(),
            (
                "project",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=models.SET_NULL,
                    related_name="+",
                    to="retros.project",
                    verbose_name="Project",
                ),
            ),
            (
                "wall_post",
                models.ForeignKey(
                    on_delete=models.CASCADE, related_name="us_too", to="retros.wallpost"
                ),
            ),
            (
                "member",
                models.ForeignKey(
                    on_delete=models.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(
                    models.F("wall_post"), models.F("member"), name="ustoo_once_each"
                ),
            ],
        },
    ),
    migrations.CreateModel(
        "Screen",
        [
            key(),
            (
                "label",
                models.CharField(
                    help_text="Only curators see this.",
                    max_length=80,
                    validators=[not_blank],
                    verbose_name="Location",
                ),
            ),
            ("token_hash", models.CharField(editable=False, max_length=64, unique=True)),
            (
                "theme",
                models.CharField(
                    choices=[
                        ("dark", "Dark"),
                        ("light", "Light"),
                        ("day", "Light by day, dark by night"),
                    ],
                    default="dark",
                    max_length=5,
                    verbose_name="Colors",
                ),
            ),
            (
                "pace",
                models.DecimalField(
                    decimal_places=2,
                    default=1,
                    help_text="1.5 is slower than normal, 0.8 is faster.",
                    max_digits=3,
                ),
            ),
            ("revoked_at", models.DateTimeField(editable=False, null=True)),
            ("created_at", models.DateTimeField(default=timezone.now, editable=False)),
            ("categories", models.JSONField(blank=True, default=list)),
            ("changed_at", models.DateTimeField(default=timezone.now, editable=False)),
            ("last_seen_at", models.DateTimeField(editable=False, null=True)),
            ("quiet_from", models.TimeField(blank=True, null=True, verbose_name="Dark from")),
            ("quiet_until", models.TimeField(blank=True, null=True, verbose_name="Dark until")),
            (
                "showing",
                models.ForeignKey(
                    editable=False,
                    null=True,
                    on_delete=models.SET_NULL,
                    related_name="+",
                    to="retros.wallpost",
                ),
            ),
            ("teams", models.ManyToManyField(blank=True, related_name="+", to="accounts.team")),
        ],
        options={
            "ordering": ["label", "pk"],
            "constraints": [
                *lengths("screen", label=80),
                models.CheckConstraint(
                    condition=models.Q(("pace__gte", 0.5), ("pace__lte", 3)),
                    name="screen_pace_is_readable",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("quiet_from", None), ("quiet_until", None)),
                        models.Q(("quiet_from__isnull", False), ("quiet_until__isnull", False)),
                        _connector="OR",
                    ),
                    name="screen_quiet_hours_have_two_ends",
                    violation_error_message="Enter both a start and an end for quiet hours.",
                ),
            ],
        },
    ),
]
