"""What the facilitator of an inbox does: another link, closing it, the reveal."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from retros.views.inbox.links import show_link


@sensitive_variables()
def open_with_new_link(inbox, pk, flow):
    """Give `inbox` a new link and redirect to the page that shows it."""
    return show_link(reverse(flow.facilitator_page, args=[pk]), inbox.renew_link())


@require_POST
def renew(request, pk, flow):
    """Create another link, also after the inbox was closed; the earlier one stops working."""
    return open_with_new_link(flow.facilitated(request.user, pk), pk, flow)


@require_POST
def close(request, pk, flow):
    """Revoke the link; what waits stays for the next reveal."""
    flow.facilitated(request.user, pk).close()
    messages.success(request, "Link closed. Nobody can write with it any longer.")
    return redirect("kickoff" if "go_on" in request.POST else flow.facilitator_page, pk)


@require_http_methods(["GET", "POST"])
def reveal(request, pk, flow):
    """Say what will happen; then turn everything that waits into part of the draft or kickoff."""
    inbox = flow.facilitated(request.user, pk)
    if request.method == "GET":
        return render(
            request, f"{flow.templates}/reveal.html", {"inbox": inbox, "flow": flow, "pk": pk}
        )
    with transaction.atomic():
        number = inbox.reveal()
        flow.after_reveal(inbox)
    if not number:
        messages.success(request, "There was nothing to reveal.")
        return redirect(flow.facilitator_page, pk)
    said = f"Revealed {number} {flow.noun}{'s' if number > 1 else ''}, in random order."
    messages.success(request, said)
    return redirect(flow.revealed_page, pk)
