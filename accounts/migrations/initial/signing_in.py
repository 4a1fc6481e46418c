"""Browsers that are signed in, second steps and passkeys."""

from django.conf import settings
from django.db import migrations, models
from django.utils import timezone

from accounts.migrations.initial.keys import key

OPERATIONS = [
    migrations.CreateModel(
        "BrowserSession",
        [
            key(),
            ("browser", models.CharField(max_length=40)),
            ("signed_in_on", models.DateField()),
            ("seen_on", models.DateField()),
            (
                "provider_session",
                models.CharField(blank=True, db_default="", default="", max_length=64),
            ),
            (
                "session",
                models.OneToOneField(
                    db_constraint=False,
                    on_delete=models.CASCADE,
                    related_name="+",
                    to="sessions.session",
                ),
            ),
            (
                "user",
                models.ForeignKey(
                    on_delete=models.CASCADE,
                    related_name="browser_sessions",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
        ],
        options={
            "ordering": ["-seen_on", "-pk"],
        },
    ),
    migrations.CreateModel(
        "AuthenticatorApp",
        [
            key(),
            ("sealed_secret", models.TextField()),
            ("last_step", models.BigIntegerField(default=0)),
            ("added_on", models.DateField(default=timezone.localdate)),
            (
                "user",
                models.OneToOneField(
                    on_delete=models.CASCADE,
                    related_name="authenticator_app",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
        ],
    ),
    migrations.CreateModel(
        "RecoveryCode",
        [
            key(),
            ("code_hash", models.CharField(max_length=64)),
            (
                "user",
                models.ForeignKey(
                    on_delete=models.CASCADE,
                    related_name="recovery_codes",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(
                    models.F("user"), models.F("code_hash"), name="recovery_code_once"
                )
            ],
        },
    ),
    migrations.CreateModel(
        "Passkey",
        [
            key(),
            ("credential_id", models.CharField(max_length=1400, unique=True)),
            ("credential", models.TextField()),
            ("sign_count", models.BigIntegerField(default=0)),
            ("browser", models.CharField(max_length=40)),
            ("added_on", models.DateField(default=timezone.localdate)),
            (
                "user",
                models.ForeignKey(
                    on_delete=models.CASCADE,
                    related_name="passkeys",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
        ],
        options={
            "ordering": ["pk"],
        },
    ),
]
