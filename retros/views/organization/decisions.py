"""The views of decisions across projects, and the page of one decision."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from retros.access import readable_decision
from retros.drawing.timeline import last_day
from retros.filters import DecisionFilter, as_of_day
from retros.models import Decision, Retrospective, TimelineEvent
from retros.views.organization.decision_views import chart_of, matrix_of
from retros.views.paging import page_of
from retros.views.questions.conversations import conversation_of

IN_PICTURE = 100  # decisions of one picture, and of the table below it


@require_safe
def decisions(request):
    """Show all visible decisions but archived ones: as a list, over time or by outcome."""
    visible = Decision.objects.visible_to(request.user).exclude(retrospective__status="archived")
    filters = DecisionFilter(request.GET, visible, request.user)
    context = {"filters": filters, "as_of": filters.day}
    if filters.shown_view == "matrix":
        context["matrix"] = None if filters.day else matrix_of(filters)
        return render(request, "decisions/matrix.html", context)
    shown = visible.with_standing(request.user, filters.day)
    shown = shown.select_related("retrospective__project__team")
    if filters.shown_view == "time":
        return _over_time(request, filters, shown, context)
    context["page"] = page_of(request, filters.qs, shown=shown)
    return render(request, "decisions/list.html", context)


def _over_time(request, filters, shown, context):
    dated = filters.qs.filter(decided_on__isnull=False)
    shown = shown.select_related("retrospective__project__team", "superseded_by")
    context["page"] = page = page_of(request, dated, size=IN_PICTURE, shown=shown)
    context["chart"] = chart_of(page.object_list)
    context["replaced"] = sum(decision.is_replaced for decision in page.object_list)
    return render(request, "decisions/time.html", context)


@require_safe
def decision(request, pk):
    """Show a decision with its observations and the chain of what replaced what.

    With `?as_of=` only what was known on that day, unless the decision came later.
    """
    found = readable_decision(request.user, pk)
    visible = Decision.objects.visible_to(request.user)
    day = as_of_day(request.GET)
    if day and found.decided_on and found.decided_on <= day:
        visible = visible.filter(decided_on__lte=day)
    else:
        day = None
    chain = visible.with_standing(request.user, day).chain_of(found)
    (standing,) = (link for link in chain if link == found)
    is_written = found.retrospective.is_written_by(request.user)
    context = {
        "decision": found,
        "as_of": day,
        "notes": [] if day else found.observations.all(),
        "replaced_by": found.superseded_by if standing.is_replaced else None,
        "chain": chain,
        "events": _events_until(day, found, request.user) if day else [],
        "may_edit": is_written,
        "may_replace": is_written and not found.superseded_by_id,
        "conversation": None if day else conversation_of(found, request.user),
        "recorded": [] if day else _changed_since(found, request.user),
    }
    return render(request, "decisions/detail.html", context)


def _changed_since(decision, user):
    """Return [(label, text)] of what was recorded otherwise, for those who see its history."""
    changed = decision.changed_since_recorded()
    seen = Retrospective.objects.restorable_by(user)
    if not changed or not seen.filter(pk=decision.retrospective_id).exists():
        return []
    sources = decision.labels_of(decision.as_recorded["sources"])
    then = decision.as_recorded | {"sources": ", ".join(sources)}
    return [(Decision._meta.get_field(name).verbose_name, then[name]) for name in changed]


def _events_until(day, decision, user):
    """The events of the decision's project that had surely happened by `day`. One query."""
    project = decision.retrospective.project_id
    events = TimelineEvent.objects.visible_to(user).filter(retrospective__project=project)
    return [event for event in events.order_by("on", "pk") if last_day(event) <= day]
