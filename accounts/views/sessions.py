"""Where somebody is signed in, and signing out there."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.models import BrowserSession

SHOWN_MAX = 100


@require_safe
def sessions(request):
    """List one's own sessions, that of this browser first."""
    found = list(request.user.browser_sessions.open()[:SHOWN_MAX])
    here = request.session.session_key
    found.sort(key=lambda one: one.session_id != here)
    return render(request, "account/sessions.html", {"sessions": found, "here": here})


@require_POST
def session_end(request, pk):
    """Sign out in one other browser."""
    others = request.user.browser_sessions.exclude(session=request.session.session_key)
    found = get_object_or_404(others, pk=pk)
    BrowserSession.objects.filter(pk=found.pk).end()
    messages.success(request, f"Signed out: {found.browser}.")
    return redirect("sessions")


@require_POST
def sessions_end(request):
    """Sign out in all other browsers, also in those that the list doesn’t show."""
    request.user.sign_out_everywhere()
    update_session_auth_hash(request, request.user)
    messages.success(request, "Signed out everywhere else.")
    return redirect("sessions")
