"""The views of decisions across projects, and the page of one decision."""

from django.db.models import Count, Q
from django.shortcuts import render
from django.views.decorators.http import require_safe

from retros.access import readable_decision
from retros.drawing.timeline import last_day
from retros.filters import DecisionFilter, as_of_day
from retros.kept_html import BETWEEN_PARTS, Page, kept_html, render_to_keep, with_token
from retros.models import Decision, Retrospective, TimelineEvent
from retros.views.organization.decision_views import chart_of, matrix_of
from retros.views.paging import page_of
from retros.views.questions.conversations import conversation_of, quiet_conversation

IN_PICTURE = 100  # decisions of one picture, and of the table below it
_IN_TABLE = ("choice", "decided_on", "replaced_because", "superseded_by__choice")


@require_safe
def decisions(request):
    """Show all visible decisions but archived ones: as a list, over time or by outcome."""
    listed = Decision.objects.exclude(retrospective__status="archived")
    visible = listed.visible_to(request.user)
    filters = DecisionFilter(request.GET, visible, request.user)
    context = {"filters": filters, "as_of": filters.day}
    if filters.shown_view == "matrix":
        context["matrix"] = None if filters.day else matrix_of()
        return render(request, "decisions/matrix.html", context)
    if filters.shown_view == "time":
        return _over_time(request, filters, listed, context)
    shown = visible.with_standing(request.user, filters.day)
    shown = shown.select_related("retrospective__project__team")
    number = filters.number_of(listed.apart_for(request.user))
    context["page"] = page_of(request, filters.qs, shown=shown, number=number)
    return render(request, "decisions/list.html", context)


def _over_time(request, filters, listed, context):
    dated = filters.qs.filter(decided_on__isnull=False)
    counts = [
        filters.filter_queryset(part).aggregate(every=Count("*"), dated=Count("decided_on"))
        for part in listed.apart_for(request.user)
    ]
    number = sum(each["dated"] for each in counts)
    context["undated"] = sum(each["every"] for each in counts) - number
    pks = dated.values_list("pk", flat=True)
    context["page"] = page = page_of(request, pks, size=IN_PICTURE, number=number)
    page.object_list = tuple(page.object_list)
    if page.object_list:
        kept = Page("decisions over time", page.object_list)
        rights = filters.day, _drafts_behind(page.object_list, request.user)
        replaced, context["picture"] = kept_html(
            kept, rights, lambda: _picture(request.user, page.object_list, filters.day)
        )
        context["replaced"] = int(replaced)
    return render(request, "decisions/time.html", context)


def _drafts_behind(pks, user):
    """Return ids of decisions in drafts of `user` that are among these, or replaced one of them."""
    _, in_drafts = Decision.objects.apart_for(user)
    shown = in_drafts.filter(Q(pk__in=pks) | Q(supersedes__in=pks))
    return frozenset(shown.order_by().values_list("pk", flat=True))


def _picture(user, pks, day):
    """Return how many of these decisions were replaced, their lanes and a table that says the same."""
    shown = Decision.objects.visible_to(user).with_standing(user, day)
    shown = shown.select_related("retrospective__project", "superseded_by").only(
        *_IN_TABLE, "retrospective__project__name"
    )
    by_id = shown.in_bulk(pks)
    decisions = [by_id[pk] for pk in pks if pk in by_id]
    context = {
        "decisions": decisions,
        "chart": chart_of(decisions, day),
        "replaced": sum(decision.is_replaced for decision in decisions),
    }
    return render_to_keep("decisions/_over_time.html", context)


@require_safe
def decision(request, pk):
    """Show a decision with its observations and the chain of what replaced what.

    With `?as_of=` only what was known on that day, unless the decision came later.
    """
    user, found = request.user, readable_decision(request.user, pk)
    day = as_of_day(request.GET)
    if not (day and found.decided_on and found.decided_on <= day):
        day = None
    may_edit = found.may_edit
    recorded = [] if day else _changed_since(found, user)
    if day:
        content, quiet = _content(user, found, may_edit, recorded, day), ""
    else:
        page, rights = Page("decision", (pk,)), (may_edit, bool(recorded))
        content, quiet = kept_html(page, rights, lambda: _kept(user, found, may_edit, recorded))
    context = {
        "decision": found,
        "content": content,
        "quiet_conversation": with_token(quiet, request),
        "conversation": None if day or quiet else conversation_of(found, user),
    }
    return render(request, "decisions/detail.html", context)


def _kept(user, found, may_edit, recorded):
    """Return what of the page does not depend on the request, and the conversation if that does not either."""
    content = _content(user, found, may_edit, recorded)
    return content + BETWEEN_PARTS + quiet_conversation(found, may_edit)


def _content(user, found, may_edit, recorded, day=None):
    """Return what of the page does not depend on the request."""
    visible = Decision.objects.visible_to(user)
    if day:
        visible = visible.filter(decided_on__lte=day)
    chain = visible.with_standing(user, day).chain_of(found)
    (standing,) = (link for link in chain if link == found)
    context = {
        "decision": found,
        "as_of": day,
        "notes": [] if day else found.observations.all(),
        "replaced_by": found.superseded_by if standing.is_replaced else None,
        "chain": chain,
        "events": _events_until(day, found, user) if day else [],
        "may_edit": may_edit,
        "may_replace": may_edit and not found.superseded_by_id,
        "recorded": recorded,
    }
    return render_to_keep("decisions/_content.html", context)


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
