"""The facilitator's page of a gathering: opening it, its link and its settings."""

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from retros.access import editable_draft, facilitated_gathering
from retros.drawing.wall_card import code_of
from retros.forms.gathering import GatheringForm, GuestsForm
from retros.forms.merge_edits import use_theirs
from retros.models import Gathering
from retros.views.inbox.facilitating import open_with_new_link
from retros.views.inbox.flows import GATHERING
from retros.views.inbox.links import link_in_browser


@require_http_methods(["GET", "POST"])
def gathering(request, pk):
    """Open a gathering, or see its link and what comes next, and change its settings."""
    draft = editable_draft(request.user, pk)
    opened = getattr(draft, "gathering", None)
    may_lead = draft.is_facilitated_by(request.user)
    if request.method == "GET":
        form = GatheringForm(instance=opened or Gathering(retrospective=draft))
        return _page(request, draft, opened, form)
    if not may_lead:
        raise Http404
    if opened is None:
        return _open(request, draft)
    if "version" not in request.POST:
        return HttpResponseBadRequest("A save has to say which version it changes.")
    return _change(request, draft, opened)


def _open(request, draft):
    form = GatheringForm(request.POST, instance=Gathering(retrospective=draft))
    if not form.is_valid():
        return _page(request, draft, None, form, status=422)
    try:
        with transaction.atomic():
            opened = Gathering.objects.create(retrospective=draft, **form.values())
            return open_with_new_link(opened, draft.pk, GATHERING)
    except IntegrityError:  # somebody opened it at the same moment
        return redirect("gathering", draft.pk)


def _change(request, draft, opened):
    form = GatheringForm(request.POST, instance=opened)
    if "keep_theirs" in request.POST:
        conflict = use_theirs(form, request.POST)
        return _page(
            request, draft, opened, form, status=409 if conflict else 200, conflict=conflict
        )
    if not form.is_valid():
        return _page(request, draft, opened, form, status=422)
    conflict = form.save_as_seen(by=request.user)
    if conflict:
        return _page(request, draft, opened, form, status=409, conflict=conflict)
    messages.success(request, "Saved.")
    return redirect("gathering", draft.pk)


@require_POST
def guests(request, pk):
    """Let people without an account write for some days, or stop that."""
    opened = facilitated_gathering(request.user, pk)
    stops = "stop" in request.POST
    form = GuestsForm(request.POST)
    if not stops and not form.is_valid():
        draft = opened.retrospective
        settings_form = GatheringForm(instance=opened)
        return _page(request, draft, opened, settings_form, status=422, guests_form=form)
    opened.admit_guests(days=0 if stops else form.cleaned_data["days"])
    messages.success(
        request,
        "Guests can no longer write." if stops else "Guests can write with the link now.",
    )
    return redirect("gathering", pk)


@sensitive_variables()
def _page(request, draft, opened, form, *, status=200, conflict=(), guests_form=None):
    link = link_in_browser(request, opened, GATHERING)
    context = {
        "retrospective": draft,
        "gathering": opened,
        "inbox": opened,
        "flow": GATHERING,
        "form": form,
        "conflict": conflict,
        "guests_form": guests_form or GuestsForm(),
        "may_lead": draft.is_facilitated_by(request.user),
        "link": link,
        "code": link and code_of(link),
        "done_in_steps": opened.contents().done_in_steps if link else 0,
        "prompts": Gathering.PROMPTS.items(),
    }
    template = "gathering/gathering.html" if opened else "gathering/open.html"
    return render(request, template, context, status=status)
