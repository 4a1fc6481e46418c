"""What the buttons of a path's form do, after its words were saved.

Each takes (request, the saved form, the value of the button) and returns the address to go to, or
what the page shows if nothing was done.
"""

from contextlib import contextmanager

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from retros import paths
from retros.forms.paths import FindStopForm, LinkForm, NoteForm, ProposeForm
from retros.models import PATH_STOPS_MAX, PathStop, PathVersion, ReadingPath

FULL = f"A path has up to {PATH_STOPS_MAX} stops. Remove one first."


def find(request, form, _):
    """Look for what was typed."""
    asked = FindStopForm(request.POST, path=form.path)
    if not asked.is_valid():
        return {"find_form": asked}
    return _address(form.path, fragment="add", query={"find": asked.cleaned_data["find"]})


def add(request, form, key):
    """Add what was found, if this person can see it and others can, too."""
    stop = paths.stop_from_key(key)
    shown = paths.shown_stops([stop] if stop else [], request.user)
    if not shown or shown[0].is_draft:
        raise Http404
    known = next((it.row for it in form.stops if it.key == key), None)
    return _to_stop(form.path, known) if known else _add(request, form, stop)


def add_note(request, form, _):
    """Add a note."""
    note = NoteForm(request.POST)
    return _add(request, form, note.stop()) if note.is_valid() else {"note_form": note}


def add_link(request, form, _):
    """Add a link elsewhere."""
    link = LinkForm(request.POST)
    return _add(request, form, link.stop()) if link.is_valid() else {"link_form": link}


def propose(request, form, _):
    """Fill free places with what was used and linked most."""
    asked = ProposeForm(request.POST, user=request.user)
    if not asked.is_valid():
        return {"propose_form": asked}
    stops = paths.propose_stops(
        form.path.team,
        asked.cleaned_data["tag"],
        known=[stop.row.key for stop in form.stops],
        room=PATH_STOPS_MAX - len(form.stops),
    )
    if not stops:
        asked.add_error("tag", "Nothing published fits. Try another tag, or none.")
        return {"propose_form": asked}
    with _changing(form.path, by=request.user):
        form.path.add_stops(stops)
    return _to_stop(form.path, stops[0])


def _add(request, form, stop):
    if len(form.stops) >= PATH_STOPS_MAX:
        form.add_error(None, FULL)
        return {}
    with _changing(form.path, by=request.user):
        form.path.add_stops([stop])
    return _to_stop(form.path, stop)


def put_back(request, form, number):
    """Put a removed stop back, as the last one."""
    removed = paths.shown_stops(form.path.stops.removed_lately(), request.user)
    return _add(request, form, _of(removed, number))


def remove(request, form, number):
    """Take a stop out. It can be put back for 30 days."""
    stop = _of(form.stops, number)
    with _changing(form.path, by=request.user):
        PathStop.objects.filter(pk=stop.pk).update(removed_at=timezone.now())
    return _address(form.path, fragment="removed")


def up(request, form, number):
    """Move a stop before the one above it."""
    return _move(request, form, number, up=True)


def down(request, form, number):
    """Move a stop behind the one below it."""
    return _move(request, form, number, up=False)


def _move(request, form, number, *, up):
    stop = _of(form.stops, number)
    with _changing(form.path, by=request.user):
        form.path.move_stop(stop.pk, up=up, among=[it.row.pk for it in form.stops])
    return _to_stop(form.path, stop)


def publish(request, form, _):
    """Show the path to everyone who can sign in."""
    if not form.path.is_published_by(request.user):
        raise Http404
    if not form.stops:
        form.add_error(None, "Add a stop before you publish this path.")
        return {}
    with _changing(form.path, by=request.user, cause=PathVersion.Cause.PUBLISHED):
        form.path.set_published(at=timezone.now())
    messages.success(request, f"Published “{form.path}”. Everyone who signs in can read it.")
    return form.path.get_absolute_url()


def propose_path(request, form, _):
    """Ask curators to publish a draft for the whole site. Its author can go on changing it."""
    if form.path.is_published_by(request.user):
        raise Http404
    if not form.stops:
        form.add_error(None, "Add a stop before you propose this path.")
        return {}
    form.path.set_proposed(at=form.path.proposed_at or timezone.now())
    messages.success(request, f"Proposed “{form.path}”. Curators see it among what waits for them.")
    return form.path.get_absolute_url()


def leave(request, form, _):
    """Leave a proposed path as a draft: its author takes it back, or a curator decides so."""
    is_author = form.path.created_by_id == request.user.pk
    form.path.set_proposed(at=None, answered_at=None if is_author else timezone.now())
    messages.success(request, f"“{form.path}” stays a draft.")
    return reverse("moderation") if request.user.is_curator else form.path.get_absolute_url()


def make_draft(request, form, _):
    """Show the path only to its team or, if it has none, to its author and curators. Its history stays."""
    form.path.set_published(at=None)
    messages.success(request, f"“{form.path}” is a draft again.")
    return form.path.place


@contextmanager
def _changing(path, *, by, cause=PathVersion.Cause.EDITED):
    """Let one person change the path at a time, and keep it as it is then."""
    with transaction.atomic():
        ReadingPath.objects.select_for_update().get(pk=path.pk)
        path.refresh_from_db()
        yield
        path.note_change(by=by)
        PathVersion.objects.keep(path, by=by, cause=cause)


def _of(stops, number):
    """The row among ShownStops with that id. Raises 404."""
    for stop in stops:
        if str(stop.row.pk) == number:
            return stop.row
    raise Http404


def _to_stop(path, stop):
    return _address(path, fragment=f"stop-{stop.pk}")


def _address(path, **parts):
    return reverse("path_edit", args=[path.pk], **parts)


ACTIONS = {
    action.__name__: action
    for action in (
        find,
        add,
        add_note,
        add_link,
        propose,
        put_back,
        remove,
        up,
        down,
        publish,
        propose_path,
        leave,
        make_draft,
    )
}
