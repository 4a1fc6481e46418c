"""List what a person may restore from the trash."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from retros.access_to_wall import changeable_wall_posts
from retros.history import HEADINGS
from retros.models import (
    TRASH_DAYS,
    Kickoff,
    ReadingPath,
    Retrospective,
    Risk,
    WallPost,
    snapshot,
    trash_cutoff,
)
from retros.rendering import excerpt


@dataclass
class TrashEntry:
    """An item in the trash: its kind, place, removal time and restore address."""

    kind: str
    title: str
    place: str
    removed_at: datetime
    address: str

    @property
    def word(self):
        word = (
            HEADINGS[self.kind][1] if self.kind in snapshot.PARTS else self.kind.replace("-", " ")
        )
        return word.capitalize()

    @property
    def days_left(self):
        """Whole days until it may be erased, at least 1."""
        left = self.removed_at + timedelta(days=TRASH_DAYS) - timezone.now()
        return max(1, left.days)


def trash_entries(user: User, *, posted_here: Iterable[int]) -> list[tuple[datetime, str, int]]:
    """Return (removal time, kind, id) of all items that `user` may restore, last removed first.

    `posted_here` holds the ids of wall posts that the browser remembers. Run one query per kind.
    """
    found = []
    for kind, rows in _rows(user, posted_here).items():
        moment = "taken_down_at" if kind == "wall-post" else "removed_at"
        recent = rows.filter(**{f"{moment}__gte": trash_cutoff()}).order_by()
        found += [(at, kind, pk) for at, pk in recent.values_list(moment, "pk").distinct()]
    return sorted(found, reverse=True)


def load_entries(places: Iterable[tuple[datetime, str, int]]) -> list[TrashEntry]:
    """Load the TrashEntry of each row from `trash_entries`, in order. Run one query per kind."""
    of_kind: dict[str, list[int]] = {}
    for _, kind, pk in places:
        of_kind.setdefault(kind, []).append(pk)
    things = {kind: _load_rows(kind, pks) for kind, pks in of_kind.items()}
    return [
        _trashed_item(kind, things[kind][pk], moment)
        for moment, kind, pk in places
        if pk in things[kind]  # not erased meanwhile
    ]


def _load_rows(kind, pks):
    if kind == "kickoff":
        return Kickoff.objects.select_related("project").in_bulk(pks)
    if kind == "retrospective":
        return Retrospective.objects.select_related("project").in_bulk(pks)
    if kind == "risk":
        return Risk.objects.select_related("kickoff__project").in_bulk(pks)
    if kind == "wall-post":
        return WallPost.objects.in_bulk(pks)
    if kind == "path":
        return ReadingPath.objects.in_bulk(pks)
    return snapshot.PARTS[kind].with_removed.select_related("retrospective").in_bulk(pks)


def _trashed_item(kind, thing, moment):
    if kind in snapshot.PARTS:
        record = thing.retrospective
        address = reverse("part_restore", args=[record.pk, kind, thing.pk])
        return TrashEntry(kind, excerpt(thing), record.title, moment, address)
    if kind == "risk":
        address = reverse("risk_restore", args=[thing.kickoff_id, thing.pk])
        return TrashEntry(kind, thing.text, thing.kickoff.project.name, moment, address)
    if kind == "wall-post":
        return TrashEntry(
            kind, thing.learned, "Fail Wall", moment, _restore_address("wall_post_put_back", thing)
        )
    if kind == "path":
        return TrashEntry(
            kind, thing.title, "Start here", moment, _restore_address("path_restore", thing)
        )
    title = thing.title if kind == "retrospective" else thing.project.name
    place = thing.project.name if kind == "retrospective" else ""
    return TrashEntry(kind, title, place, moment, _restore_address(f"{kind}_restore", thing))


def _restore_address(name, thing):
    return reverse(name, args=[thing.pk])


def _rows(user, posted_here):
    written = Retrospective.objects.editable_by(user).values("pk")
    rows = {
        kind: model.with_removed.filter(retrospective__in=written)
        for kind, model in snapshot.PARTS.items()
    }
    return rows | {
        "retrospective": Retrospective.objects.restorable_from_trash_by(user),
        "kickoff": Kickoff.objects.written_by(user),
        "risk": Risk.objects.written_by(user),
        "path": ReadingPath.objects.written_by(user),
        "wall-post": changeable_wall_posts(user, posted_here).filter(awaits_review=False),
    }
