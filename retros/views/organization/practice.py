"""Practice on past decisions: what was known then, what would you choose, and what came of it."""

import re

from django.db.models import F, Q
from django.shortcuts import render
from django.views.decorators.http import require_safe

from retros.forms.practice import PracticeForm
from retros.models import Decision, PathStop, Project, Retrospective

DECISIONS = 10
# Where an imported decision record goes on to what was chosen.
_TOLD = re.compile(
    r"^(?:#{1,6}[ \t]*|\*\*)(?:decision|consequences|outcome)\b", re.IGNORECASE | re.MULTILINE
)


@require_safe
def practice(request):
    """Show one of ten decisions as it was before it was made. Nothing that is typed there is sent."""
    form = PracticeForm(request.GET, user=request.user)
    form.is_valid()
    chosen = _chosen(form.chosen, request.user)
    ids = list(chosen.values_list("pk", flat=True)[:DECISIONS])
    number = min(form.cleaned_data.get("number") or 1, max(len(ids), 1))
    shown = Decision.objects.visible_to(request.user).select_related("retrospective__project__team")
    decision = shown.filter(pk=ids[number - 1]).first() if ids else None
    context = {
        "form": form,
        "decision": decision,
        "known": _TOLD.split(decision.informed_by)[0] if decision else "",
        "number": number,
        "total": len(ids),
    }
    return render(request, "decisions/practice.html", context)


def _chosen(about, user):
    """Decisions that say what was known and what came of it, oldest first."""
    found = Decision.objects.visible_to(user).published().exclude(informed_by="")
    found = found.exclude(Q(outcome__in=("", "unknown")) & Q(what_happened=""))
    kind, value = about
    if kind == "product":
        records = Retrospective.objects.filter(tags__slug=value).values("pk")
        projects = Project.objects.filter(tags__slug=value).values("pk")
        found = found.filter(Q(retrospective__in=records) | Q(retrospective__project__in=projects))
    if kind == "path":
        stops = PathStop.objects.present().filter(path=value)
        found = found.filter(
            Q(pk__in=stops.exclude(decision=None).values("decision"))
            | Q(retrospective__in=stops.exclude(retrospective=None).values("retrospective"))
        )
    return found.order_by(F("decided_on").asc(nulls_last=True), "pk")
