"""Making one of several observations, or of several lessons, without losing a word of any."""

from collections import Counter

from django.db import transaction
from django.utils import timezone

from retros.models.lesson import Lesson
from retros.models.observation import Observation
from retros.models.parts import save_if_unchanged


class ChangedMeanwhile(Exception):
    """Somebody changed, merged or removed one of the parts since they were seen."""


def merge(model, retrospective, seen):
    """One part that says all that the parts in `seen`, {id: version}, say; these go to the trash.

    Nothing of them is changed, so that `separate` can put them back. Raises ChangedMeanwhile, with
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


def separate(merged, parts):
    """Take back `merge`: the parts are restored from the trash, what was made of them goes in."""
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


def _lesson(parts):
    """The first statement leads; everything else that the others say stands below its detail."""
    first = parts[0]
    lines = [first.detail]
    for part in parts[1:]:
        said = [part.statement, part.applies_when, part.kickoff_question, part.detail]
        lines += [text for text in said if text]
    whole = [first.statement, first.applies_when, first.kickoff_question]
    detail = "\n\n".join(_different(lines, known=whole))
    return Lesson(
        statement=first.statement,
        category=first.category,
        applies_when=first.applies_when,
        kickoff_question=first.kickoff_question,
        detail=_with_names(detail, parts),
        review_on=first.review_on,
    )


def _joined(parts, name):
    """The different texts, each as it was; the same words stand once, with the names of all."""
    signers = {}
    for part in parts:
        signers.setdefault(_plain(getattr(part, name)), []).append(part)
    one_name = _common(part.signed_by for part in parts) is not None
    texts = []
    for same in signers.values():
        text = getattr(same[0], name)
        texts.append(text if one_name else _with_names(text, same))
    return "\n\n".join(texts)


def _with_names(text, parts):
    """`text` with the names under the parts that it was made of, unless all have the same one."""
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


def _plain(text):
    return " ".join(text.casefold().split()).rstrip(".")


def _common(values):
    """What all of them are, or None."""
    different = set(values)
    return different.pop() if len(different) == 1 else None
