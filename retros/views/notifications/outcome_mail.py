"""Mail after gatherings: asked for in the profile, stopped there or by its own link."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from retros.models import OutcomeMail
from retros.views.notifications.stopping import stopping


@require_POST
def outcome_mail(request):
    """Start it with `wanted`, for what is published from now on; stop it without.

    With `requests`, withdraw what was asked for on the pages of gatherings instead.
    """
    if "requests" in request.POST:
        request.user.outcome_requests.all().delete()
    elif request.POST.get("wanted"):
        OutcomeMail.objects.get_or_create(user=request.user)
    else:
        OutcomeMail.objects.filter(user=request.user).delete()
    messages.success(request, "Saved.")
    return redirect("profile")


stop = stopping(OutcomeMail, "notifications/stop_outcomes.html")
