"""One queue for curators: what readers reported, and what else waits for somebody to look at it."""

import unicodedata
from itertools import islice

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from retros.access import must_be_curator
from retros.access_to_questions import reported_item
from retros.forms.questions import correctable_fields
from retros.forms.reports import ReportDecisionForm
from retros.models import (
    ITEMS,
    Kickoff,
    Lesson,
    Question,
    ReadingPath,
    Report,
    TimelineEvent,
    WallPost,
    tags_in_use,
)
from retros.views.paging import page_of

SHOWN = 5  # of each kind that has a page of its own
DONE = {
    "leave": "Left as it is.",
    "ask": "Its writers are asked to change it.",
    "hide": "Hidden until it is changed.",
}
DECIDED = "Another curator decided this meanwhile."


@require_safe
def moderation(request):
    """List reported texts, longest waiting first, and the first of all else that waits."""
    must_be_curator(request.user)
    reported = Report.objects.visible_to(request.user).items()
    posts = WallPost.objects.awaiting_review()
    asked = Question.objects.visible_to(request.user).still_open().to_everybody()
    due = Lesson.objects.judged_by(request.user).due(timezone.localdate())
    context = {
        "page": page_of(request, reported, size=20),
        "posts": _first(posts),
        "questions": _first(asked.order_by("asked_on", "pk")),
        "paths": _first(ReadingPath.objects.visible_to(request.user).proposed()),
        "lessons": _first(due.order_by("review_on", "pk")),
        "tags": list(islice(_similar_tags(tags_in_use(request.user)), SHOWN)),
    }
    return render(request, "moderation/queue.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request, kind, pk):
    """Show a reported text with what readers said of it; with POST, leave, question or hide it."""
    must_be_curator(request.user)
    reported = reported_item(request.user, kind, pk)
    form = ReportDecisionForm(request.POST if request.method == "POST" else None, reported=reported)
    if form.is_bound and form.is_valid():
        is_first = form.decide(by=request.user)
        messages.success(request, DONE[form.cleaned_data["answer"]] if is_first else DECIDED)
        return redirect("moderation")
    form.add_wording_hints()
    context = {"reported": reported, "form": form, "texts": _texts_of(reported, request.user)}
    if kind in ITEMS:
        context["correct"] = reverse("correct", args=[kind, pk])
    return render(request, "moderation/decide.html", context, status=422 if form.errors else 200)


@require_POST
def leave(request):
    """Leave the texts as they are that `item` names, as in "lesson-3"."""
    must_be_curator(request.user)
    chosen = set(request.POST.getlist("item"))
    found = Report.objects.visible_to(request.user).items()
    left = [it.leave(by=request.user) for it in found if f"{it.kind}-{it.pk}" in chosen]
    messages.success(request, f"Left {sum(left)} as they are.")
    return redirect("moderation")


def _texts_of(reported, curator):
    """Return [(label, text)] of what a reader may mean and `curator` may read."""
    item = reported.item
    if reported.is_question:
        return [(label, text) for label, text in (("", item.text), ("Answer", item.answer)) if text]
    if isinstance(item, TimelineEvent):
        texts = (("What happened", item.text), ("What was known then", item.known_then))
        return [(label, text) for label, text in texts if text]
    if isinstance(item, Kickoff):
        return _labeled(item, "brief", "new_to_us", "constraints")
    if isinstance(item, ReadingPath):
        stops = enumerate(item.stops.visible_to(curator), start=1)
        words = [(f"Stop {number}", stop.text, stop.why) for number, stop in stops]
        return [
            *_labeled(item, "title", "for_whom"),
            *((label, " – ".join(filter(None, its))) for label, *its in words if any(its)),
        ]
    labels = correctable_fields(item)
    return [(label, getattr(item, name)) for name, label in labels.items() if getattr(item, name)]


def _labeled(item, *names):
    found = ((item._meta.get_field(name).verbose_name, getattr(item, name)) for name in names)
    return [(str(label), text) for label, text in found if text]


def _first(rows):
    """Return (how many there are, the first of them)."""
    return rows.count(), rows[:SHOWN]


def _similar_tags(used):
    """Yield those of [(tag, number of uses)] whose names are nearly the same, most used first.

    They differ only in case, accents, spaces, punctuation or an “s” at the end.
    """
    alike = {}
    for tag, number in sorted(used, key=lambda it: (-it[1], it[0].name)):
        apart = unicodedata.normalize("NFKD", tag.name).casefold()
        letters = "".join(character for character in apart if character.isalnum())
        alike.setdefault(letters.removesuffix("s") or tag.name, []).append((tag, number))
    yield from (found for found in alike.values() if len(found) > 1)
