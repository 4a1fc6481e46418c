"""Bringing an earlier version back: all of it, or one item. The text as it was is kept first."""

import hashlib
import json
from contextlib import contextmanager

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from retros.models import Decision, Lesson, Retrospective, Version, current_names, snapshot
from retros.search import index_retrospectives, paused


def fingerprint(words: object) -> str:
    """Hash `words`, a state or an item of one, to notice that it changed."""
    return hashlib.sha256(json.dumps(words, sort_keys=True).encode()).hexdigest()[:32]


def restore(version: Version, *, by: User) -> None:
    """Make the whole text what it was in the earlier `version`.

    Parts come back under their own ids, also from the trash; parts added since go to the trash. What
    is the same is not touched, so nobody who is writing there meets a conflict. Wall posts stay
    as they are. One transaction.
    """
    with _restoring(version, by) as (retrospective, now, then):
        for name in snapshot.OWN:
            _write_own(retrospective, name, now, then, by)
        for name in snapshot.PARTS:
            _write_parts(retrospective, name, now[name], then[name])


def restore_item(version: Version, name: str, number: int, *, by: User) -> None:
    """Make one item what it was in the earlier `version`: own text, or the part with that id."""
    with _restoring(version, by) as (retrospective, now, then):
        if name in snapshot.OWN:
            _write_own(retrospective, name, now, then, by)
        else:
            _write_part(retrospective, name, next(p for p in then[name] if p["id"] == number))


@contextmanager
def _restoring(version, by):
    """The transaction of a restore: (retrospective, the state now, the state to come)."""
    retrospective = version.retrospective
    with transaction.atomic():
        with paused(), transaction.atomic():
            Version.objects.before_restoring(version, by=by)
            version.refresh_from_db(fields=["state"])  # the trash may have been emptied meanwhile
            yield retrospective, snapshot.state_of(retrospective.pk), version.state
            Decision.objects.filter(retrospective=retrospective).break_circles()
            Retrospective.objects.filter(pk=retrospective.pk).update(updated_at=timezone.now())
        index_retrospectives([retrospective.pk])


def _write_own(retrospective, name, now, then, by):
    fields = [*snapshot.OWN[name], "tags"] if name == "details" else snapshot.OWN[name]
    if all(now[field] == then[field] for field in fields):
        return
    version_field = f"{name}_version"
    Retrospective.objects.filter(pk=retrospective.pk).update(
        **_values(Retrospective, then, snapshot.OWN[name]),
        **{version_field: F(version_field) + 1, f"{name}_changed_by": by},
    )
    if name == "details":
        retrospective.tags.set(current_names(then["tags"]))


def _write_parts(retrospective, name, now, then):
    model, held = snapshot.PARTS[name], {part["id"]: part for part in now}
    added_since = held.keys() - {part["id"] for part in then}
    model.objects.filter(pk__in=added_since).update(removed_at=timezone.now())
    for words in then:
        if words != held.get(words["id"]):
            _write_part(retrospective, name, words)
    order = [part["id"] for part in then]
    if order != [part["id"] for part in now]:
        for position, pk in enumerate(order, start=1):
            model.objects.filter(pk=pk).update(position=position)


def _write_part(retrospective, name, words):
    """Write the part's fields, and restore it from the trash if necessary."""
    model = snapshot.PARTS[name]
    values = _values(model, words, snapshot.PART_FIELDS[name]) | {"updated_at": timezone.now()}
    rows = model.with_removed.filter(retrospective=retrospective, pk=words["id"])
    if not rows.update(**values, removed_at=None, changed_by=None, version=F("version") + 1):
        model.objects.create(pk=words["id"], retrospective=retrospective, **values)
    if model is Lesson:
        _write_lesson(rows.get(), words)


def _write_lesson(lesson, words):
    lesson.tags.set(current_names(words["tags"]))
    if lesson.retired_at:
        Lesson.objects.filter(pk=lesson.pk).update(status=Lesson.Status.RETIRED)
    elif lesson.is_retired:
        lesson.reinstate()


def _values(model, words, names):
    """Return column values from a state; references to deleted rows become None."""
    values = {}
    for name in names:
        column = model._meta.get_field(name)
        value = None if words[name] is None else column.to_python(words[name])
        is_gone = value is not None and name in _POINTS_AT and not _exists(name, value)
        values[name] = None if is_gone else value
    return values


_POINTS_AT = {
    "owner_id": User.objects,
    "signed_by_id": User.objects,
    "decision_id": Decision.with_removed,
    "superseded_by_id": Decision.with_removed,
}


def _exists(name, pk):
    return _POINTS_AT[name].filter(pk=pk).exists()
