"""Questions to those who were there, and their answers."""

import uuid

from django.conf import settings
from django.db import migrations, models
from django.utils import timezone

from retros.migrations.initial.fields import key, lengths

OPERATIONS = [
    migrations.CreateModel(
        "QuestionBox",
        [
            key(),
            ("people", models.PositiveSmallIntegerField(verbose_name="How many are in the room?")),
            ("token_hash", models.CharField(editable=False, max_length=64, null=True, unique=True)),
            ("is_open", models.BooleanField(default=True, editable=False)),
            ("waiting", models.JSONField(default=dict, editable=False)),
            ("revealed_on", models.DateField(editable=False, null=True)),
            ("checked_on", models.DateField(default=timezone.localdate, editable=False)),
        ],
        options={
            "abstract": False,
        },
    ),
    migrations.CreateModel(
        "GladToTalk",
        [
            key(),
            (
                "retrospective",
                models.OneToOneField(
                    editable=False,
                    on_delete=models.CASCADE,
                    related_name="glad_to_talk",
                    to="retros.retrospective",
                ),
            ),
        ],
    ),
    migrations.CreateModel(
        "QuestionMail",
        [
            key(),
            ("due_at", models.DateTimeField(db_index=True, null=True)),
            (
                "user",
                models.OneToOneField(
                    on_delete=models.CASCADE,
                    related_name="question_mail",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("is_daily", models.BooleanField(db_default=False, default=False)),
        ],
    ),
    migrations.CreateModel(
        "Question",
        [
            key(),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("question", "Question"),
                        ("correction", "Suggested correction"),
                        ("helped", "This helped us"),
                        ("talk", "Would like to talk"),
                    ],
                    editable=False,
                    max_length=10,
                ),
            ),
            (
                "state",
                models.CharField(
                    choices=[
                        ("open", "Open"),
                        ("answered", "Answered"),
                        ("accepted", "Accepted"),
                        ("declined", "Declined"),
                        ("noted", "Noted"),
                    ],
                    default="open",
                    editable=False,
                    max_length=8,
                ),
            ),
            ("text", models.TextField(blank=True, max_length=1000)),
            ("field", models.CharField(blank=True, editable=False, max_length=20)),
            ("seen", models.TextField(blank=True, editable=False, max_length=10000)),
            ("proposed", models.TextField(blank=True, editable=False, max_length=10000)),
            (
                "asked_on",
                models.DateField(db_index=True, default=timezone.localdate, editable=False),
            ),
            ("answer", models.TextField(blank=True, max_length=1000, verbose_name="Answer")),
            ("answered_on", models.DateField(editable=False, null=True)),
            ("hidden_at", models.DateTimeField(editable=False, null=True)),
            ("client_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            (
                "action",
                models.ForeignKey(
                    null=True,
                    on_delete=models.CASCADE,
                    related_name="questions",
                    to="retros.actionitem",
                ),
            ),
            (
                "answered_by",
                models.ForeignKey(
                    editable=False,
                    null=True,
                    on_delete=models.SET_NULL,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "asked_by",
                models.ForeignKey(
                    editable=False,
                    null=True,
                    on_delete=models.SET_NULL,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "decision",
                models.ForeignKey(
                    null=True,
                    on_delete=models.CASCADE,
                    related_name="questions",
                    to="retros.decision",
                ),
            ),
            (
                "lesson",
                models.ForeignKey(
                    null=True,
                    on_delete=models.CASCADE,
                    related_name="questions",
                    to="retros.lesson",
                ),
            ),
            (
                "observation",
                models.ForeignKey(
                    null=True,
                    on_delete=models.CASCADE,
                    related_name="questions",
                    to="retros.observation",
                ),
            ),
            (
                "post",
                models.ForeignKey(
                    null=True,
                    on_delete=models.CASCADE,
                    related_name="questions",
                    to="retros.wallpost",
                ),
            ),
            (
                "project",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=models.SET_NULL,
                    related_name="+",
                    to="retros.project",
                ),
            ),
            (
                "retrospective",
                models.ForeignKey(
                    null=True,
                    on_delete=models.CASCADE,
                    related_name="questions",
                    to="retros.retrospective",
                ),
            ),
            (
                "tag",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=models.SET_NULL,
                    related_name="+",
                    to="taggit.tag",
                ),
            ),
        ],
        options={
            "ordering": ["-asked_on", "-pk"],
            "constraints": [
                *lengths("question", text=1000, seen=10000, proposed=10000, answer=1000),
                models.CheckConstraint(
                    condition=models.Q(("retrospective", None), ("post", None), _connector="OR"),
                    name="question_about_one_item",
                ),
            ],
        },
    ),
]
