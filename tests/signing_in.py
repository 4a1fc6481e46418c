"""Signing a test's browser in by writing what a sign-in leaves, in a third of its time."""

import time

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.crypto import get_random_string

from accounts.browsers import browser_in_words
from accounts.models import BrowserSession, User
from accounts.models.browser_session import NOTED
from accounts.sessions import SIGNED_IN_AT, SessionStore

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def sign_in(client, person):
    """Sign a new client in; `tests/accounts/test_sessions.py` compares it with a real sign-in."""
    if person.is_superuser:  # the audit log records it
        client.force_login(person, backend=BACKEND)
        return
    key, today, now = get_random_string(32), timezone.localdate(), timezone.now()
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = BACKEND
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session[SIGNED_IN_AT] = int(time.time())
    session[NOTED] = f"{today} {key}"
    data, ends = session.encode(dict(session.items())), session.get_expiry_date()
    Session.objects.create(session_key=key, session_data=data, expire_date=ends)
    BrowserSession.objects.create(
        session_id=key,
        user=person,
        browser=browser_in_words(""),
        signed_in_on=today,
        seen_on=today,
    )
    User.objects.filter(pk=person.pk).update(last_login=now)
    person.last_login, person.backend = now, BACKEND
    client.cookies[settings.SESSION_COOKIE_NAME] = key
