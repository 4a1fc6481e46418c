"""Which template stands around a page that both visitors and members read."""

from contextlib import suppress

from django.conf import settings
from django.db import Error
from django.http import HttpRequest


def is_member(request: HttpRequest) -> bool:
    """Return whether a member asks. Without a cookie of a session, nobody is looked up."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated


def frame_for(request: HttpRequest) -> str:
    """Return the template with navigation, search and avatar for members, else the bare one.

    A database that fails meanwhile costs the frame and not the page.
    """
    with suppress(Error, AttributeError):  # before the middleware that adds the user, too
        if is_member(request):
            getattr(request.user, "is_curator")  # noqa: B009 - all that the frame asks, kept for it
            return "base.html"
    return "base_open.html"
