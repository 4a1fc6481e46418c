"""What belongs to a retrospective beside its parts, and the former names of tags."""

import uuid

from django.conf import settings
from django.db import migrations, models
from django.utils import timezone

from retros.migrations.initial.fields import key, lengths

OPERATIONS = [
    migrations.CreateModel(
        "Attachment",
        [
            (
                "id",
                models.UUIDField(
                    default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                ),
            ),
            (
                "retrospective",
                models.ForeignKey(
                    on_delete=models.CASCADE, related_name="attachments", to="retros.retrospective"
                ),
            ),
            ("content", models.BinaryField()),
            (
                "media_type",
                models.CharField(
                    choices=[("image/png", "PNG"), ("image/webp", "WebP")], max_length=10
                ),
            ),
            ("width", models.PositiveIntegerField()),
            ("height", models.PositiveIntegerField()),
            ("created_on", models.DateField(default=timezone.localdate)),
        ],
        options={
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("media_type__in", ["image/png", "image/webp"])),
                    name="attachment_media_type_known",
                )
            ],
            "ordering": ["pk"],
        },
    ),
    migrations.CreateModel(
        "PendingPicture",
        [
            ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
            (
                "owner",
                models.ForeignKey(
                    on_delete=models.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
            ("content", models.BinaryField()),
            (
                "media_type",
                models.CharField(
                    choices=[("image/png", "PNG"), ("image/webp", "WebP")], max_length=10
                ),
            ),
            ("width", models.PositiveIntegerField()),
            ("height", models.PositiveIntegerField()),
            ("created_at", models.DateTimeField(db_index=True, default=timezone.now)),
        ],
        options={
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("media_type__in", ["image/png", "image/webp"])),
                    name="pending_picture_media_type_known",
                )
            ]
        },
    ),
    migrations.CreateModel(
        "Version",
        [
            key(),
            (
                "retrospective",
                models.ForeignKey(
                    editable=False,
                    on_delete=models.CASCADE,
                    related_name="versions",
                    to="retros.retrospective",
                ),
            ),
            ("number", models.PositiveIntegerField(editable=False)),
            ("state", models.JSONField(editable=False, null=True)),
            (
                "cause",
                models.CharField(
                    choices=[
                        ("published", "Published"),
                        ("edited", "Edited"),
                        ("restored", "Restored"),
                        ("draft", "Made a draft again"),
                    ],
                    editable=False,
                    max_length=9,
                ),
            ),
            ("restored_from", models.PositiveIntegerField(editable=False, null=True)),
            ("made_at", models.DateTimeField(editable=False)),
            (
                "changed_by",
                models.ForeignKey(
                    editable=False,
                    null=True,
                    on_delete=models.SET_NULL,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(
                    models.F("retrospective"), models.F("number"), name="version_number_once"
                ),
                models.UniqueConstraint(
                    condition=models.Q(("state__isnull", True)),
                    fields=("retrospective",),
                    name="version_newest_once",
                ),
            ],
            "ordering": ["-number"],
        },
    ),
    migrations.CreateModel(
        "Gathering",
        [
            key(),
            ("people", models.PositiveSmallIntegerField(verbose_name="How many are in the room?")),
            ("token_hash", models.CharField(editable=False, max_length=64, null=True, unique=True)),
            ("box", models.JSONField(default=dict, editable=False)),
            ("sealed", models.JSONField(default=list, editable=False)),
            ("revealed_on", models.DateField(editable=False, null=True)),
            (
                "retrospective",
                models.OneToOneField(
                    editable=False,
                    on_delete=models.CASCADE,
                    related_name="gathering",
                    to="retros.retrospective",
                ),
            ),
            (
                "purpose",
                models.CharField(
                    blank=True,
                    help_text="One line that everybody reads first: what is this sitting for?",
                    max_length=200,
                ),
            ),
            ("minutes", models.JSONField(default=dict)),
            ("version", models.PositiveIntegerField(default=1, editable=False)),
            ("updated_at", models.DateTimeField(default=timezone.now, editable=False)),
        ],
        options={
            "constraints": [
                *lengths("gathering", purpose=200),
                models.CheckConstraint(
                    condition=models.Q(("people__gte", 1), ("people__lte", 500)),
                    name="gathering_has_people",
                ),
            ]
        },
    ),
    migrations.CreateModel(
        "TagAlias",
        [
            key(),
            ("name", models.CharField(max_length=100, unique=True)),
            ("slug", models.SlugField(allow_unicode=True, max_length=100, unique=True)),
            (
                "tag",
                models.ForeignKey(
                    on_delete=models.CASCADE, related_name="aliases", to="taggit.tag"
                ),
            ),
            ("was_public", models.BooleanField(default=False)),
        ],
        options={"ordering": ["name"]},
    ),
]
