"""Publishing, unpublishing, archiving and deleting a retrospective."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from retros.access import editable_retrospective
from retros.forms.retrospectives import SECTIONS
from retros.models import ActionItem, Retrospective, WallPost
from retros.views.questions.conversations import is_glad_to_talk
from retros.views.retrospectives.part_kinds import KINDS
from retros.views.retrospectives.taken_along import changed_elsewhere, taken_along
from retros.wording import members

UNDESCRIBED_PICTURE = "![](/attachments/"


@require_http_methods(["GET", "POST"])
def publish(request, pk):
    """Show what is missing for publishing; publish on POST if nothing is."""
    retrospective = editable_retrospective(request.user, pk)
    missing = retrospective.missing()
    if request.method == "POST" and not missing:
        retrospective.publish(by=request.user)
        messages.success(request, "Published. Everyone who signs in can read it now.")
        return redirect("retrospective_next_steps", pk)
    written = _written(retrospective)
    context = {
        "retrospective": retrospective,
        "missing": missing,
        "empty": _empty(retrospective),
        "undescribed": [address for address, _, text in written if UNDESCRIBED_PICTURE in text],
        "again": _wording_to_review(written),
        "gathering": getattr(retrospective, "gathering", None),
        "may_lead": retrospective.is_facilitated_by(request.user),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "editor/publish.html", context, status=status)


@require_safe
def next_steps(request, pk):
    """Show writers of a published retrospective what can be done with it. Drafts have none."""
    retrospective = editable_retrospective(request.user, pk)
    if not retrospective.is_published:
        raise Http404
    actions = retrospective.action_items.filter(status=ActionItem.Status.OPEN, due_on=None)
    context = {
        "retrospective": retrospective,
        "lessons": retrospective.lessons.all(),
        "undated": actions.count(),
        "is_glad": is_glad_to_talk(retrospective),
    }
    return render(request, "editor/next_steps.html", context)


def _empty(retrospective):
    """Return optional sections that are still empty: [(question, anchor)]."""
    r = retrospective
    optional = [
        (r.goal, "What would success have looked like?", "story"),
        (r.result, "Was the goal met?", "story"),
        (r.timeline_events.exists(), "When did things happen?", "timeline"),
        (r.decisions.exists(), "Which choices mattered, and what informed them?", "decisions"),
        (r.observations.exists(), "What went well, and what did not?", "observations"),
        (r.tags.exists(), "Which tags would help others find this?", "details"),
    ]
    return [(words, anchor) for answer, words, anchor in optional if not answer]


def _written(retrospective):
    """Return the longer texts: [(address where it is edited, form, text)]."""
    return [
        (reverse("section", args=[retrospective.pk, name]), form, getattr(retrospective, field))
        for name, form in SECTIONS.items()
        for field in form.hinted_fields
    ] + [
        (
            reverse("part", args=[retrospective.pk, kind.name, part.pk]),
            kind.form,
            getattr(part, field),
        )
        for kind in KINDS.values()
        for part in kind.of(retrospective)
        for field in kind.form.hinted_fields
    ]


def _wording_to_review(written):
    """Return passages with wording hints: [(address, text before, words, text after, reason)].

    Computed for this page and not stored.
    """
    found = members.hints_in(text for _, _, text in written)
    return [
        (address, *_around(text, hint), hint.reason)
        for (address, form, text), hints in zip(written, found, strict=True)
        for hint in hints
        if not (form.may_name_people and hint.rule == "person")
    ]


def _around(text, hint, reach=50):
    """Return (text before, words, text after) of a hint, within its line."""
    before = text[: hint.start].rpartition("\n")[2]
    after = text[hint.end :].partition("\n")[0]
    if len(before) > reach:
        before = "…" + before[-reach:].partition(" ")[2]
    if len(after) > reach:
        after = after[:reach].rpartition(" ")[0] + "…"
    return before, hint.words, after


@require_POST
def unpublish(request, pk):
    """Make a retrospective a draft again."""
    retrospective = editable_retrospective(request.user, pk)
    retrospective.unpublish(by=request.user)
    messages.success(request, "Unpublished. Only the people who can edit this draft can read it.")
    return redirect("retrospective_edit", pk)


@require_POST
def archive(request, pk):
    """Archive a published retrospective. Drafts can't be archived."""
    retrospective = editable_retrospective(request.user, pk)
    if retrospective.is_draft:
        raise Http404
    retrospective.archive()
    messages.success(
        request, "Archived. Everyone can still read it, but kickoffs no longer suggest its lessons."
    )
    return redirect(retrospective)


@require_http_methods(["GET", "POST"])
def delete(request, pk):
    """Ask for confirmation, move to the trash on POST, then offer to restore."""
    retrospective = _retrospective_or_trashed(request.user, pk)
    if request.method == "POST" and retrospective.removed_at is None:
        retrospective.remove()
        return redirect("retrospective_delete", pk)
    context = {
        "retrospective": retrospective,
        "taken_along": taken_along(retrospective),
        "changed_elsewhere": changed_elsewhere(retrospective),
    }
    return render(request, "editor/delete.html", context)


@require_POST
def restore(request, pk):
    """Restore from the trash."""
    retrospective = get_object_or_404(
        Retrospective.objects.restorable_from_trash_by(request.user), pk=pk
    )
    retrospective.restore()
    has_posts = WallPost.objects.filter(lesson__retrospective=retrospective).exists()
    also = " Its Fail Wall posts stay down until you post them again." if has_posts else ""
    messages.success(request, f"Restored.{also}")
    return redirect(retrospective)


def _retrospective_or_trashed(user, pk):
    return get_object_or_404(Retrospective.objects.written_by(user), pk=pk)
