"""What belongs to a retrospective beside its parts, and what is known of tags."""

import uuid

from django.conf import settings
from django.db import migrations, models
from django.utils import timezone

from retros.migrations.initial.fields import key, lengths
from retros.models.fields import EditorField

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
            (
                "retrospective",
                models.ForeignKey(
                    on_delete=models.CASCADE, related_name="attachments", to="retros.retrospective"
                ),
            ),
        ],
        options={
            "ordering": ["pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("media_type__in", ["image/png", "image/webp"])),
                    name="attachment_media_type_known",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        "PendingPicture",
        [
            ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
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
            (
                "owner",
                models.ForeignKey(
                    on_delete=models.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
        ],
        options={
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("media_type__in", ["image/png", "image/webp"])),
                    name="pending_picture_media_type_known",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        "Version",
        [
            key(),
            ("number", models.PositiveIntegerField(editable=False)),
            ("state", models.JSONField(editable=False, null=True)),
            (
                "cause",
                models.CharField(
                    choices=[
                        ("published", "Published"),
                        ("edited", "Edited"),
                        ("restored", "Restored"),
                        ("replaced", "Replaced by a later version of its document"),
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
            (
                "retrospective",
                models.ForeignKey(
                    editable=False,
                    on_delete=models.CASCADE,
                    related_name="versions",
                    to="retros.retrospective",
                ),
            ),
        ],
        options={
            "ordering": ["-number"],
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
        },
    ),
    migrations.CreateModel(
        "Gathering",
        [
            key(),
            (
                "purpose",
                models.CharField(
                    blank=True,
                    help_text="One line that everyone reads first. For example: What do we want to keep?",
                    max_length=200,
                ),
            ),
            ("people", models.PositiveSmallIntegerField(verbose_name="How many are in the room?")),
            ("minutes", models.JSONField(default=dict)),
            ("token_hash", models.CharField(editable=False, max_length=64, null=True, unique=True)),
            ("revealed_on", models.DateField(editable=False, null=True)),
            ("version", models.PositiveIntegerField(default=1, editable=False)),
            ("updated_at", models.DateTimeField(default=timezone.now, editable=False)),
            (
                "retrospective",
                models.OneToOneField(
                    editable=False,
                    on_delete=models.CASCADE,
                    related_name="gathering",
                    to="retros.retrospective",
                ),
            ),
            ("waiting", models.JSONField(default=dict, editable=False)),
            ("is_open", models.BooleanField(default=True, editable=False)),
            ("changed_by", EditorField()),
            ("guests_until", models.DateTimeField(editable=False, null=True)),
        ],
        options={
            "constraints": [
                *lengths("gathering", purpose=200),
                models.CheckConstraint(
                    condition=models.Q(("people__gte", 1), ("people__lte", 500)),
                    name="gathering_has_people",
                ),
            ],
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
        options={
            "ordering": ["name"],
        },
    ),
    migrations.CreateModel(
        "DecidedProposal",
        [
            key(),
            ("sentence_digest", models.CharField(editable=False, max_length=16)),
            (
                "retrospective",
                models.ForeignKey(
                    editable=False,
                    on_delete=models.CASCADE,
                    related_name="decided_proposals",
                    to="retros.retrospective",
                ),
            ),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(
                    fields=("retrospective", "sentence_digest"), name="proposal_is_decided_once"
                ),
            ],
        },
    ),
    migrations.CreateModel(
        "TagDescription",
        [
            key(),
            ("kind", models.CharField(blank=True, choices=[("product", "Product")], max_length=10)),
            (
                "text",
                models.CharField(
                    blank=True,
                    help_text="For example: the app that couriers use on the road",
                    max_length=200,
                    verbose_name="Description",
                ),
            ),
            (
                "tag",
                models.OneToOneField(
                    editable=False,
                    on_delete=models.CASCADE,
                    related_name="description",
                    to="taggit.tag",
                ),
            ),
        ],
        options={
            "ordering": ["tag__name"],
            "constraints": [
                *lengths("tagdescription", text=200),
            ],
        },
    ),
    migrations.CreateModel(
        "ImportRecord",
        [
            key(),
            ("own", models.JSONField(default=dict, editable=False)),
            ("parts", models.JSONField(default=dict, editable=False)),
            (
                "retrospective",
                models.OneToOneField(
                    editable=False,
                    on_delete=models.CASCADE,
                    related_name="import_record",
                    to="retros.retrospective",
                ),
            ),
        ],
    ),
    migrations.CreateModel(
        "EditorInvitation",
        [
            key(),
            ("mail_due_at", models.DateTimeField(db_index=True, default=timezone.now, null=True)),
            (
                "retrospective",
                models.ForeignKey(
                    editable=False,
                    on_delete=models.CASCADE,
                    related_name="+",
                    to="retros.retrospective",
                ),
            ),
            (
                "user",
                models.ForeignKey(
                    editable=False,
                    on_delete=models.CASCADE,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(
                    models.F("retrospective"), models.F("user"), name="editorinvitation_once"
                ),
            ],
        },
    ),
]
