"""Merging after the reveal: group what is alike, make lessons of observations, undo."""

import re
import uuid

from django.db import transaction
from django.http import Http404, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from retros.access import editable_draft, editable_part
from retros.exchange import lesson_from
from retros.models import ChangedMeanwhile, Lesson, Observation, merge_parts, separate_part
from retros.search import group_similar

MODELS = {"observations": Observation, "lessons": Lesson}
_PART = re.compile(r"(\d{1,18})\.(\d{1,9})")  # an id and the version that was seen
_MERGED = re.compile(r"(observations|lessons)((?:\.\d{1,18}){3,})")
PROPOSALS = 12


@require_safe
def merging(request, pk):
    """Show observations by column and the lessons, with similar ones grouped. `?undo=` offers
    undo.
    """
    retrospective = editable_draft(request.user, pk)
    return _page(request, retrospective, undo=_undo(retrospective, request.GET.get("undo", "")))


def _page(request, retrospective, *, undo=None, ticked=(), problem="", status=200):
    parts = {
        name: list(model.objects.filter(retrospective=retrospective).select_related("signed_by"))
        for name, model in MODELS.items()
    }
    for part in parts["observations"] + parts["lessons"]:
        part.seen = f"{part.pk}.{part.version}"
        part.is_ticked = part.seen in ticked
    columns = [
        (kind, label, [note for note in parts["observations"] if note.kind == kind])
        for kind, label in Observation.Kind.choices
    ]
    context = {
        "retrospective": retrospective,
        "columns": columns,
        "lessons": parts["lessons"],
        "proposals": [(name, group) for name in parts for group in _proposed(parts[name])],
        "undo": undo,
        "problem": problem,
    }
    return render(request, "gathering/merge.html", context, status=status)


def _proposed(parts):
    """Groups of parts that sound alike, the closest ones."""
    found = group_similar([str(part) for part in parts])
    return [[parts[place] for place in group] for group in found[:PROPOSALS]]


@require_POST
def group(request, pk):
    """Merge the selected ones. Answer 409, with the selection kept, if one of them changed."""
    retrospective = editable_draft(request.user, pk)
    model = MODELS.get(request.POST.get("kind"))
    ticked = request.POST.getlist("part")
    matches = [_PART.fullmatch(part) for part in ticked]
    if model is None or not all(matches):
        return HttpResponseBadRequest(
            "Bad request: an item has no version. Reload the page and try again."
        )
    seen = {int(match[1]): int(match[2]) for match in matches}
    if len(seen) < 2:
        words = "Select at least 2 that say the same thing."
        return _page(request, retrospective, ticked=ticked, problem=words, status=422)
    try:
        merged = merge_parts(model, retrospective, seen)
    except ChangedMeanwhile:
        words = "Someone changed or merged one of these in the meantime. Nothing was merged and nothing is lost. Check them and try again."
        return _page(request, retrospective, ticked=ticked, problem=words, status=409)
    undo = ".".join(map(str, [request.POST["kind"], merged.pk, *seen]))
    return redirect(f"{reverse('gathering_merge', args=[pk])}?undo={undo}#{merged.anchor}")


def _undo(retrospective, words):
    """What `?undo=` names, if it can still be taken back: (kind, merged, parts), else None."""
    match = _MERGED.fullmatch(words)
    if not match:
        return None
    model = MODELS[match[1]]
    merged_pk, *pks = (int(number) for number in match[2][1:].split("."))
    merged = model.objects.filter(retrospective=retrospective, pk=merged_pk).first()
    parts = model.with_removed.filter(
        retrospective=retrospective, pk__in=pks, removed_at__isnull=False
    )
    parts = list(parts)
    return (words, merged, parts) if merged and len(parts) == len(set(pks)) else None


@require_POST
def ungroup(request, pk):
    """Take a grouping back."""
    retrospective = editable_draft(request.user, pk)
    found = _undo(retrospective, request.POST.get("undo", ""))
    if found is None:
        raise Http404
    _, merged, parts = found
    separate_part(merged, parts)
    return redirect(f"{reverse('gathering_merge', args=[pk])}#{parts[0].anchor}")


@require_POST
def as_lesson(request, pk):
    """Make a lesson from the text of an observation, which stays. A repeated request makes one."""
    editable_draft(request.user, pk)
    number = request.POST.get("observation", "")
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return HttpResponseBadRequest(
            "Bad request: choose an observation. Reload the page and try again."
        )
    note = editable_part(request.user, Observation, pk, int(number))
    client_id = uuid.uuid5(note.client_id, "as a lesson")
    lesson = Lesson.with_removed.filter(client_id=client_id).first()
    if lesson is None:
        words = lesson_from(note.text)
        with transaction.atomic():
            lesson = Lesson.objects.create(
                retrospective=note.retrospective,
                client_id=client_id,
                statement=words.statement,
                detail=words.detail,
                category=note.category or words.category,
                signed_by_id=note.signed_by_id,
            )
    elif lesson.removed_at:
        lesson.restore()
    return redirect(f"{reverse('gathering_merge', args=[pk])}?lesson={lesson.pk}#{lesson.anchor}")
