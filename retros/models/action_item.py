from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F
from django.utils import timezone

from retros.models.fields import TextLengthChecks, not_blank
from retros.models.parts import Part, PartQuerySet


class ActionItemQuerySet(PartQuerySet):
    def still_open(self) -> Self:
        """Return open items, those due soonest first."""
        return self.filter(status=ActionItem.Status.OPEN).order_by(
            F("due_on").asc(nulls_last=True), "pk"
        )


_ActionItemManager = models.Manager.from_queryset(ActionItemQuerySet)


class PresentActionItemManager(_ActionItemManager):
    def get_queryset(self):
        return super().get_queryset().filter(removed_at=None)


class ActionItem(Part):
    """A change that the team will make, with an owner and a due date."""

    class Status(models.TextChoices):
        OPEN = "open", "Open"
        DONE = "done", "Done"
        DROPPED = "dropped", "Dropped"

    text = models.CharField(
        "What you will change",
        max_length=200,
        validators=[not_blank],
        help_text="Start with a verb. For example: Time the index rebuild before every cutover",
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="action_items",
    )
    owner_role = models.CharField(
        "Or a role", max_length=80, blank=True, help_text="For example: platform on-call"
    )
    due_on = models.DateField("Due on", null=True, blank=True)
    status = models.CharField(max_length=7, choices=Status, default=Status.OPEN)
    note = models.CharField(max_length=500, blank=True)

    objects: ClassVar[PresentActionItemManager] = PresentActionItemManager()
    with_removed: ClassVar[models.Manager] = _ActionItemManager()

    class Meta(Part.Meta):
        default_related_name = "action_items"
        constraints = TextLengthChecks.of("actionitem", text=200, owner_role=80, note=500)

    def __str__(self):
        return self.text

    @property
    def days_overdue(self) -> int:
        """How many days ago it was due; 0 if it is not due yet, or closed."""
        if self.status != self.Status.OPEN or not self.due_on:
            return 0
        return max(0, (timezone.localdate() - self.due_on).days)
