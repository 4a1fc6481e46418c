"""The pages behind the link of an inbox: what somebody with it writes, sees and changes.

Nothing here stores who, when or in which order: no session, no message, no log line, no limit that
counts.
"""

import uuid
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from retros.models import InboxIsFull
from retros.views.inbox.links import with_link


@require_http_methods(["GET", "POST"])
@with_link
def write(visit):
    """Write a contribution, and see those that this browser wrote."""
    request = visit.request
    if request.method == "GET":
        return _page(visit, _form(visit, initial=visit.flow.form.preset(request.GET)))
    form = _form(visit, request.POST)
    added = form.is_valid() and _add(visit, form)
    if request.htmx:
        return _row(visit, added) if added else _errors_as_text(form)
    if not added:
        return _page(visit, form, status=422)
    query = urlencode(form.choices_to_keep())
    return redirect(f"{visit.inbox.address}{query and '?'}{query}#write")


def _form(visit, *args, **kwargs):
    return visit.flow.form(*args, inbox=visit.inbox, user=visit.request.user, **kwargs)


def _add(visit, form):
    """Add what a valid form says and return it, or None with an error in the form."""
    try:
        contribution = form.contribution(visit.key)
        if not visit.inbox.add(contribution, key=visit.key):
            # An old page was sent with new text: that is a new contribution.
            contribution = form.contribution(visit.key, pk=uuid.uuid4())
            visit.inbox.add(contribution, key=visit.key)
    except InboxIsFull:
        form.add_error(
            None, "The inbox is full until the next reveal. Please tell the facilitator."
        )
        return None
    return contribution


def _row(visit, contribution):
    context = {"inbox": visit.inbox, "one": contribution}
    return render(visit.request, "inbox/_mine.html", context)


def _errors_as_text(form):
    """Answer a script that sent a form with errors."""
    words = " ".join(error for errors in form.errors.values() for error in errors)
    return HttpResponse(words, status=422, content_type="text/plain; charset=utf-8")


@require_POST
@with_link
def done(visit):
    """Note that this browser is `done` writing, or without that, that it writes on."""
    visit.inbox.mark_done(visit.key, is_done="done" in visit.request.POST)
    return redirect(f"{visit.inbox.address}#mine")


def _page(visit, form, *, status=200, removed=None):
    contents = visit.inbox.contents()
    context = {
        "inbox": visit.inbox,
        "form": form,
        "mine": contents.written_with(visit.key),
        "is_done": visit.key.done_mark(visit.inbox) in contents.done,
        "done_in_steps": contents.done_in_steps,
        "backup_name": visit.key.backup_name(visit.inbox),
        "removed": removed,
        "may_read": visit.inbox.is_read_by(visit.request.user),
        "may_vote": visit.inbox.is_voted_on_by(visit.request.user),
        "outcome_email": visit.inbox.email_to(visit.request.user),
    }
    return render(visit.request, f"{visit.flow.templates}/write.html", context, status=status)


@require_http_methods(["GET", "POST"])
@with_link
def change(visit, pk):
    """Change a contribution while it waits. After the reveal, a new text becomes a late one."""
    if visit.request.method == "GET":
        return _change_page(visit, _form(visit, initial=_words_of(visit, pk)))
    form = _form(visit, visit.request.POST)
    if not form.is_valid():
        return _change_page(visit, form, status=422)
    if visit.inbox.change(form.contribution(visit.key, pk=pk), key=visit.key):
        return redirect(f"{visit.inbox.address}#mine")
    form.add_error(
        None,
        f"This {visit.flow.noun} was revealed or removed in the meantime, and your new text is not "
        "stored. You can add it as a new one.",
    )
    return _page(visit, _as_new(form), status=409)


def _words_of(visit, pk):
    contribution = visit.inbox.contents().find(pk, visit.key)
    if contribution is None:
        raise Http404
    return visit.flow.form.words_of(contribution) | {"client_id": pk}


def _as_new(form):
    """Give the same words a number of their own."""
    form.data = form.data.copy()
    form.data["client_id"] = str(uuid.uuid4())
    return form


def _change_page(visit, form, *, status=200):
    form.add_wording_hints()
    context = {"inbox": visit.inbox, "form": form}
    return render(visit.request, f"{visit.flow.templates}/change.html", context, status=status)


@require_POST
@with_link
def remove(visit, pk):
    """Remove a contribution. Its text is in the field again, in case that was a slip."""
    removed = visit.inbox.remove(pk, key=visit.key)
    if removed is None:
        return redirect(visit.inbox.address)
    words = visit.flow.form.words_of(removed)
    return _page(visit, _form(visit, initial=words), removed=removed)
