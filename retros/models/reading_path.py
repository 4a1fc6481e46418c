from datetime import datetime, timedelta
from typing import Self

from django.db import models, transaction
from django.db.models import F, Max, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import Reader, Team, User
from retros.models.dates import start_of_today
from retros.models.fields import EditorField, TextLengthChecks, not_blank
from retros.models.parts import Authored

PATH_TITLE_MAX, FOR_WHOM_MAX = 120, 200
ANSWERS_ARE_NEW = timedelta(days=14)


class ReadingPathQuerySet(models.QuerySet["ReadingPath"]):
    def visible_to(self, user: Reader) -> Self:
        """Return published paths for signed-in people, and the drafts that `user` may change."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(published_at__isnull=False) | _written_by(user), removed_at=None)

    def editable_by(self, user: Reader) -> Self:
        """Return paths that `user` may change.

        Those are paths of their teams, the drafts that they made for the whole site and, for curators, all paths
        of the whole site and all published ones.
        """
        return self.written_by(user).filter(removed_at=None)

    def written_by(self, user: Reader) -> Self:
        """Return the same, with the ones in the trash."""
        return self.filter(_written_by(user)) if user.is_authenticated else self.none()

    def published(self) -> Self:
        """Return published paths."""
        return self.filter(published_at__isnull=False, removed_at=None)

    def proposed(self) -> Self:
        """Return drafts that wait for a curator to publish them, longest waiting first."""
        waiting = self.of(None).filter(published_at=None, removed_at=None)
        return waiting.exclude(proposed_at=None).order_by("proposed_at", "pk")

    def for_home(self, user: User) -> Self:
        """Return proposed ones that wait for `user` as a curator, and those of `user` answered lately."""
        lately = start_of_today() - ANSWERS_ARE_NEW
        found = Q(created_by=user, answered_at__gte=lately)
        if user.is_curator:
            found |= Q(published_at=None, proposed_at__isnull=False)
        return self.of(None).filter(found, removed_at=None).order_by("proposed_at", "pk")

    def of(self, team: Team | None) -> Self:
        """Return the paths of a team, or those of the whole site."""
        return self.filter(team=team)

    def for_lists(self) -> Self:
        """Order as they were published, so that new ones change no places; drafts last."""
        return self.order_by(F("published_at").asc(nulls_last=True), "pk")


def _written_by(user):
    own = Q(team__in=user.team_ids) | Q(team=None, created_by=user, published_at=None)
    return own | Q(team=None) | Q(published_at__isnull=False) if user.is_curator else own


def start_here_of(team: Team | None) -> str:
    """Return the address of Start here for a team, or for the whole site."""
    return reverse("team_start_here", args=[team.slug]) if team else reverse("start_here")


class ReadingPath(Authored):
    """A few things to read in order, chosen for somebody: by curators, or by a team."""

    title = models.CharField(max_length=PATH_TITLE_MAX, validators=[not_blank])
    for_whom = models.CharField(
        "For whom",
        max_length=FOR_WHOM_MAX,
        blank=True,
        help_text="For example: engineers in their first week",
    )
    # Paths of a team that is deleted are the site's, for curators to go on with.
    team = models.ForeignKey(
        Team, on_delete=models.SET_NULL, null=True, blank=True, related_name="reading_paths"
    )
    changed_by = EditorField()
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)
    published_at = models.DateTimeField(null=True, editable=False)
    # When somebody who is not a curator asked for their draft to be published for the whole site.
    proposed_at = models.DateTimeField(null=True, editable=False)
    # When a curator published a proposed draft or left it as one: its author hears of it on home.
    answered_at = models.DateTimeField(null=True, editable=False)
    removed_at = models.DateTimeField(null=True, editable=False)

    objects = ReadingPathQuerySet.as_manager()

    class Meta:
        ordering = ["title", "pk"]
        constraints = TextLengthChecks.of(
            "readingpath", title=PATH_TITLE_MAX, for_whom=FOR_WHOM_MAX
        )

    def __str__(self):
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("reading_path", args=[self.pk])

    @property
    def place(self) -> str:
        """The address of the page that lists it."""
        return start_here_of(self.team)

    @property
    def is_proposed(self) -> bool:
        return self.is_draft and self.team_id is None and self.proposed_at is not None

    def is_published_by(self, user: User) -> bool:
        """Tell whether one who may change it may also publish it."""
        return self.team_id is not None or user.is_curator

    @property
    def is_draft(self) -> bool:
        return self.published_at is None

    def is_edited_by(self, user: Reader) -> bool:
        """Tell whether `user` may change it. One query."""
        return ReadingPath.objects.editable_by(user).filter(pk=self.pk).exists()

    def note_change(self, *, by: User) -> None:
        """Remember who changed it last, and when."""
        self.changed_by, self.updated_at = by, timezone.now()
        self.save(update_fields=["changed_by", "updated_at"])

    def set_published(self, *, at: datetime | None) -> None:
        """Publish it, or make it a draft again (None). Either way it is no longer proposed."""
        self.answered_at = at if self.proposed_at else None
        self.published_at, self.proposed_at = at, None
        self.save(update_fields=["published_at", "proposed_at", "answered_at"])

    def set_proposed(self, *, at: datetime | None, answered_at: datetime | None = None) -> None:
        """Let it wait for a curator, or no longer (None)."""
        self.proposed_at, self.answered_at = at, answered_at
        self.save(update_fields=["proposed_at", "answered_at"])

    def add_stops(self, stops) -> None:
        """Put PathStops, unsaved or removed before, behind the others."""
        last = self.stops.aggregate(last=Max("position"))["last"] or 0
        for position, stop in enumerate(stops, start=last + 1):
            stop.path, stop.position, stop.removed_at = self, position, None
            stop.save()

    def move_stop(self, pk: int, *, up: bool, among: list[int]) -> None:
        """Swap a stop with its neighbor among the stops `among`, which are those that its mover sees.

        Do nothing at either end.
        """
        place = among.index(pk) + (-1 if up else 1)
        if not 0 <= place < len(among):
            return
        with transaction.atomic():
            order = list(self.stops.present().select_for_update().values_list("pk", flat=True))
            first, second = order.index(pk), order.index(among[place])
            order[first], order[second] = order[second], order[first]
            for position, each in enumerate(order, start=1):
                self.stops.filter(pk=each).update(position=position)

    def remove(self) -> None:
        """Move to the trash, from where it can come back for 30 days."""
        self._set_removed(timezone.now())

    def restore(self) -> None:
        """Restore from the trash."""
        self._set_removed(None)

    def _set_removed(self, moment) -> None:
        self.removed_at = moment
        self.save(update_fields=["removed_at"])
