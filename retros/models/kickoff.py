from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from retros.models.fields import MARKDOWN_MAX_LENGTH, MarkdownField, TextLengthChecks, not_blank
from retros.models.parts import Authored
from retros.models.project import Project


class KickoffQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Kickoffs are shared with every signed-in person; visitors see none."""
        return self.all() if user.is_authenticated else self.none()

    def editable_by(self, user):
        """Kickoffs that `user` made or whose project belongs to a team of theirs."""
        if not user.is_authenticated:
            return self.none()
        of_my_teams = Project.objects.filter(team__memberships__user=user).values("pk")
        return self.filter(Q(created_by=user) | Q(project__in=of_my_teams))


class Kickoff(Authored):
    """The look back before a project starts: a brief, the risks imagined, the lessons chosen."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="kickoffs")
    brief = MarkdownField(
        "What are you about to start?",
        blank=False,
        validators=[not_blank],
        help_text="A few sentences: goal, constraints, what is new to you.",
    )
    held_on = models.DateField("Held on", null=True, blank=True)
    # Terms that people added to what is read from the brief, or took away from it.
    added_terms = models.JSONField(default=list, blank=True, editable=False)
    dropped_terms = models.JSONField(default=list, blank=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="kickoffs",
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    client_id = models.UUIDField(unique=True, null=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = KickoffQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = TextLengthChecks.of("kickoff", brief=MARKDOWN_MAX_LENGTH)

    def __str__(self):
        return f"Kickoff: {self.project}"

    def get_absolute_url(self):
        return reverse("kickoff", args=[self.pk])

    def is_edited_by(self, user):
        """Whether `user` may change it. One query."""
        return Kickoff.objects.editable_by(user).filter(pk=self.pk).exists()
