"""Erase again what a restored backup still holds."""

from collections.abc import Iterable
from datetime import UTC, datetime

from accounts.models import AuditEntry, LastAdministratorError, User
from retros.models import Kickoff, PathStop, ReadingPath, Retrospective, Risk, WallPost, snapshot
from retros.trash.erasing import empty_trash
from retros.trash.forgetting import FORGOTTEN, forget

ERASED_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def erase_again(erasures: Iterable[tuple[str, list[str]]]) -> int:
    """Erase rows that were erased before: (kind, ids) as `Erasure` keeps them. Return how many.

    For a restored backup that still holds them, in or out of the trash. People who were forgotten
    since are forgotten again, except who is the only administrator in that backup.
    """
    number, models = 0, _erasable_models()
    people: list[str] = []
    for kind, ids in erasures:
        if kind == FORGOTTEN:
            people += ids
            continue
        moment = "taken_down_at" if kind == "wall post" else "removed_at"
        reviewed = {"awaits_review": False} if kind == "wall post" else {}
        rows = models[kind]._base_manager.filter(pk__in=ids)
        number += rows.update(**{moment: ERASED_LONG_AGO}, **reviewed)
    if number:
        list(empty_trash())
    return number + _forget_again(people)


def _erasable_models():
    others = {"retrospective": Retrospective, "kickoff": Kickoff, "risk": Risk}
    others |= {"path": ReadingPath, "stop": PathStop}
    return {**snapshot.PARTS, **others, "wall post": WallPost}


def _forget_again(ids):
    number = 0
    for person in User.objects.filter(pk__in=ids).order_by("pk"):
        try:
            forget(person, origin=AuditEntry.Origin.COMMAND)
        except LastAdministratorError:
            continue
        number += 1
    return number
