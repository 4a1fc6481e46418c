from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from retros.models.path_stop import STOP_MODELS, PathStop
from retros.models.reading_path import ReadingPath
from retros.models.version import SITTING_MINUTES


class PathVersionQuerySet(models.QuerySet["PathVersion"]):
    def keep(self, path: ReadingPath, *, by: User, cause: str = "edited") -> None:
        """Keep the text of `path` after `by` changed it.

        Call it last in the transaction of the change, while the row of the path is locked. Drafts
        that were never published are left alone. Edits of one person within ten minutes are one
        version. Three queries.
        """
        newest = self.filter(path=path).first()
        if newest is None and path.is_draft:
            return
        state, now = state_of_path(path), timezone.now()
        how = {"state": state, "made_at": now, "changed_by": by, "cause": cause}
        if newest is None:
            self.create(path=path, number=1, **how)
        elif newest.state == state and cause == "edited":
            return
        elif cause == newest.cause == "edited" and newest.continues_sitting_of(by, now):
            self.filter(pk=newest.pk).update(**how)
        else:
            self.create(path=path, number=newest.number + 1, **how)


def state_of_path(path: ReadingPath) -> dict[str, Any]:
    """Return the text of a path as data: {"title", "for_whom", "stops": [{"kind", "id", …}]}."""
    stops = [
        {"kind": stop.kind, "id": stop.target_id, "why": stop.why}
        | ({"text": stop.text, "address": stop.address} if stop.text else {})
        for stop in path.stops.present()
    ]
    return {"title": path.title, "for_whom": path.for_whom, "stops": stops}


def stops_from_state(state: dict[str, Any]) -> list[PathStop]:
    """Return the unsaved stops of a state, without those whose things were erased since."""
    stops = []
    for words in state["stops"]:
        leads_to = {f"{words['kind']}_id": words["id"]} if words["kind"] in STOP_MODELS else {}
        own = {name: words.get(name, "") for name in ("text", "address", "why")}
        stops.append(PathStop(**leads_to, **own))
    held = {
        (kind, pk)
        for kind, model in STOP_MODELS.items()
        for pk in model._base_manager.filter(
            pk__in=[stop.target_id for stop in stops if stop.kind == kind]
        ).values_list("pk", flat=True)
    }
    return [stop for stop in stops if stop.text or stop.key in held]


class PathVersion(models.Model):
    """A path as somebody left it, since it was first published. The newest is what it says now."""

    class Cause(models.TextChoices):
        PUBLISHED = "published", "Published"
        EDITED = "edited", "Edited"
        RESTORED = "restored", "Restored"

    path = models.ForeignKey(ReadingPath, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.JSONField()  # as `state_of_path` returns it
    cause = models.CharField(max_length=9, choices=Cause)
    made_at = models.DateTimeField()
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    objects = PathVersionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint("path", "number", name="pathversion_number_once"),
        ]

    def __str__(self):
        return f"Version {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("path_version", args=[self.path_id, self.number])

    def restore(self, *, by: User) -> None:
        """Make the path what it was in this version. What was erased since stays away."""
        with transaction.atomic():
            path = ReadingPath.objects.select_for_update().get(pk=self.path_id)
            path.title, path.for_whom = self.state["title"], self.state["for_whom"]
            path.save(update_fields=["title", "for_whom"])
            path.stops.present().delete()
            path.add_stops(stops_from_state(self.state))
            path.note_change(by=by)
            PathVersion.objects.keep(path, by=by, cause=PathVersion.Cause.RESTORED)

    def continues_sitting_of(self, person, now) -> bool:
        """Tell whether a change that `person` makes `now` belongs to this version."""
        since = now - timedelta(minutes=SITTING_MINUTES)
        return self.changed_by_id == person.pk and self.made_at >= since
