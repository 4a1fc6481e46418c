"""The history of a retrospective: its versions, their changes, and restoring."""

import re

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from retros.access import restorable_retrospective
from retros.drawing.timeline import stretches_of
from retros.history import (
    Names,
    differences,
    fingerprint,
    restore,
    restore_item,
    summarize,
    unsaved_rows,
    with_current_tags,
)
from retros.views.paging import page_of


@require_safe
def versions(request, pk):
    """List all versions, newest first, each with a summary of its changes."""
    retrospective = restorable_retrospective(request.user, pk)
    page = page_of(request, retrospective.versions.select_related("changed_by"))
    page.object_list = list(page.object_list)
    if page.object_list:
        _add_change_summaries(retrospective, page.object_list)
    return render(request, "history/list.html", {"retrospective": retrospective, "page": page})


def _add_change_summaries(retrospective, rows):
    """Set `changed` on each of `rows` to a summary of the changes since the previous version."""
    before = retrospective.versions.filter(number=rows[-1].number - 1)
    states = {version.number: version.said() for version in [*rows, *before]}
    with_current_tags(states.values())
    for version in rows:
        earlier = states.get(version.number - 1)
        if earlier:
            version.changed = summarize(differences(earlier, states[version.number]))


@require_safe
def version(request, pk, number):
    """Show one version."""
    retrospective = restorable_retrospective(request.user, pk)
    found = get_object_or_404(retrospective.versions.select_related("changed_by"), number=number)
    state = found.said()
    read = unsaved_rows(state, Names([state], request.user))
    context = {
        "retrospective": retrospective,
        "version": found,
        "read": read,
        "stretches": stretches_of(read.events),
    }
    return render(request, "history/version.html", context)


@require_safe
def compare(request, pk):
    """Compare version `?from=` with version `?to=`; by default, the newest with the one before."""
    retrospective = restorable_retrospective(request.user, pk)
    newest = get_object_or_404(retrospective.versions.newest())
    to = _number(request.GET.get("to"), newest.number)
    start = _number(request.GET.get("from"), max(to - 1, 1))
    before, after = (
        get_object_or_404(retrospective.versions.select_related("changed_by"), number=number)
        for number in sorted((start, to))
    )
    sections = _differences(request.user, before.said(), after.said())
    context = {
        "retrospective": retrospective,
        "before": before,
        "after": after,
        "pair": [before, after],
        "numbers": range(newest.number, 0, -1),
        "newest": newest,
        "sections": sections,
        "is_same": not any(section.changed for section in sections),
    }
    return render(request, "history/compare.html", context)


def _number(text, otherwise):
    if not text:
        return otherwise
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise Http404
    return int(text)


def _differences(user, before, after):
    with_current_tags([before, after])
    return differences(before, after, Names([before, after], user))


@require_http_methods(["GET", "POST"])
def bring_back(request, pk, number):
    """Show what restoring a version, or one `item` of it, would change; restore it on POST.

    Answer 409 with the current changes if the text was edited since they were shown.
    """
    retrospective = restorable_retrospective(request.user, pk)
    found = get_object_or_404(retrospective.versions.filter(state__isnull=False), number=number)
    now = get_object_or_404(retrospective.versions.newest()).said()
    sections = _differences(request.user, now, found.state)
    key = request.POST.get("item", "") or request.GET.get("item", "")
    item = _item(sections, key)
    seen = fingerprint(item.before if item else now)
    if request.method == "POST" and request.POST.get("seen") == seen:
        return _bring_back(request, found, item)
    context = {
        "retrospective": retrospective,
        "version": found,
        "item": item,
        "item_key": key,
        "sections": sections,
        "is_same": item.what == "same" if item else not any(s.changed for s in sections),
        "seen": seen,
        "words": {"added": "Will be restored", "removed": "Will move to the trash"},
        "is_late": request.method == "POST",
    }
    status = 409 if request.method == "POST" else 200
    return render(request, "history/restore.html", context, status=status)


def _item(sections, key):
    """Return the item "story" or "lessons-12" of the version; None without a key.

    Raises 404 if the version has no such item.
    """
    if not key:
        return None
    for section in sections:
        for item in section.items:
            if item.key == key and item.after is not None:
                return item
    raise Http404


def _bring_back(request, version, item):
    if item:
        restore_item(version, item.name, item.number, by=request.user)
        words = f"Restored “{item.heading}” from version {version.number}."
    else:
        restore(version, by=request.user)
        words = f"Restored version {version.number}."
    messages.success(request, f"{words} The text it replaced is kept as a version.")
    return redirect("versions", version.retrospective_id)
