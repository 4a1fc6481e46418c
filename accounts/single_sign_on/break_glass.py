"""A link that lets an administrator in when the provider is down or set up wrongly."""

from django.core.cache import cache

from accounts.models import User
from accounts.tokens import hash_token, new_token

MINUTES_VALID = 10
_KEY = "sign_in_link:{}"


def new_sign_in_link(user):
    """Return the token of a link that opens once, within 10 minutes."""
    token = new_token()
    cache.set(_KEY.format(hash_token(token)), user.pk, MINUTES_VALID * 60)
    return token


def opens_for(token):
    """Return whether the link still opens."""
    return cache.get(_KEY.format(hash_token(token))) is not None


def use_sign_in_link(token):
    """Return the administrator whose link it is, for one caller only; else None."""
    key = _KEY.format(hash_token(token))
    pk = cache.get(key)
    if pk is None or not cache.delete(key):
        return None
    return User.objects.administrators().filter(pk=pk).first()
