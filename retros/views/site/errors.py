"""How the site is, and what it says when something is not as it should be."""

import sys
from contextlib import suppress

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import Error, InterfaceError, OperationalError
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import Installation

TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
DATABASE_AWAY = (OperationalError, InterfaceError)
DRAINED_BYTES = 200 * 1024 * 1024
_OWN = "script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'"


@login_not_required
@never_cache
@require_safe
def healthz(request):
    """200 with the database reachable and prepared, 503 without; no details. One query."""
    try:
        Installation.objects.exists()
    except Error:
        return HttpResponse("unavailable", content_type="text/plain", status=503)
    return HttpResponse("ok", content_type="text/plain")


def not_found(request, exception):
    """handler404. Django's own reads the body for its token, and a bad one makes it fail."""
    return render(request, "404.html", status=404)


def forbidden(request, exception):
    """handler403, for the same reason."""
    return render(request, "403.html", status=403)


def bad_request(request, exception):
    """handler400, and 413 for a request that is too large."""
    too_large = isinstance(exception, TOO_LARGE)
    if too_large:
        _drain(request)
    return _plain_page("400.html", 413 if too_large else 400, too_large=too_large)


def uri_too_long():
    """For an address that the server stops reading: most likely a long text to search for."""
    response = _plain_page("414.html", 414)
    response["Content-Security-Policy"] = f"default-src 'none'; {_OWN}"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _drain(request):
    """Read the rest of the body: a browser that is cut off while it sends shows no answer."""
    with suppress(OSError):
        for _ in range(0, DRAINED_BYTES, 64 * 1024):
            if not request.read(64 * 1024):
                return


def server_error(request):
    """handler500, and 503 while the database is away. Called while the error is being handled."""
    if isinstance(sys.exc_info()[1], DATABASE_AWAY):
        response = _plain_page("503.html", 503)
        response["Retry-After"] = "30"
        return response
    return _plain_page("500.html", 500)


def _plain_page(template, status, **context):
    """A page made without the request: it must work without database, session and user."""
    response = HttpResponse(render_to_string(template, context), status=status)
    response["Cache-Control"] = "no-store"
    return response
