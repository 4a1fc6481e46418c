"""Risks after the reveal: grouping what is alike, removing, and the way back of both."""

import uuid

from django.contrib import messages
from django.http import HttpResponseBadRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import Truncator
from django.views.decorators.http import require_POST

from retros.access_to_kickoffs import changeable_risk, editable_kickoff
from retros.models import TRASH_DAYS, Risk
from retros.views.kickoffs.risks import show

TOO_FEW = "Select at least 2 that say the same thing."


@require_POST
def group(request, pk):
    """Show the ticked ones as one risk. What is gone or of another kickoff is left out."""
    kickoff = editable_kickoff(request.user, pk)
    ticked = request.POST.getlist("risk")
    try:
        pks = [uuid.UUID(one) for one in ticked]
    except ValueError:
        return HttpResponseBadRequest(
            "Bad request: a risk has an invalid id. Reload the page and try again."
        )
    risks = list(
        Risk.objects.written_by(request.user).present().filter(kickoff=kickoff, pk__in=pks)
    )
    if len(risks) < 2:
        return show(request, kickoff, problem=TOO_FEW, ticked=ticked, status=422)
    first = max(risks, key=lambda risk: len(risk.text))
    first.say_again(risks)
    return redirect(_back_to(first))


@require_POST
def ungroup(request, pk, risk_pk):
    """Let each of a group stand alone again."""
    risk = changeable_risk(request.user, pk, risk_pk)
    risk.stand_alone()
    return redirect(_back_to(risk))


@require_POST
def remove(request, pk, risk_pk):
    """Put a risk into the trash; those grouped under it stand alone."""
    risk = changeable_risk(request.user, pk, risk_pk)
    risk.remove()
    words = Truncator(risk.text).chars(60)
    messages.success(request, f"Removed “{words}”. It stays in the trash for {TRASH_DAYS} days.")
    return redirect(f"{reverse('risks', args=[pk])}#h-risks")


@require_POST
def restore(request, pk, risk_pk):
    """Restore from the trash."""
    risk = changeable_risk(request.user, pk, risk_pk, removed=True)
    risk.restore()
    messages.success(request, "Risk restored.")
    return redirect(_back_to(risk))


def _back_to(risk):
    return f"{reverse('risks', args=[risk.kickoff_id])}#{risk.anchor}"
