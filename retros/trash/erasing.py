"""Erase what has been in the trash for too long, with its history and every trace of its text.

Each item is erased in its own transaction, which checks again whether it is still in the trash:
people edit and restore items in the meantime.
"""

import json
from collections.abc import Iterator

from django.db import transaction
from taggit.models import Tag, TaggedItem

from retros.history import HEADINGS, pictures_in, still_shown
from retros.models import (
    Attachment,
    Erasure,
    Kickoff,
    Lesson,
    PathStop,
    PendingPicture,
    ReadingPath,
    Retrospective,
    Risk,
    StoredInsights,
    Version,
    WallPost,
    snapshot,
    trash_cutoff,
)
from retros.search import leave_no_trace


def empty_trash(*, for_good: bool = True) -> Iterator[str]:
    """Erase what was removed more than 30 days ago; yield a line per item, without its text.

    Without `for_good`, only report what would be erased. A second run finds nothing.
    """
    yield from _erase_all(trash_cutoff(), for_good)
    if for_good:
        PendingPicture.objects.forget_old()
        StoredInsights.objects.empty()
        leave_no_trace()


def _erase_all(before, for_good):
    old = {"removed_at__lt": before}
    for pk in _pks(Retrospective.objects.filter(**old)):
        yield from _in_transaction(erase_retrospective, for_good, pk, old)
    holding = set()
    for model in snapshot.PARTS.values():
        holding |= set(model.with_removed.filter(**old).values_list("retrospective", flat=True))
    for pk in sorted(holding):
        yield from _in_transaction(_erase_parts, for_good, pk, old)
    for pk in _pks(Kickoff.objects.filter(**old)):
        yield from _in_transaction(
            _erase_row, for_good, "kickoff", Kickoff.objects.filter(**old, pk=pk)
        )
    for word, model in (("path", ReadingPath), ("stop", PathStop)):
        for pk in _pks(model.objects.filter(**old)):
            yield from _in_transaction(
                _erase_row, for_good, word, model.objects.filter(**old, pk=pk)
            )
    risks = Risk.objects.filter(**old)
    if risks.exists():
        yield from _in_transaction(_erase_risks, for_good, risks)
    down = WallPost.objects.filter(taken_down_at__lt=before, awaits_review=False)
    for pk in _pks(down):
        yield from _in_transaction(_erase_row, for_good, "wall post", down.filter(pk=pk))


def _pks(rows):
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _in_transaction(erase, for_good, *given):
    with transaction.atomic():
        lines = erase(*given)
        transaction.set_rollback(not for_good)
    return lines


def erase_retrospective(pk, old):
    """Erase a retrospective to which the filters `old` apply; return a line about it, if any.

    Call it in a transaction.
    """
    list(Version.objects.filter(retrospective=pk).select_for_update().values("pk"))
    found = Retrospective.objects.filter(pk=pk, **old).select_for_update().first()
    if found is None:
        return []
    tags = _tags_of(Retrospective, [pk])
    tags |= _tags_of(Lesson, _pks(Lesson.with_removed.filter(retrospective=pk)))
    Erasure.objects.note("retrospective", [pk])
    versions, lessons = found.versions.count(), found.lessons.count()
    found.delete()
    _erase_unused(tags)
    words = _format_counts([(lessons, "lesson"), (versions, "version")])
    return [f"retrospective {pk}" + (f" with {words}" if words else "")]


def _erase_parts(pk, old):
    """Erase parts of one retrospective, also from its earlier versions, and the pictures
    that nothing else shows.
    """
    versions = list(Version.objects.filter(retrospective=pk).select_for_update())
    counts, gone, tags, pictures = [], {}, set(), set()
    for name, model in snapshot.PARTS.items():
        parts = model.with_removed.filter(retrospective=pk, **old)
        gone[name] = set(parts.select_for_update().values_list("pk", flat=True))
        if model is Lesson:
            tags = _tags_of(Lesson, gone[name])
        for words in model.with_removed.filter(pk__in=gone[name]).values():
            pictures |= pictures_in(*(text for text in words.values() if isinstance(text, str)))
        parts.filter(pk__in=gone[name]).delete()
        Erasure.objects.note(name, gone[name])
        counts.append((len(gone[name]), HEADINGS[name][1]))
    _erase_unused(tags)
    for version in versions:
        if version.state and (forgotten := _remove_parts(version.state, gone)):
            version.save(update_fields=["state"])
            pictures |= pictures_in(json.dumps(forgotten))
    Attachment.objects.filter(retrospective=pk, pk__in=pictures - still_shown(pictures)).delete()
    words = _format_counts(counts)
    return [f"{words} of retrospective {pk}"] if words else []


def _remove_parts(state, gone):
    """Remove the parts in `gone` from `state`, and return them."""
    forgotten = []
    for name, pks in gone.items():
        forgotten += [part for part in state[name] if part["id"] in pks]
        state[name] = [part for part in state[name] if part["id"] not in pks]
    return forgotten


def _erase_row(word, rows):
    row = rows.select_for_update().first()
    if row is None:
        return []
    Erasure.objects.note(word, [row.pk])
    number, tags = row.pk, _tags_of(type(row), [row.pk])
    row.delete()
    _erase_unused(tags)
    return [f"{word} {number}"]


def _erase_risks(risks):
    """Erase all risks at once, without naming their ids, so that nothing hints at their writers."""
    Erasure.objects.note("risk", risks.values_list("pk", flat=True))
    number, _ = risks.delete()
    return [_format_counts([(number, "risk")])] if number else []


def _tags_of(model, pks):
    kind = model._meta
    items = TaggedItem.objects.filter(
        content_type__app_label=kind.app_label, content_type__model=kind.model_name
    )
    return set(items.filter(object_id__in=pks).values_list("tag", flat=True))


def _erase_unused(pks):
    """Erase unused tags: their names are people's text too."""
    tags = Tag.objects.filter(pk__in=pks)
    list(tags.order_by("pk").select_for_update().values("pk"))
    tags.exclude(pk__in=TaggedItem.objects.filter(tag__in=pks).values("tag")).delete()


def _format_counts(counts):
    return ", ".join(f"{number} {word}{'s'[: number != 1]}" for number, word in counts if number)
