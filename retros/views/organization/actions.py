"""Action items."""

from django.contrib import messages
from django.db.models import F
from django.http import HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from retros.filters import ActionFilter
from retros.forms.actions import ClosingForm, StatusForm, closing_html
from retros.models import ActionItem, readable_now
from retros.views.paging import InTurn, page_of

GROUPS = ["Assigned to you", "Your teams", "Other teams"]
MOST_AT_ONCE = 500  # items on the page that changes several


@require_safe
def actions(request):
    """List items, open ones unless asked otherwise: mine, then my teams', then others'; those due soonest first."""
    return _show(request)


@require_POST
def action(request, pk):
    """Close an item as done or dropped. Answer 409 with both versions if someone else changed it."""
    item = get_object_or_404(ActionItem.objects.closable_by(request.user), pk=pk)
    if "version" not in request.POST:
        return HttpResponseBadRequest("Include the version that you are changing.")
    form = ClosingForm(request.POST, instance=item)
    if not form.is_valid():
        return _show(request, form=form, status=422)
    conflict = form.save_as_seen(by=request.user)
    if conflict:
        return _show(request, form=form, conflict=conflict, status=409)
    messages.success(request, f"{item.get_status_display()}: {item.text}")
    return redirect("actions")


@require_http_methods(["GET", "POST"])
def status(request):
    """Give several items another status: of those that the filters show, what the user may close."""
    visible = _visible_to(request.user).select_related("retrospective", "owner")
    groups = ActionFilter(request.GET, visible, request.user).groups()
    closable = [group.closable_by(request.user) for group in groups]
    items = InTurn(closable)[: MOST_AT_ONCE + 1]
    form = StatusForm(
        request.POST if request.method == "POST" else None,
        items=items[:MOST_AT_ONCE],
        all_selected=request.GET.get("select") == "all",
    )
    if form.is_bound and form.is_valid():
        changed = form.save(by=request.user)
        _say_changed(request, changed, form.number_selected - changed)
        return redirect(f"{reverse('actions')}{_query_of_filters(request)}")
    context = {
        "form": form,
        "filters": _query_of_filters(request),
        "most": MOST_AT_ONCE if len(items) > MOST_AT_ONCE else None,
    }
    return render(request, "actions/status.html", context, status=422 if form.is_bound else 200)


def _query_of_filters(request):
    """The query string of the list that has the same filters; "" without any."""
    query = request.GET.copy()
    for name in ("select", "page"):
        query.pop(name, None)
    return f"?{query.urlencode()}" if query else ""


def _say_changed(request, changed, unchanged):
    messages.success(request, f"Changed {changed} action item{'s' * (changed != 1)}.")
    if unchanged:
        messages.info(
            request,
            f"Not changed: {unchanged}, because someone else changed them meanwhile or they had "
            "this status already.",
        )


def _show(request, *, form=None, conflict=(), status=200):
    user = request.user
    readable = ActionItem.objects.filter(readable_now(user, "retrospective__"))
    filters = ActionFilter(request.GET, _soonest_due(readable), user)
    number = filters.number_of(ActionItem.objects.apart_for(user))
    shown = _visible_to(user).select_related("retrospective__project__team", "owner")
    page = page_of(request, InTurn(filters.groups()), shown=shown, number=number)
    closable = ActionItem.objects.closable_among([item.pk for item in page], user)
    for item in page:
        item.group = GROUPS[_nearness(item, user)]
        item.may_close = item.pk in closable and item.status == item.Status.OPEN
        if item.may_close:
            item.closing = closing_html(item)
    context = {
        "filters": filters,
        "page": page,
        "form": form,
        "conflict": conflict,
        "may_change": bool(closable),
        "query": _query_of_filters(request),
    }
    return render(request, "actions/list.html", context, status=status)


def _visible_to(user):
    return _soonest_due(ActionItem.objects.visible_to(user))


def _soonest_due(items):
    return items.order_by(F("due_on").asc(nulls_last=True), "pk")


def _nearness(item, user):
    """The place of the group that an item stands in."""
    if item.owner_id == user.pk:
        return 0
    return 1 if item.retrospective.project.team_id in user.team_ids else 2
