"""Projects, and the retrospectives of them."""

import uuid

from django.conf import settings
from django.db import migrations, models
from django.utils import timezone
from taggit.managers import TaggableManager

from retros.migrations.initial.fields import key, lengths, person
from retros.models.fields import EditorField, MarkdownField, not_blank

OPERATIONS = [
    migrations.CreateModel(
        "Project",
        [
            key(),
            ("name", models.CharField(max_length=120, validators=[not_blank])),
            (
                "slug",
                models.SlugField(allow_unicode=True, editable=False, max_length=140, unique=True),
            ),
            (
                "kind",
                models.CharField(
                    blank=True,
                    choices=[
                        ("new-product", "New product"),
                        ("feature", "Feature"),
                        ("migration", "Migration"),
                        ("research", "Research"),
                        ("internal-tool", "Internal tool"),
                        ("event", "Event"),
                        ("other", "Other"),
                    ],
                    max_length=20,
                ),
            ),
            (
                "status",
                models.CharField(
                    blank=True,
                    choices=[
                        ("planned", "Planned"),
                        ("running", "Running"),
                        ("ended", "Ended"),
                        ("stopped-early", "Stopped early"),
                    ],
                    max_length=20,
                ),
            ),
            ("started_on", models.DateField(blank=True, null=True)),
            ("ended_on", models.DateField(blank=True, null=True)),
            ("description", MarkdownField(blank=True, max_length=100000)),
            ("created_at", models.DateTimeField(default=timezone.now, editable=False)),
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
            (
                "team",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=models.SET_NULL,
                    related_name="projects",
                    to="accounts.team",
                ),
            ),
        ],
        options={
            "ordering": ["name", "pk"],
            "indexes": [models.Index(fields=["name", "id"], name="project_by_name")],
            "constraints": [
                *lengths("project", name=120, description=100000),
                models.CheckConstraint(
                    condition=models.Q(
                        ("started_on__isnull", True),
                        ("ended_on__isnull", True),
                        ("ended_on__gte", models.F("started_on")),
                        _connector="OR",
                    ),
                    name="project_ends_after_its_start",
                    violation_error_message="The project can't end before it starts.",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        "Retrospective",
        [
            key(),
            ("title", models.CharField(max_length=200, validators=[not_blank])),
            (
                "summary",
                models.TextField(
                    blank=True,
                    help_text="In 2 sentences, what should someone who wasn’t there know?",
                    max_length=280,
                ),
            ),
            (
                "context",
                MarkdownField(
                    blank=True,
                    help_text="What would someone who wasn’t there need to know?",
                    max_length=100000,
                ),
            ),
            (
                "goal",
                MarkdownField(
                    blank=True,
                    help_text="What would success have looked like on day 1? Which metric should have changed, and by how much?",
                    max_length=100000,
                ),
            ),
            (
                "result",
                models.CharField(
                    blank=True,
                    choices=[
                        ("met", "Goal met"),
                        ("partly-met", "Goal partly met"),
                        ("missed", "Goal missed"),
                        ("stopped-early", "Stopped early"),
                        ("changed-course", "Changed course"),
                        ("too-early", "Too early to tell"),
                    ],
                    max_length=20,
                ),
            ),
            (
                "measured",
                MarkdownField(
                    blank=True,
                    help_text="How did the metric change?",
                    max_length=100000,
                    verbose_name="What was measured",
                ),
            ),
            (
                "surprise",
                MarkdownField(
                    blank=True,
                    help_text="What did you expect that didn’t happen? What made the expectation reasonable?",
                    max_length=100000,
                    verbose_name="What surprised you",
                ),
            ),
            (
                "held_on",
                models.DateField(blank=True, null=True, verbose_name="Retrospective held on"),
            ),
            (
                "taking_part",
                models.CharField(
                    blank=True,
                    help_text="Roles, not names. For example: 2 designers, 5 engineers, support",
                    max_length=200,
                    verbose_name="Participants",
                ),
            ),
            (
                "status",
                models.CharField(
                    choices=[
                        ("draft", "Draft"),
                        ("published", "Published"),
                        ("archived", "Archived"),
                    ],
                    db_index=True,
                    default="draft",
                    editable=False,
                    max_length=10,
                ),
            ),
            ("published_at", models.DateTimeField(editable=False, null=True)),
            ("client_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            ("source_name", models.CharField(blank=True, editable=False, max_length=255)),
            (
                "source_hash",
                models.CharField(blank=True, db_index=True, editable=False, max_length=64),
            ),
            ("headline_version", models.PositiveIntegerField(default=1, editable=False)),
            ("story_version", models.PositiveIntegerField(default=1, editable=False)),
            ("details_version", models.PositiveIntegerField(default=1, editable=False)),
            ("created_at", models.DateTimeField(default=timezone.now, editable=False)),
            ("updated_at", models.DateTimeField(default=timezone.now, editable=False)),
            ("removed_at", models.DateTimeField(editable=False, null=True)),
            person("created_by"),
            (
                "facilitator",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=models.SET_NULL,
                    related_name="facilitated",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "invited",
                models.ManyToManyField(blank=True, related_name="+", to=settings.AUTH_USER_MODEL),
            ),
            (
                "project",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="retrospectives", to="retros.project"
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
            (
                "template",
                models.ForeignKey(
                    editable=False,
                    null=True,
                    on_delete=models.SET_NULL,
                    related_name="+",
                    to="retros.retrospectivetemplate",
                ),
            ),
            ("headline_changed_by", EditorField()),
            ("story_changed_by", EditorField()),
            ("details_changed_by", EditorField()),
        ],
        options={
            "ordering": ["-published_at", "-pk"],
            "indexes": [
                models.Index(
                    fields=[
                        "status",
                        "published_at",
                        "removed_at",
                        "held_on",
                        "source_hash",
                        "created_at",
                        "id",
                    ],
                    name="retrospective_listed",
                ),
                models.Index(
                    fields=["project", "status", "removed_at"], name="retrospective_of_project"
                ),
            ],
            "constraints": [
                *lengths(
                    "retrospective",
                    title=200,
                    summary=280,
                    context=100000,
                    goal=100000,
                    measured=100000,
                    surprise=100000,
                    taking_part=200,
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("status", "draft"), ("published_at__isnull", False), _connector="OR"
                    ),
                    name="retrospective_published_at_some_time",
                ),
            ],
        },
    ),
]
