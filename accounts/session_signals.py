"""Keeping the list of sessions right when somebody signs in or changes their password."""

import time

from allauth.account.signals import password_changed, password_reset
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver

from accounts.models import BrowserSession
from accounts.sessions import SIGNED_IN_AT


@receiver(user_logged_in)
def note_sign_in(sender, request, user, **kwargs):
    """Begin a session of this browser, which ends settings.SESSION_COOKIE_AGE seconds from now."""
    session = request.session
    session[SIGNED_IN_AT] = int(time.time())
    if not session.session_key:  # somebody else was signed in here before
        session.save()
    BrowserSession.objects.note_visit(session, user, request.META.get("HTTP_USER_AGENT", ""))


@receiver([password_changed, password_reset])
def end_other_sessions(sender, request, user, **kwargs):
    """Whoever knew the old password is signed out; the browser that changed it is not."""
    user.browser_sessions.exclude(session=request.session.session_key or "").end()
