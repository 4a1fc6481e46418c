"""The weekly mail with new lessons: asked for in the profile, stopped there or by its own link."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.signing import BadSignature
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from retros.models import Digest
from retros.views.notifications.stopping import stopping

SUBSCRIBED = "You get an email on Mondays when there are new lessons."
SUBSCRIBED_WITHOUT_MAIL = "You’re subscribed. Emails start once this site can send them."


@require_POST
def digest(request):
    """Start it with `wanted`, stop it without. With `reminders`, choose what it reminds of."""
    if "reminders" in request.POST:
        wanted = request.POST.getlist("reminds_of")
        Digest.objects.filter(user=request.user).remind_of(wanted)
        messages.success(request, "Saved.")
    elif request.POST.get("wanted"):
        Digest.objects.start(request.user)
        messages.success(request, SUBSCRIBED if settings.SENDS_EMAIL else SUBSCRIBED_WITHOUT_MAIL)
    else:
        Digest.objects.filter(user=request.user).delete()
        messages.success(request, "You’re unsubscribed from the weekly email.")
    return redirect("profile")


stop = stopping(Digest, "notifications/stop.html")


@never_cache
@csrf_exempt  # as in `stopping`
@login_not_required
@require_http_methods(["GET", "POST"])
def stop_reminders(request, token, kind=Digest.Reminder.DATES):
    """Stop one kind of reminder in the weekly email by its link, as `stop` does.

    Links of earlier emails name no kind: they said that they stop reminders of dates.
    """
    if kind not in Digest.Reminder:
        raise Http404
    found = _subscription(token).reminding_of(kind)
    if request.method == "POST":
        found.stop_reminding_of(kind)
    context = {"is_on": found.exists(), "words": Digest.Reminder(kind).label}
    return render(request, "notifications/stop_reminders.html", context)


def _subscription(token):
    """Return the subscription that the link with `token` may stop; 404 for a forged one."""
    try:
        return Digest.objects.with_stop_token(token)
    except BadSignature:
        raise Http404 from None
