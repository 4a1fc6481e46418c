from datetime import timedelta
from typing import Self, cast

from django.db import models
from django.urls import reverse
from django.utils import timezone
from taggit.managers import TaggableManager

from accounts.models import Reader, Team, User
from accounts.slugs import unique_slug
from retros.models.dates import start_of_today
from retros.models.fields import MARKDOWN_MAX_LENGTH, MarkdownField, TextLengthChecks, not_blank
from retros.models.readers import READABLE

# How long after its end a project is listed as waiting for its retrospective; without an end date,
# how old the project may be.
REMIND_FOR, UNDATED_REMIND_FOR = timedelta(days=90), timedelta(days=365)


def _related(model: type[models.Model], name: str) -> models.QuerySet[models.Model]:
    """Return what points at each project of an outer query, those in the trash too."""
    related = cast(type[models.Model], model._meta.get_field(name).related_model)
    return related._base_manager.filter(project=models.OuterRef("pk"))


class ProjectQuerySet(models.QuerySet["Project"]):
    def visible_to(self, user: Reader) -> Self:
        """Return projects that `user` may know of: signed in, all but those of hidden drafts.

        A name alone can tell too much ("Takeover of …"), so a project whose only texts are drafts
        is visible to its team and to those who may read one of them.
        """
        if not user.is_authenticated:
            return self.none()
        records = _related(self.model, "retrospectives")
        there = records.filter(removed_at=None)
        mine = models.Q(created_by=user) | models.Q(facilitator=user) | models.Q(invited=user)
        kickoffs = _related(self.model, "kickoffs").filter(removed_at=None)
        my_teams = Team.objects.filter(memberships__user=user)
        return self.filter(
            models.Exists(there.filter(status__in=READABLE))  # first: it ends most searches
            | models.Exists(there.filter(mine))
            | ~models.Exists(records)
            | models.Exists(kickoffs)
            | models.Q(team__in=my_teams)
        )

    def editable_by(self, user: User) -> Self:
        """Return projects of the user's teams and projects without a team."""
        mine = models.Q(team=None) | models.Q(team__in=Team.objects.filter(memberships__user=user))
        return self.visible_to(user).filter(mine)

    def concerning(self, user: User) -> Self:
        """Return projects of the user's teams and those whose kickoff they created."""
        of_teams = self.filter(team__memberships__user=user).order_by().values("pk")
        started = self.filter(kickoffs__created_by=user, kickoffs__removed_at=None)
        # Either by its index: of both together PostgreSQL would read all projects.
        mine = of_teams.union(started.order_by().values("pk"))
        return self.visible_to(user).filter(pk__in=mine)

    def awaiting_retrospective(self) -> Self:
        """Return projects that ended recently and have no retrospective yet."""
        today = timezone.localdate()
        ended = models.Q(ended_on__lte=today, ended_on__gt=today - REMIND_FOR)
        undated = models.Q(status__in=Project.OVER, ended_on=None)
        undated &= models.Q(created_at__gte=start_of_today() - UNDATED_REMIND_FOR)
        told = _related(self.model, "retrospectives").filter(removed_at=None)
        return self.filter(~models.Exists(told), ended | undated)


class Project(models.Model):
    """A piece of work that has a retrospective, a kickoff or both."""

    class Kind(models.TextChoices):
        NEW_PRODUCT = "new-product", "New product"
        FEATURE = "feature", "Feature"
        MIGRATION = "migration", "Migration"
        RESEARCH = "research", "Research"
        INTERNAL_TOOL = "internal-tool", "Internal tool"
        EVENT = "event", "Event"
        OTHER = "other", "Other"

    class Status(models.TextChoices):
        PLANNED = "planned", "Planned"
        RUNNING = "running", "Running"
        ENDED = "ended", "Ended"
        STOPPED_EARLY = "stopped-early", "Stopped early"

    OVER = (Status.ENDED, Status.STOPPED_EARLY)

    name = models.CharField(max_length=120, validators=[not_blank])
    slug = models.SlugField(max_length=140, unique=True, allow_unicode=True, editable=False)
    team = models.ForeignKey(
        Team, on_delete=models.SET_NULL, null=True, blank=True, related_name="projects"
    )
    kind = models.CharField(max_length=20, choices=Kind, blank=True)
    status = models.CharField(max_length=20, choices=Status, blank=True)
    started_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    description = MarkdownField()
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    tags = TaggableManager(blank=True)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["name", "id"], name="project_by_name")]
        constraints = [
            *TextLengthChecks.of("project", name=120, description=MARKDOWN_MAX_LENGTH),
            models.CheckConstraint(
                condition=models.Q(started_on__isnull=True)
                | models.Q(ended_on__isnull=True)
                | models.Q(ended_on__gte=models.F("started_on")),
                name="project_ends_after_its_start",
                violation_error_message="The project can't end before it starts.",
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs) -> None:
        if not self.slug:
            self.slug = unique_slug(self, self.name)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("project", args=[self.slug])

    @property
    def is_over(self) -> bool:
        """Whether it ended, by its status or its date."""
        has_passed = self.ended_on is not None and self.ended_on <= timezone.localdate()
        return has_passed or self.status in self.OVER
