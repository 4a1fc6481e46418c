"""How often somebody may try addresses that hold a secret.

Counted for each network address in the shared cache; only links that open nothing count.
"""

from allauth.core.internal.ratelimit import consume

_LIMIT = {"app": "allauth.account", "action": "wrong_link", "limit_get": True}


def may_try_links(request):
    """Whether this address has not tried too many wrong links in the last minute."""
    return bool(consume(request, dry_run=True, **_LIMIT))


def count_wrong_link(request):
    """Remember that this address tried a link that opens nothing."""
    consume(request, **_LIMIT)
