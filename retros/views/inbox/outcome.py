"""Asking, with the link of a gathering, for one email with what comes of it.

Stored beside what is written, never with it: who asks is known, and what they wrote is not.
"""

from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from retros.models import OutcomeRequest
from retros.views.inbox.links import with_link


@require_POST
@with_link
def outcome(visit):
    """Ask for the email with `wanted`; withdraw that without. Guests have no address that is known."""
    user, inbox = visit.request.user, visit.inbox
    is_wanted = "wanted" in visit.request.POST
    if not user.is_authenticated or (is_wanted and not settings.SENDS_EMAIL):
        raise Http404
    if is_wanted:
        OutcomeRequest.objects.get_or_create(gathering=inbox, user=user)
    else:
        OutcomeRequest.objects.filter(gathering=inbox, user=user).delete()
    return redirect(f"{inbox.address}#outcome")
