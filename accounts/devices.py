"""Browsers that somebody signed in with before. A signed cookie says so.

Guesses from elsewhere never stop them: limits for a known device are its own. Without this, anyone
could lock the owner of an account out with a few wrong passwords, again and again.
"""

from django.conf import settings
from django.core import signing

from accounts.models import User
from accounts.tokens import new_token

COOKIE, COOKIE_SECONDS = "known_device", 365 * 24 * 60 * 60
PEOPLE_MAX = 5  # who share one browser
_SALT = "accounts.devices"


def known_device(request, email):
    """Return the id of this browser if the person with `email` signed in with it, else None."""
    devices = _devices(request)
    user = User.objects.filter(email__iexact=email).first() if devices else None
    return user and devices.get(user.browser_key)


def remember_device(request, response, user):
    """Let `response` set the cookie that makes this browser a known device of `user`."""
    devices = _devices(request)
    own = devices.pop(user.browser_key, None) or new_token()
    kept = dict([*devices.items(), (user.browser_key, own)][-PEOPLE_MAX:])
    response.set_cookie(
        COOKIE,
        signing.dumps(kept, salt=_SALT),
        max_age=COOKIE_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _devices(request):
    """Return {key of a person: id of this browser for them}."""
    try:
        return signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=COOKIE_SECONDS)
    except signing.BadSignature:
        return {}
