"""Browsers that are not asked for the second step for 30 days. A signed cookie says so.

It counts until the password or the second step changes, or its owner signs out everywhere else.
"""

from django.conf import settings
from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac

from accounts.models import AuthenticatorApp, Passkey

COOKIE, DAYS = "trusted_browser", 30
PEOPLE_MAX = 5  # who share one browser
_SALT = "accounts.second_step.trusted"


def is_trusted(request, user):
    """Return whether this browser needs no second step. One query with the cookie, else none."""
    kept = _kept(request).get(user.browser_key)
    return isinstance(kept, str) and constant_time_compare(kept, _state_of(user))


def trust_browser(request, response, user):
    """Let `response` set the cookie that spares this browser the second step."""
    others = {key: kept for key, kept in _kept(request).items() if key != user.browser_key}
    kept = dict([*others.items(), (user.browser_key, _state_of(user))][-PEOPLE_MAX:])
    response.set_cookie(
        COOKIE,
        signing.dumps(kept, salt=_SALT),
        max_age=DAYS * 24 * 60 * 60,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _state_of(user):
    apps = AuthenticatorApp.objects.filter(user=user).values_list("pk", "sealed_secret")
    passkeys = Passkey.objects.filter(user=user).values_list("pk", flat=True)
    state = f"{user.get_session_auth_hash()} {list(apps)} {list(passkeys)}"
    return salted_hmac(_SALT, state).hexdigest()


def _kept(request):
    """Return {key of a person: state in which this browser is trusted}."""
    seconds = DAYS * 24 * 60 * 60
    try:
        return signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=seconds)
    except signing.BadSignature:
        return {}
