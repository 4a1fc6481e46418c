"""Merge several observations or lessons into one without losing any text."""

from collections import Counter

from django.db import transaction
from django.utils import timezone

from retros.models.lesson import Lesson
from retros.models.observation import Observation
from retros.models.parts import save_if_unchanged


class ChangedMeanwhile(Exception):
    """One of the parts was changed, merged or removed since it was loaded."""


def merge_parts(model, retrospective, seen):
    """Merge the parts in `seen`, {id: version}, into a new part; the originals go to the trash.

    The originals don't change, so that `separate` can restore them. Raises ChangedMeanwhile, with
    nothing written.
    """
    with transaction.atomic():
        there = model.objects.filter(retrospective=retrospective, pk__in=seen)
        parts = list(there.select_for_update().order_by("position", "pk"))
        if {part.pk: part.version for part in parts} != seen:
            raise ChangedMeanwhile
        for part in parts:
            save_if_unchanged(part, {"removed_at": timezone.now()}, seen=part.version)
        parts = list(
            model.with_removed.filter(pk__in=seen)
            .select_related("signed_by")
            .order_by("position", "pk")
        )
        merged = _observation(parts) if model is Observation else _lesson(parts)
        merged.retrospective, merged.position = retrospective, parts[0].position
        merged.signed_by = _common(part.signed_by for part in parts)
        merged.save()
        if model is Lesson:
            merged.tags.set({tag for part in parts for tag in part.tags.all()})
    return merged


def separate_part(merged, parts) -> None:
    """Undo `merge`: restore the parts from the trash and move the merged part there."""
    with transaction.atomic():
        merged.remove()
        for part in parts:
            part.restore()


def _observation(parts):
    kinds = Counter(part.kind for part in parts)
    return Observation(
        kind=max(kinds, key=kinds.get),
        text=_joined(parts, "text"),
        category=_common(part.category for part in parts) or "",
        phase=_common(part.phase for part in parts) or "",
        decision=_common(part.decision for part in parts),
    )


_SHORT = ("statement", "applies_when", "not_when", "kickoff_question")


def _lesson(parts):
    """Keep the first lesson's fields and append the text of the others to its detail."""
    first = parts[0]
    lines = [first.detail]
    for part in parts[1:]:
        said = [*(getattr(part, name) for name in _SHORT), part.detail]
        lines += [text for text in said if text]
    whole = [getattr(first, name) for name in _SHORT]
    detail = "\n\n".join(_different(lines, known=whole))
    return Lesson(
        statement=first.statement,
        category=first.category,
        applies_when=first.applies_when,
        not_when=first.not_when,
        kickoff_question=first.kickoff_question,
        detail=_with_names(detail, parts),
        review_on=first.review_on,
    )


def _joined(parts, name):
    """Join the distinct texts unchanged; equal texts appear once, with all names."""
    signers = {}
    for part in parts:
        signers.setdefault(_plain(getattr(part, name)), []).append(part)
    one_name = _common(part.signed_by for part in parts) is not None
    texts = []
    for same in signers.values():
        text = getattr(same[0], name)
        texts.append(text if one_name else _with_names(text, same))
    return "\n\n".join(texts)


def _with_names(text: str, parts):
    """Append the signers' names to `text`, unless all parts have the same signer."""
    names = list(dict.fromkeys(str(part.signed_by) for part in parts if part.signed_by))
    if not names or (len(parts) > 1 and _common(part.signed_by for part in parts)):
        return text
    return f"{text}\n\n(signed by {' and '.join(names)})".strip()


def _different(texts, known=()):
    met, found = {_plain(text) for text in known}, []
    for text in texts:
        if text.strip() and _plain(text) not in met:
            met.add(_plain(text))
            found.append(text)
    return found


def _plain(text: str):
    return " ".join(text.casefold().split()).rstrip(".")


def _common(values):
    """Return the value that all of them share, or None."""
    different = set(values)
    return different.pop() if len(different) == 1 else None
