"""Accounts and groups of a directory."""

import uuid

from django.conf import settings
from django.db import migrations, models
from django.utils import timezone

OPERATIONS = [
    migrations.CreateModel(
        "ScimUser",
        [
            (
                "id",
                models.UUIDField(
                    default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                ),
            ),
            ("external_id", models.CharField(blank=True, max_length=255)),
            ("version", models.PositiveIntegerField(default=1)),
            ("created_at", models.DateTimeField(default=timezone.now)),
            ("changed_at", models.DateTimeField(default=timezone.now)),
            ("user_name", models.CharField(max_length=255)),
            ("user_name_key", models.CharField(max_length=800, unique=True)),
            ("told", models.JSONField(default=dict)),
            ("made_account", models.BooleanField()),
            ("closed_as", models.PositiveIntegerField(null=True)),
            (
                "user",
                models.OneToOneField(
                    on_delete=models.CASCADE,
                    related_name="scim_user",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
        ],
        options={
            "ordering": ["created_at", "pk"],
            "abstract": False,
            "indexes": [models.Index(fields=["external_id"], name="scim_user_external_id")],
        },
    ),
    migrations.CreateModel(
        "ScimGroup",
        [
            (
                "id",
                models.UUIDField(
                    default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                ),
            ),
            ("external_id", models.CharField(blank=True, max_length=255)),
            ("version", models.PositiveIntegerField(default=1)),
            ("created_at", models.DateTimeField(default=timezone.now)),
            ("changed_at", models.DateTimeField(default=timezone.now)),
            ("display_name", models.CharField(max_length=255)),
            (
                "members",
                models.ManyToManyField(blank=True, related_name="groups", to="accounts.scimuser"),
            ),
        ],
        options={
            "ordering": ["created_at", "pk"],
            "abstract": False,
        },
    ),
]
