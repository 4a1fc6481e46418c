"""What may be said of a request: its id, the name of its route, and how it ended.

Never its address, its person or a value of its path. Of gatherings, premortems and asking nothing is said:
with few people, the time of a request tells who wrote what.
"""

import re
import secrets
import time
from contextvars import ContextVar

_UNSAID = re.compile(
    r"/(?:gather|imagine|premortem)/|/\w+/\d+/(?:gathering|risks)/|/questions/[a-z]+/"
)
_current = ContextVar("the request under way", default=None)


def begin(request):
    """Give the request an id and a time, and remember it for what is logged meanwhile."""
    request.request_id = secrets.token_hex(8)
    request.began_at = time.perf_counter()
    return _current.set(request)


def end(token):
    """Forget the request of `begin`."""
    _current.reset(token)


def current_request():
    """Return the request under way in this thread, or None."""
    return _current.get()


def is_unsaid(request):
    """Return whether nothing may be said of the request."""
    return bool(_UNSAID.match(request.path_info))


def said_id(request):
    """Return the id of the request, or "" where there is none or nothing may be said."""
    return "" if is_unsaid(request) else getattr(request, "request_id", "")


def route_of(request):
    """Return the name of the request’s route; "none" if no route fits."""
    match = request.resolver_match
    return match.view_name if match else "none"


def seconds_of(request):
    """Return how long the request has taken."""
    return time.perf_counter() - getattr(request, "began_at", time.perf_counter())
