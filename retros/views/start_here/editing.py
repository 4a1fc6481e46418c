"""Writing a path: starting it, its words and stops, and the trash."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from retros import paths
from retros.forms.paths import (
    FindStopForm,
    LinkForm,
    NoteForm,
    PathForm,
    PathStartForm,
    ProposeForm,
)
from retros.models import PATH_STOPS_MAX
from retros.views.conflicts import render_with_theirs
from retros.views.start_here.stops import ACTIONS

TEMPLATE = "start_here/edit.html"
ASKED_MAX = 500


@require_http_methods(["GET", "POST"])
def new(request):
    """Start a path of the site or of a team, as a draft."""
    form = PathStartForm(
        request.POST or None,
        places=paths.places_of(request.user),
        team=request.GET.get("team", ""),
        is_curator=request.user.is_curator,
    )
    if form.is_bound and form.is_valid():
        form.instance.created_by = form.instance.changed_by = request.user
        return redirect("path_edit", form.save().pk)
    return render(
        request, "start_here/new.html", {"form": form}, status=422 if form.is_bound else 200
    )


@require_http_methods(["GET", "POST"])
def edit(request, pk):
    """Show and save a path. Whatever is pressed, what was typed is saved first.

    Answer 409 with both texts where somebody else changed the same field.
    """
    path = paths.editable_path(request.user, pk)
    stops = paths.load_stops([path], request.user)[path.pk]
    if request.method == "GET":
        return _show(request, path, PathForm(path=path, stops=stops))
    form = PathForm(request.POST, path=path, stops=stops)
    if "keep_theirs" in request.POST:
        return render_with_theirs(request, form, TEMPLATE, _context(request, path, form))
    if not form.is_valid():
        return _show(request, path, form, status=422)
    conflict = form.save(by=request.user)
    if conflict:
        return _show(request, path, form, status=409, conflict=conflict)
    pressed, _, value = request.POST.get("do", "").partition(" ")
    if pressed not in ACTIONS:
        messages.success(request, f"Saved “{form.path}”.")
        return redirect(path)
    done = ACTIONS[pressed](request, form, value)
    if isinstance(done, dict):
        return _show(request, path, form, status=422, **done)
    return redirect(done)


def _show(request, path, form, *, status=200, **more):
    return render(request, TEMPLATE, _context(request, path, form) | more, status=status)


def _context(request, path, form):
    asked = request.GET.get("find", "").replace("\0", "")[:ASKED_MAX]
    elsewhere = paths.is_elsewhere(asked)
    return {
        "path": path,
        "may_publish": path.is_published_by(request.user),
        "form": form,
        "asked": asked,
        "is_elsewhere": elsewhere,
        "found": [] if elsewhere else paths.find_stops(asked, request.user),
        "removed": paths.shown_stops(path.stops.removed_lately(), request.user),
        "is_full": len(form.stops) >= PATH_STOPS_MAX,
        "find_form": FindStopForm(path=path, initial={"find": asked}),
        "propose_form": ProposeForm(user=request.user),
        "note_form": NoteForm(),
        "link_form": LinkForm(initial={"link_address": asked} if elsewhere else None),
    }


@require_http_methods(["GET", "POST"])
def delete(request, pk):
    """Show what will be deleted; then move it to the trash and offer to undo that."""
    path = paths.deletable_path(request.user, pk)
    if request.method == "POST" and path.removed_at is None:
        path.remove()
        return redirect("path_delete", pk)
    return render(request, "start_here/delete.html", {"path": path})


@require_POST
def restore(request, pk):
    """Restore from the trash."""
    path = paths.deletable_path(request.user, pk)
    path.restore()
    messages.success(request, f"Restored “{path}”.")
    return redirect(path)
