"""A gathering as its facilitator meets it: opening it, its link, the agenda, the reveal."""

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from retros.access import editable_draft, facilitated_gathering
from retros.drawing.wall_card import code_of
from retros.forms.gathering import GatheringForm
from retros.forms.merge_edits import take_theirs
from retros.models import Gathering
from retros.search import index_retrospectives
from retros.views.gathering.inbox import keeping_link, link_kept
from retros.views.gathering.writing import PROMPTS


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
            return _with_new_link(opened)
    except IntegrityError:  # somebody opened it at the same moment
        return redirect("gathering", draft.pk)


def _change(request, draft, opened):
    form = GatheringForm(request.POST, instance=opened)
    if "take" in request.POST:
        conflict = take_theirs(form, request.POST)
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


@sensitive_variables()
def _page(request, draft, opened, form, *, status=200, conflict=()):
    link = link_kept(request, opened, "gather")
    context = {
        "retrospective": draft,
        "gathering": opened,
        "form": form,
        "conflict": conflict,
        "may_lead": draft.is_facilitated_by(request.user),
        "link": link,
        "code": link and code_of(link),
        "prompts": PROMPTS.items(),
    }
    template = "gathering/gathering.html" if opened else "gathering/open.html"
    return render(request, template, context, status=status)


@sensitive_variables()
def _with_new_link(opened):
    return keeping_link(reverse("gathering", args=[opened.retrospective_id]), opened.renew_link())


@require_POST
def renew(request, pk):
    """Another link, also after the gathering was closed; the one before opens nothing."""
    opened = facilitated_gathering(request.user, pk)
    return _with_new_link(opened)


@require_POST
def close(request, pk):
    """The link opens nothing from now on; what waits stays for a last reveal."""
    facilitated_gathering(request.user, pk).close()
    messages.success(request, "Closed. The link opens nothing any more.")
    return redirect("gathering", pk)


@require_http_methods(["GET", "POST"])
def reveal(request, pk):
    """Says what will happen; then everything that waits becomes part of the draft, at once."""
    opened = facilitated_gathering(request.user, pk)
    if request.method == "GET":
        context = {"gathering": opened, "retrospective": opened.retrospective}
        return render(request, "gathering/reveal.html", context)
    with transaction.atomic():
        number = opened.reveal()
        index_retrospectives([opened.retrospective_id])
    if number:
        said = f"Revealed: {number} thought{'s' if number > 1 else ''}, in random order."
    else:
        said = "There was nothing to reveal."
    messages.success(request, said)
    return redirect("gathering_merge" if number else "gathering", pk)
