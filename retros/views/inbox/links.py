"""The cookies of an inbox: the key of a browser that writes, and the link a facilitator keeps.

Nothing here stores who, when or in which order: no session, no message, no log line, no limit that
counts. Only the browser keeps the key with which its unattributed contributions can be changed.
"""

from dataclasses import dataclass
from functools import wraps

from allauth.core.ratelimit import respond_429
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from accounts.limits import count_wrong_link, may_try_links
from accounts.tokens import new_token
from retros.models import AnonymousInbox, BrowserKey, LinkNeeded
from retros.views.inbox.flows import InboxFlow

COOKIE, COOKIE_SALT = "browser_key", "gathering"
EARLIER_COOKIE = "pen"  # of browsers that wrote before the cookie was renamed
# The link is stored as a hash. The browser that created it keeps it, for the facilitator's pages
# alone: what waits can't be revealed without it.
LINK_COOKIE = "inbox_link"
COOKIE_DAYS = 90


@dataclass(frozen=True)
class Visit:
    """A request by somebody with a valid link."""

    request: HttpRequest
    flow: InboxFlow
    inbox: AnonymousInbox
    key: BrowserKey


def with_link(view):
    """Decorate a view so that it gets a Visit instead of the token in its address.

    A valid link counts against no limit: thirty people who join at once may share one network
    address, and each check would leave that address in the shared cache.
    """

    @sensitive_post_parameters()
    @sensitive_variables()
    @wraps(view)
    def opened(request, token, flow, **arguments):
        secret = secret_in_browser(request)
        inbox = flow.model.objects.opened_by(token).first()
        if inbox is None:
            return _not_valid(request, is_known=secret is not None)
        inbox.unlock(token)
        inbox.address = flow.address(token)
        key = BrowserKey(secret or new_token(), request.user.pk)
        try:
            response = view(Visit(request, flow, inbox, key), **arguments)
        except LinkNeeded:  # a new link was created just now
            return _not_valid(request, is_known=True)
        if secret is None:
            keep_key(key, response, flow.cookie_path)
        return response

    opened.leaves_no_trace = True  # for accounts.middleware, as is the next
    opened.admits_guests = _admits_guests
    return opened


@sensitive_variables()
def _admits_guests(token, flow, **_):
    """Return whether `token` opens an inbox whose facilitator lets in people without an account."""
    inbox = flow.model.objects.opened_by(token).first()
    return inbox is not None and inbox.admits_guests


def secret_in_browser(request):
    """Return the secret of this browser, or None."""
    found = (
        request.get_signed_cookie(name, default=None, salt=COOKIE_SALT)
        for name in (COOKIE, EARLIER_COOKIE)
    )
    return next(filter(None, found), None)


@sensitive_variables()
def show_link(address, token):
    """Redirect to the page at `address`, which shows the link. Only the browser keeps it."""
    response = redirect(address)
    response.set_cookie(
        LINK_COOKIE,
        token,
        max_age=COOKIE_DAYS * 24 * 60 * 60,
        path=address,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


@sensitive_variables()
def link_in_browser(request, inbox, flow):
    """Return the link of `inbox` if this browser keeps it, else ""."""
    if inbox is None or not inbox.is_open or not unlock_from_browser(request, inbox):
        return ""
    return settings.SITE_URL + flow.address(inbox.token)


@sensitive_variables()
def unlock_from_browser(request, inbox):
    """Unlock `inbox` if this browser keeps its link; return whether it does."""
    return inbox.unlock(request.COOKIES.get(LINK_COOKIE, ""))


def _not_valid(request, *, is_known):
    """Count as wrong invitations are, unless the browser has a key of ours: its link was valid."""
    if not is_known:
        if not may_try_links(request):
            return respond_429(request)
        count_wrong_link(request)
    return render(request, "inbox/link_not_valid.html", status=404)


def keep_key(key, response, path):
    """Let this browser alone keep `key`, for the pages below `path`."""
    response.set_signed_cookie(
        COOKIE,
        key.secret,
        salt=COOKIE_SALT,
        max_age=COOKIE_DAYS * 24 * 60 * 60,
        path=path,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
