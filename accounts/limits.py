"""How often somebody may guess: passwords, and addresses that hold a secret.

Counted in the shared cache. Only links that open nothing count, and only wrong passwords.
"""

from allauth.core.internal.ratelimit import consume

from accounts.devices import known_device

_LIMIT = {"app": "allauth.account", "action": "wrong_link", "limit_get": True}


def count_sign_in(request, email):
    """Count a sign-in. Return None if it comes after too many, else what rolls the count back.

    A known device has its own limit. All others share those of the account and of the address.
    """
    device = known_device(request, email)
    action, key = ("wrong_on_device", device) if device else ("login_failed", email.lower())
    return consume(request, app="allauth.account", action=action, key=key)


def count_code(request, user):
    """Count a code, or a password that confirms who somebody is. Return as `count_sign_in` does."""
    device = known_device(request, user.email)
    key = f"{user.pk} {device}" if device else str(user.pk)
    return consume(request, app="allauth.account", action="wrong_code", key=key)


def may_try_links(request):
    """Return whether this address tried few enough wrong links in the last minute."""
    return bool(consume(request, dry_run=True, **_LIMIT))


def count_wrong_link(request):
    """Count a wrong link against this address."""
    consume(request, **_LIMIT)
