"""A gathering as its facilitator meets it: opening it, its link, the agenda, the reveal."""

from django.conf import settings
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from retros.access import editable_draft, facilitated_gathering
from retros.forms.gathering import GatheringForm
from retros.forms.merging import take_theirs
from retros.models import Gathering
from retros.search import index_retrospectives
from retros.views.gathering_writing import PROMPTS
from retros.wall_picture import code_of

# The link is stored as a hash. The browser that made it keeps it for the day of the sitting.
COOKIE, COOKIE_HOURS = "gathering_link", 24


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
            return _with_link(opened, opened.renew_link())
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
    token = request.COOKIES.get(COOKIE, "")
    knows_link = opened is not None and opened.is_opened_by(token)
    link = settings.SITE_URL + reverse("gather", args=[token]) if knows_link else ""
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
def _with_link(opened, token):
    """To the gathering's page. The browser, and nothing else, keeps the link."""
    address = reverse("gathering", args=[opened.retrospective_id])
    response = redirect(address)
    response.set_cookie(
        COOKIE,
        token,
        max_age=COOKIE_HOURS * 60 * 60,
        path=address,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


@require_POST
def renew(request, pk):
    """Another link, also after the gathering was closed; the one before opens nothing."""
    opened = facilitated_gathering(request.user, pk)
    return _with_link(opened, opened.renew_link())


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
