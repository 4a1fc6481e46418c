import re
from collections.abc import Iterable
from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone
from django.utils.timesince import timesince

from accounts.models import Reader
from retros.addresses import address_of
from retros.models.fields import TextLengthChecks, not_blank
from retros.models.parts import Part, PartQuerySet
from retros.models.project import Project
from retros.models.readers import READABLE, IsWriter
from retros.models.retrospective import Retrospective

TOO_LONG = 12  # words of a text of which imports may keep the whole in its note


class ActionItemQuerySet(PartQuerySet):
    def still_open(self) -> Self:
        """Return open items, those due soonest first."""
        return self.filter(status=ActionItem.Status.OPEN).order_by(
            F("due_on").asc(nulls_last=True), "pk"
        )

    def due(self, day: date, since: date) -> Self:
        """Return those whose due date comes after `since`, up to `day`."""
        return self.filter(due_on__gt=since, due_on__lte=day)

    def closable_by(self, user: Reader) -> Self:
        """Return items that `user` owns or whose retrospective they edit; of published ones, curators all."""
        written = Retrospective.objects.editable_by(user).values("pk")
        return self._closable(user, Q(retrospective__in=written))

    def closable_among(self, pks: Iterable[int], user: Reader) -> set[int]:
        """Return which of these `closable_by` allows, without reading all that `user` wrote. One query."""
        if not user.is_authenticated:
            return set()
        few = self.filter(pk__in=pks)._closable(user, Q(IsWriter(user, "retrospective__")))
        return set(few.order_by().values_list("pk", flat=True))

    def _closable(self, user, written):
        if not user.is_authenticated:
            return self.none()
        allowed = Q(owner=user) | written
        if user.is_curator:
            allowed |= Q(retrospective__status__in=READABLE)
        return self.visible_to(user).filter(allowed)

    def waiting_for(self, project: Project) -> Self:
        """Return open items of the team of `project`, those due soonest first; none without a team."""
        if project.team_id is None:
            return self.none()
        found = self.still_open().filter(retrospective__project__team=project.team_id)
        return found.select_related("retrospective", "owner")


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
        UNKNOWN = "unknown", "Closed, outcome unknown"

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
    done_when = models.CharField(
        "Done when",
        max_length=200,
        blank=True,
        default="",
        db_default="",
        help_text="For example: two cutovers in a row were timed",
    )
    status = models.CharField(max_length=7, choices=Status, default=Status.OPEN)
    dropped_because = models.CharField(
        "Why it was dropped",
        max_length=200,
        blank=True,
        default="",
        db_default="",
        help_text="For example: the next project taught us something better",
    )
    elsewhere = models.URLField(
        "Address in another tool",
        max_length=500,
        blank=True,
        default="",
        db_default="",
        help_text="For example: the address of its issue. Nothing is sent there.",
    )
    note = models.CharField(max_length=500, blank=True)
    # None for those that were closed before they came here: nobody knows when.
    closed_on = models.DateField(null=True, editable=False)

    objects: ClassVar[PresentActionItemManager] = PresentActionItemManager()
    with_removed: ClassVar[models.Manager] = _ActionItemManager()

    class Meta(Part.Meta):
        default_related_name = "action_items"
        indexes = [
            models.Index(
                fields=["status", "due_on", "id"],
                name="action_item_due",
                condition=Q(removed_at__isnull=True),
            ),
            models.Index(
                fields=["retrospective", "removed_at", "status"],
                name="action_item_of_retrospective",
            ),
        ]
        constraints = TextLengthChecks.of(
            "actionitem",
            text=200,
            owner_role=80,
            done_when=200,
            dropped_because=200,
            elsewhere=500,
            note=500,
        )

    def __str__(self):
        return self.text

    def get_absolute_url(self) -> str:
        """Return its place on the page of its retrospective."""
        return f"{address_of('retrospective', self.retrospective_id)}#{self.anchor}"

    def also_written(self, values: dict) -> dict:
        """Return when it was closed, where `values` close what is open in the database."""
        if "status" not in values:
            return {}
        if values["status"] == self.Status.OPEN:
            return {"closed_on": None}
        today = Value(timezone.localdate(), output_field=models.DateField())
        return {"closed_on": Case(When(status=self.Status.OPEN, then=today), default="closed_on")}

    @property
    def overdue_for(self) -> str:
        """For how long it is overdue, such as "3 weeks"; "" if it is not due yet, or closed."""
        today = timezone.localdate()
        if self.status != self.Status.OPEN or not self.due_on or self.due_on >= today:
            return ""
        return timesince(self.due_on, today, depth=1)

    @property
    def open_for(self) -> str:
        """Its age by the date of its retrospective, such as "2 years"; "" if unknown, or closed."""
        today, since = timezone.localdate(), self.retrospective.dated_on
        if self.status != self.Status.OPEN or not since or since >= today:
            return ""
        return timesince(since, today, depth=1)

    @property
    def rest_of_note(self) -> str:
        """The note without the text where it repeats it: imports put there all of what was too long."""
        words = self.text.removesuffix("…").split()
        if len(words) < TOO_LONG:
            return self.note
        return re.sub(r"\s+".join(map(re.escape, words)), "…", self.note, count=1)

    @property
    def elsewhere_link(self) -> str:
        """Its address in another tool if a browser may follow it: documents can say anything."""
        return self.elsewhere if self.elsewhere.startswith(("https://", "http://")) else ""
