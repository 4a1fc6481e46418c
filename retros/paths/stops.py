"""The stops of paths as one reader may see them, and how long each takes to read.

What a stop leads to is read through `visible_to`. A stop whose thing the reader may not see, that is
in the trash or off the wall, is left out before anything is counted.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Sum
from django.db.models.functions import Length
from django.urls import reverse

from accounts.models import Reader
from retros.models import (
    STOP_MODELS,
    Decision,
    Kickoff,
    Lesson,
    PathStop,
    ReadingPath,
    Retrospective,
    SearchEntry,
    WallPost,
)

CHARACTERS_A_MINUTE = 1200  # 200 words of six characters
_RECORD = ("retrospective__title", "retrospective__status", "retrospective__project__name")
_TITLES = {
    "retrospective": "title",
    "decision": "choice",
    "lesson": "statement",
    "wall_post": "learned",
    "kickoff": "project",
}
LABELS = {
    "retrospective": "Retrospective",
    "decision": "Decision",
    "lesson": "Lesson",
    "wall_post": "Wall post",
    "kickoff": "Kickoff brief",
    "note": "Note",
    "link": "Link",
}
_ICONS = {
    "retrospective": "book",
    "decision": "milestone",
    "lesson": "repeat",
    "wall_post": "quote",
    "kickoff": "list",
    "note": "pencil",
    "link": "link",
}


@dataclass(frozen=True)
class ShownStop:
    """A stop, the thing that it leads to (None for notes and links), and how much there is to read."""

    row: PathStop
    thing: Any  # a row of one of STOP_MODELS, or None
    characters: int

    @property
    def label(self) -> str:
        """What it is: "Lesson", "Note" …"""
        return LABELS[self.row.kind]

    @property
    def icon(self) -> str:
        """Its category's, else its kind's, by the name in the sprite."""
        return getattr(self.thing, "category", "") or _ICONS[self.row.kind]

    @property
    def title(self) -> str:
        """What its link says; for a note, the note."""
        return str(getattr(self.thing, _TITLES[self.row.kind])) if self.thing else self.row.text

    @property
    def url(self) -> str:
        """Where it leads; "" for a note."""
        if isinstance(self.thing, Kickoff):
            return reverse("kickoff_brief", args=[self.thing.pk])
        return self.thing.get_absolute_url() if self.thing else self.row.address

    @property
    def project(self) -> str:
        """The project that it comes from; "" where that goes without saying."""
        if isinstance(self.thing, Decision | Lesson):
            return self.thing.retrospective.project.name
        return self.thing.project.name if isinstance(self.thing, Retrospective) else ""

    @property
    def remark(self) -> str:
        """Why to read it with care; usually ""."""
        if getattr(self.thing, "is_replaced", False):
            return "No longer stands"
        return "Retired" if getattr(self.thing, "is_retired", False) else ""

    @property
    def is_draft(self) -> bool:
        """Whether only some may read it: a draft, or of one."""
        record = self.thing if isinstance(self.thing, Retrospective) else None
        record = record or getattr(self.thing, "retrospective", None)
        return record is not None and record.is_draft

    @property
    def key(self) -> str:
        """What it leads to, such as "lesson-12"."""
        return f"{self.row.kind}-{self.row.target_id}"

    @property
    def minutes(self) -> int:
        """How long it takes to read, at least a minute; 0 for a link, of which nobody knows."""
        return 0 if self.row.kind == "link" else minutes_for(self.characters)


def minutes_for(characters: int) -> int:
    """Return how long so many characters take to read, rounded up."""
    return -(-max(characters, 1) // CHARACTERS_A_MINUTE)


def load_stops(paths: Iterable[ReadingPath], user: Reader) -> dict[int, list[ShownStop]]:
    """Return {id of a path: its stops that `user` may see, in order}. Up to 8 queries."""
    rows = list(PathStop.objects.present().filter(path__in=[path.pk for path in paths]))
    shown = defaultdict(list)
    for stop in shown_stops(rows, user):
        shown[stop.row.path_id].append(stop)
    return shown


def shown_stops(rows: Iterable[PathStop], user: Reader) -> list[ShownStop]:
    """Return those of `rows`, also unsaved ones, that `user` may see. Up to 7 queries."""
    rows = list(rows)
    things: dict[tuple[str, int | None], Any] = {}
    for kind, found in _readable(user).items():
        ids = {row.target_id for row in rows if row.kind == kind}
        if ids:
            things |= {(kind, thing.pk): thing for thing in found.filter(pk__in=ids)}
    characters = _characters(things)
    return [
        ShownStop(row, things.get(row.key), characters.get(row.key, len(row.text)))
        for row in rows
        if row.kind not in STOP_MODELS or row.key in things
    ]


def _readable(user):
    """Return {kind: the rows that may be stops of what `user` reads}, as narrow as a list needs."""
    of_record = Lesson.objects.visible_to(user).select_related("retrospective__project")
    decisions = Decision.objects.visible_to(user).select_related("retrospective__project")
    return {
        "retrospective": Retrospective.objects.visible_to(user)
        .select_related("project")
        .only("title", "status", "project__name"),
        "decision": decisions.with_standing(user).only("choice", *_RECORD),
        "lesson": of_record.only("statement", "category", "status", *_RECORD),
        "wall_post": WallPost.objects.on_wall().only("learned", "category"),
        "kickoff": Kickoff.objects.visible_to(user)
        .select_related("project")
        .annotate(characters=Length("brief"))
        .only("project__name"),
    }


def _characters(things):
    """Return {key: how many characters there are to read}; a retrospective's with all its parts."""
    size = Sum(Length("title") + Length("body"))
    of_kind = defaultdict(list)
    for kind, pk in things:
        of_kind[kind].append(pk)
    found = {key: thing.characters for key, thing in things.items() if key[0] == "kickoff"}
    if records := of_kind.pop("retrospective", None):
        entries = SearchEntry.objects.filter(retrospective__in=records)
        sums = entries.order_by().values_list("retrospective").annotate(size=size)
        found |= {("retrospective", pk): number for pk, number in sums}
    alone = [pk for kind in ("decision", "lesson", "wall_post") for pk in of_kind[kind]]
    if alone:
        entries = SearchEntry.objects.filter(object_id__in=alone)
        entries = entries.annotate(characters=Length("title") + Length("body"))
        for kind, pk, number in entries.values_list("kind", "object_id", F("characters")):
            found.setdefault((kind.replace("-", "_"), pk), number)  # ids of other kinds are alike
    return found
