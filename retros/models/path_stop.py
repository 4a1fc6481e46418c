from typing import Any, Self

from django.db import models
from django.db.models import Q

from accounts.models import Reader
from retros.models.decision import Decision
from retros.models.fields import TextLengthChecks
from retros.models.kickoff import Kickoff
from retros.models.lesson import Lesson
from retros.models.parts import trash_cutoff
from retros.models.reading_path import ReadingPath
from retros.models.retrospective import Retrospective
from retros.models.wall_post import WallPost

PATH_STOPS_MAX = 12
NOTE_MAX, WHY_MAX, LINK_MAX = 500, 200, 500
# What a stop can lead to on this site, by the name of its column.
STOP_MODELS: dict[str, type[Any]] = {
    "retrospective": Retrospective,
    "decision": Decision,
    "lesson": Lesson,
    "wall_post": WallPost,
    "kickoff": Kickoff,
}


def _exactly_one():
    """Of what a stop can be: a thing of this site, a note, or a link with its name."""
    empty = dict.fromkeys(STOP_MODELS)
    own = Q(**empty) & ~Q(text="")
    kinds = [
        Q(**{name: None for name in STOP_MODELS if name != kind}) & ~Q(**{kind: None})
        for kind in STOP_MODELS
    ]
    for kind in kinds:
        own |= kind & Q(text="", address="")
    return own


class PathStopQuerySet(models.QuerySet["PathStop"]):
    def present(self) -> Self:
        """Return stops that were not removed from their paths."""
        return self.filter(removed_at=None)

    def visible_to(self, user: Reader) -> Self:
        """Return stops of paths that `user` may read, and that lead to what `user` may read.

        A subquery for each kind: for exports. Pages use `retros.paths.load_stops`.
        """
        leads_on = ~Q(text="")
        for kind, model in STOP_MODELS.items():
            found = (
                WallPost.objects.on_wall() if model is WallPost else model.objects.visible_to(user)
            )
            leads_on |= Q(**{f"{kind}__in": found.order_by().values("pk")})
        return self.present().filter(leads_on, path__in=ReadingPath.objects.visible_to(user))

    def removed_lately(self) -> Self:
        """Return removed stops that can still be put back, last removed first."""
        return self.filter(removed_at__gte=trash_cutoff()).order_by("-removed_at", "-pk")


class PathStop(models.Model):
    """One stop of a path: a thing of this site, a note of its own, or a link elsewhere."""

    path = models.ForeignKey(ReadingPath, on_delete=models.CASCADE, related_name="stops")
    position = models.PositiveSmallIntegerField()
    retrospective = models.ForeignKey(
        Retrospective, on_delete=models.CASCADE, null=True, related_name="+"
    )
    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, null=True, related_name="+")
    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, null=True, related_name="+")
    wall_post = models.ForeignKey(WallPost, on_delete=models.CASCADE, null=True, related_name="+")
    kickoff = models.ForeignKey(Kickoff, on_delete=models.CASCADE, null=True, related_name="+")
    text = models.CharField(max_length=NOTE_MAX, blank=True)  # the note, or what the link is called
    address = models.CharField(max_length=LINK_MAX, blank=True)
    why = models.CharField("Why this", max_length=WHY_MAX, blank=True)

    removed_at = models.DateTimeField(null=True, editable=False)

    objects = PathStopQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            *TextLengthChecks.of("pathstop", text=NOTE_MAX, address=LINK_MAX, why=WHY_MAX),
            models.CheckConstraint(condition=_exactly_one(), name="pathstop_is_one_thing"),
        ]

    def __str__(self):
        return self.text or f"{self.kind} {self.target_id}"

    @property
    def kind(self) -> str:
        """A name out of STOP_MODELS, "note" or "link"."""
        held = (name for name in STOP_MODELS if getattr(self, f"{name}_id") is not None)
        return next(held, "link" if self.address else "note")

    @property
    def target_id(self) -> int | None:
        """The id of the thing of this site that it leads to."""
        return getattr(self, f"{self.kind}_id", None)

    @property
    def key(self) -> tuple[str, int | None]:
        """The kind and the id of what it leads to."""
        return self.kind, self.target_id
