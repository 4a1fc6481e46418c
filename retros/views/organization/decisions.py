"""The list of decisions across projects, and the page of one decision."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from retros.access import readable_decision
from retros.filters import DecisionFilter
from retros.models import Decision
from retros.views.paging import page_of


@require_safe
def decisions(request):
    """List all visible decisions, newest first, without archived ones."""
    visible = Decision.objects.visible_to(request.user).exclude(retrospective__status="archived")
    filters = DecisionFilter(request.GET, visible, request.user)
    found = filters.qs.select_related("retrospective__project__team")
    context = {"filters": filters, "page": page_of(request, found)}
    return render(request, "decisions/list.html", context)


@require_safe
def decision(request, pk):
    """Show a decision with its observations and the chain of what replaced what."""
    found = readable_decision(request.user, pk)
    visible = Decision.objects.visible_to(request.user)
    context = {
        "decision": found,
        "notes": found.observations.all(),
        "replaced_by": visible.filter(pk=found.superseded_by_id).first(),
        "chain": visible.with_standing(request.user).chain_of(found),
        "may_edit": found.retrospective.is_written_by(request.user),
    }
    return render(request, "decisions/detail.html", context)
