"""What the facilitator of an inbox does: a new link, closing it, the reveal.

What waits can only be read with the link. The browser that created the link keeps it in a cookie;
in another one the facilitator pastes it.
"""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from retros.forms.inbox import LinkForm
from retros.views.inbox.links import show_link, unlock_from_browser

TOO_FEW = (
    "Unattributed contributions stay private until at least 3 people, each in their own browser, "
    "have written some."
)


@sensitive_variables()
def open_with_new_link(inbox, pk, flow):
    """Give `inbox` a new link and redirect to the page that shows it."""
    return show_link(reverse(flow.facilitator_page, args=[pk]), inbox.renew_link())


@sensitive_post_parameters("link")
@sensitive_variables()
@require_POST
def renew(request, pk, flow):
    """Create a new link, also for a closed inbox; the earlier one stops working.

    What waits moves to the new link. Without the earlier one it is lost, so that is asked first.
    """
    inbox = flow.facilitated(request.user, pk)
    if "start_over" in request.POST:
        return show_link(reverse(flow.facilitator_page, args=[pk]), inbox.start_over())
    form = _unlock(request, inbox)
    if inbox.needs_link:
        context = {"inbox": inbox, "flow": flow, "pk": pk, "form": form}
        return render(request, "inbox/link_needed.html", context, status=422)
    return open_with_new_link(inbox, pk, flow)


def _unlock(request, inbox):
    """Unlock `inbox` with what the browser keeps or the form says; return the form to show."""
    unlock_from_browser(request, inbox)
    form = LinkForm(request.POST if "link" in request.POST else None, inbox=inbox)
    if inbox.needs_link:
        form.is_valid()
    return form


@require_POST
def close(request, pk, flow):
    """Make the link useless for writing; what waits stays for the next reveal."""
    flow.facilitated(request.user, pk).close()
    messages.success(request, "Link closed. Keep it: you need it to reveal pending contributions.")
    return redirect("kickoff" if "go_on" in request.POST else flow.facilitator_page, pk)


@sensitive_post_parameters("link")
@sensitive_variables()
@require_http_methods(["GET", "POST"])
def reveal(request, pk, flow):
    """Say what will happen; then turn everything that waits into part of the draft or kickoff."""
    inbox = flow.facilitated(request.user, pk)
    form = _unlock(request, inbox)
    if request.method == "GET" or inbox.needs_link:
        context = {"inbox": inbox, "flow": flow, "pk": pk, "form": form}
        status = 200 if request.method == "GET" else 422
        return render(request, f"{flow.templates}/reveal.html", context, status=status)
    with transaction.atomic():
        revealed = inbox.reveal()
        flow.after_reveal(inbox)
    _say(request, revealed, flow.noun)
    return redirect(flow.revealed_page if revealed else flow.facilitator_page, pk)


def _say(request, revealed, noun):
    """Tell how many were revealed; nothing tells whether any were held back."""
    number = len(revealed)
    said = f"Revealed {number} {noun}{'s'[: number != 1]}, in random order."
    if all(one.is_signed for one in revealed):
        said = f"{said if number else 'Nothing was revealed.'} {TOO_FEW}"
    messages.success(request, said)
