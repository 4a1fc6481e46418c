"""The risks of a kickoff: imagining them before any lesson is read, and who met them before."""

from django.db import IntegrityError, transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from retros.access_to_kickoffs import editable_kickoff, readable_kickoff
from retros.drawing.wall_card import code_of
from retros.forms.risks import PremortemForm, RisksForm
from retros.kickoffs import RiskBoard
from retros.models import Premortem, Risk
from retros.views.inbox.facilitating import open_with_new_link
from retros.views.inbox.flows import PREMORTEM
from retros.views.inbox.links import link_in_browser


@require_http_methods(["GET", "POST"])
def risks(request, pk):
    """Show the premortem: open the link, show it, reveal; then the risks and who met them before.

    A POST opens the link.
    """
    if request.method == "GET":
        return show(request, readable_kickoff(request.user, pk))
    kickoff = editable_kickoff(request.user, pk)
    if premortem_of(kickoff):
        return redirect("risks", pk)
    form = PremortemForm(request.POST, instance=Premortem(kickoff=kickoff))
    if not form.is_valid():
        return show(request, kickoff, form=form, status=422)
    try:
        with transaction.atomic():
            opened = form.save()
            return open_with_new_link(opened, pk, PREMORTEM)
    except IntegrityError:  # somebody opened it at the same moment
        return redirect("risks", pk)


def premortem_of(kickoff):
    """Return the stored premortem of a kickoff, or None."""
    found = getattr(kickoff, "premortem", None)
    return found if found and found.pk else None


@sensitive_variables()
def show(request, kickoff, *, form=None, together=None, problem="", ticked=(), status=200):
    """Answer with the page, with a form that has errors, or with the ticks of a grouping."""
    opened = premortem_of(kickoff)
    link = link_in_browser(request, opened, PREMORTEM)
    context = {
        "kickoff": kickoff,
        "premortem": opened,
        "inbox": opened,
        "flow": PREMORTEM,
        "may_edit": kickoff.is_edited_by(request.user),
        "board": RiskBoard(kickoff, request.user, ticked),
        "form": form or PremortemForm(),
        "together": together or RisksForm(),
        "problem": problem,
        "link": link,
        "code": link and code_of(link),
    }
    return render(request, "risks/risks.html", context, status=status)


@require_POST
def add(request, pk):
    """Add risks that a team writes down together: shown at once, without a name."""
    kickoff = editable_kickoff(request.user, pk)
    form = RisksForm(request.POST)
    if not form.is_valid():
        return show(request, kickoff, together=form, status=422)
    Risk.objects.add(kickoff.pk, form.cleaned_data["texts"])
    return redirect(f"{reverse('risks', args=[pk])}#h-risks")
