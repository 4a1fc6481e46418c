"""Action items."""

from django.contrib import messages
from django.db.models import Case, F, Value, When
from django.http import Http404, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from retros.filters import ActionFilter
from retros.forms.actions import ClosingForm
from retros.models import ActionItem, Retrospective
from retros.views.paging import page_of

GROUPS = ["Assigned to you", "Your teams", "Other teams"]


@require_safe
def actions(request):
    """List items, open ones unless asked otherwise: mine, then my teams', then others'; those due soonest first."""
    return _show(request)


@require_POST
def action(request, pk):
    """Close an item as done or dropped. Answer 409 with both versions if someone else changed it."""
    item = get_object_or_404(_visible_to(request.user), pk=pk)
    if not _may_close(request.user, [item]):
        raise Http404
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


def _show(request, *, form=None, conflict=(), status=200):
    filters = ActionFilter(request.GET, _near_to(request.user))
    page = page_of(request, filters.qs, size=30)
    closable = _may_close(request.user, page)
    for item in page:
        item.group = GROUPS[item.nearness]
        item.closing = ClosingForm(instance=item, auto_id=f"%s-{item.pk}")
        item.may_close = item.pk in closable and item.status == item.Status.OPEN
    context = {"filters": filters, "page": page, "form": form, "conflict": conflict}
    return render(request, "actions/list.html", context, status=status)


def _visible_to(user):
    return ActionItem.objects.visible_to(user).select_related(
        "retrospective__project__team", "owner"
    )


def _near_to(user):
    nearness = Case(
        When(owner=user, then=Value(0)),
        When(retrospective__project__team__in=user.team_ids, then=Value(1)),
        default=Value(2),
    )
    return (
        _visible_to(user)
        .annotate(nearness=nearness)
        .order_by("nearness", F("due_on").asc(nulls_last=True), "pk")
    )


def _may_close(user, items):
    """Return ids of `items` that `user` owns or whose retrospective they edit. Run one query."""
    written = Retrospective.objects.editable_by(user).filter(
        pk__in={item.retrospective_id for item in items}
    )
    written = set(written.values_list("pk", flat=True))
    return {i.pk for i in items if i.owner_id == user.pk or i.retrospective_id in written}
