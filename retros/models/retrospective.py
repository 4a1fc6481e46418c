import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q, Value
from django.utils import timezone
from taggit.managers import TaggableManager

from accounts.models import Reader
from retros.addresses import address_of
from retros.models.dates import UNDATED
from retros.models.fields import (
    MARKDOWN_MAX_LENGTH,
    EditorField,
    MarkdownField,
    TextLengthChecks,
    not_blank,
)
from retros.models.notification import Notification
from retros.models.parts import Authored
from retros.models.project import Project
from retros.models.retrospective_queryset import DATED_BY, RetrospectiveQuerySet
from retros.models.stored_insights import StoredInsights

_OF_PROJECT, _REMOVED = ("project", "status", "removed_at"), Q(removed_at__isnull=False)


class Retrospective(Authored):
    """The retrospective of a project, or of one phase of a long project."""

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        PUBLISHED = "published", "Published"
        ARCHIVED = "archived", "Archived"

    class Result(models.TextChoices):
        MET = "met", "Goal met"
        PARTLY_MET = "partly-met", "Goal partly met"
        MISSED = "missed", "Goal missed"
        STOPPED_EARLY = "stopped-early", "Stopped early"
        CHANGED_COURSE = "changed-course", "Changed course"
        TOO_EARLY = "too-early", "Too early to tell"

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="retrospectives")
    template = models.ForeignKey(
        "retros.RetrospectiveTemplate",
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )
    title = models.CharField(max_length=200, validators=[not_blank])
    summary = models.TextField(
        max_length=280,
        blank=True,
        help_text="In 2 sentences, what should someone who wasn’t there know?",
    )
    context = MarkdownField(help_text="What would someone who wasn’t there need to know?")
    goal = MarkdownField(
        help_text="What would success have looked like on day 1? "
        "Which metric should have changed, and by how much?"
    )
    result = models.CharField(max_length=20, choices=Result, blank=True)
    measured = MarkdownField("What was measured", help_text="How did the metric change?")
    surprise = MarkdownField(
        "What surprised you",
        help_text="What did you expect that didn’t happen? What made the expectation reasonable?",
    )
    held_on = models.DateField("Retrospective held on", null=True, blank=True)
    facilitator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="facilitated",
    )
    taking_part = models.CharField(
        "Participants",
        max_length=200,
        blank=True,
        help_text="Roles, not names. For example: 2 designers, 5 engineers, support",
    )
    invited = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="+")
    status = models.CharField(
        max_length=10, choices=Status, default=Status.DRAFT, editable=False, db_index=True
    )
    published_at = models.DateTimeField(null=True, editable=False)
    # Made by the browser, so that a repeated request starts one retrospective.
    client_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    # Where an import came from and what it held, so that a second import changes nothing.
    source_name = models.CharField(max_length=255, blank=True, editable=False)
    source_hash = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    # One version per section of the form, so that edits to different sections never conflict.
    headline_version = models.PositiveIntegerField(default=1, editable=False)
    story_version = models.PositiveIntegerField(default=1, editable=False)
    details_version = models.PositiveIntegerField(default=1, editable=False)
    headline_changed_by = EditorField()
    story_changed_by = EditorField()
    details_changed_by = EditorField()
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)
    removed_at = models.DateTimeField(null=True, editable=False)
    # `dated_on`, to sort by.
    listed_on = models.DateField(editable=False, db_default=Value(UNDATED))
    tags = TaggableManager(blank=True)

    objects = RetrospectiveQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-pk"]
        indexes = [
            models.Index(
                fields=["status", "-listed_on", "-id"],
                name="retrospective_listed",
                condition=Q(removed_at=None),
            ),
            models.Index(fields=_OF_PROJECT, name="retrospective_of_project"),
            models.Index(fields=["removed_at"], name="retrospective_removed", condition=_REMOVED),
        ]
        constraints = [
            *TextLengthChecks.of(
                "retrospective",
                title=200,
                summary=280,
                context=MARKDOWN_MAX_LENGTH,
                goal=MARKDOWN_MAX_LENGTH,
                measured=MARKDOWN_MAX_LENGTH,
                surprise=MARKDOWN_MAX_LENGTH,
                taking_part=200,
            ),
            models.CheckConstraint(
                condition=Q(status="draft") | Q(published_at__isnull=False),
                name="retrospective_published_at_some_time",
            ),
        ]

    def __str__(self):
        return self.title

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **options: Any) -> None:
        self.listed_on = self.dated_on or UNDATED
        if update_fields and DATED_BY & set(update_fields):
            update_fields = {*update_fields, "listed_on"}
        super().save(*args, update_fields=update_fields, **options)

    def get_absolute_url(self) -> str:
        return address_of("retrospective", self.pk)

    @property
    def dated_on(self) -> date | None:
        """The date shown in lists: when it was held, else published, else created.

        None for an import without a date: the day of the import is not its date.
        """
        if self.held_on or self.source_hash:
            return self.held_on
        return timezone.localdate(self.published_at or self.created_at)

    @property
    def is_draft(self) -> bool:
        return self.status == self.Status.DRAFT

    @property
    def is_published(self) -> bool:
        return self.status == self.Status.PUBLISHED

    @property
    def has_story(self) -> bool:
        """Whether any field under "Context and goal" is filled in."""
        return any((self.context, self.goal, self.result, self.measured, self.surprise))

    def is_written_by(self, user: Reader) -> bool:
        """Return whether `user` may edit it. Run one query."""
        return Retrospective.objects.editable_by(user).filter(pk=self.pk).exists()

    def is_facilitated_by(self, user: Reader) -> bool:
        """Return whether `user`, a writer, may facilitate; without a facilitator, every writer may."""
        return self.facilitator_id in (None, user.pk)

    def missing(self) -> list[tuple[str, str]]:
        """Return what is missing for publishing: [(message, id of the field)]. Run one query.

        A title, a summary and one lesson are enough (product.md, Data).
        """
        gaps = []
        if not self.title.strip():
            gaps.append(("Add a title", "headline"))
        if not self.summary.strip():
            gaps.append(("Add a summary of 1 or 2 sentences", "headline"))
        if not self.lessons.exists():
            gaps.append(("Add a lesson that another team could act on", "lessons"))
        return gaps

    def publish(self, *, by=None, quietly: bool = False) -> None:
        """Let every signed-in person read it. Post nothing to the wall.

        `quietly` sends no notifications, for imports of many at once.
        """
        with transaction.atomic():
            self.versions.published(self, by=by)
            self._set_status(
                self.Status.PUBLISHED, published_at=self.published_at or timezone.now()
            )
            if not quietly:
                team_id = self.project.team_id
                Notification.objects.announce(Notification.Kind.RETROSPECTIVE, self.pk, team_id)

    def unpublish(self, *, by=None) -> None:
        """Make it a draft again, which only its writers can read."""
        with transaction.atomic():
            self.versions.made_draft(self, by=by)
            self._set_status(self.Status.DRAFT)
            StoredInsights.objects.empty()

    def archive(self) -> None:
        """Keep it readable, but hide it from lists and kickoffs."""
        self._set_status(self.Status.ARCHIVED)

    def remove(self) -> None:
        """Move it to the trash and take its wall posts down. It can be restored for 30 days."""
        with transaction.atomic():
            self._set_status(self.status, removed_at=timezone.now())
            StoredInsights.objects.empty()
            for lesson in self.lessons.all():
                lesson.take_posts_down()

    def restore(self) -> None:
        """Restore. Its wall posts stay down until somebody posts them again."""
        self._set_status(self.status, removed_at=None)

    def _set_status(self, status, **fields) -> None:
        self.status = status
        for name, value in fields.items():
            setattr(self, name, value)
        with transaction.atomic():
            self.save(update_fields=["status", *fields])
