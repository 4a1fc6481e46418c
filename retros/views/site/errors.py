"""The health check and the error pages."""

import logging
import os
import sys
from contextlib import suppress

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import Error, InterfaceError, OperationalError
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.frames import frame_for
from accounts.models import Installation
from retros.monitoring.requests import said_id

logger = logging.getLogger(__name__)

FREE_MIN = 50 * 1024 * 1024  # of the disk, for what is being written to be finished
TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
DATABASE_AWAY = (OperationalError, InterfaceError)
DRAINED_BYTES = 200 * 1024 * 1024
_OWN = "script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'"


@login_not_required
@never_cache
@require_safe
def healthz(request):
    """Answer 200 if the database is reachable and migrated and the disk has room, else 503.

    Run one query.
    """
    try:
        Installation.objects.exists()
    except Error:
        return HttpResponse("unavailable", content_type="text/plain", status=503)
    if is_full(settings.DATA_DIR):
        logger.error("The disk of DATA_DIR is full: less than %s MB are free.", FREE_MIN // 1024**2)
        return HttpResponse("unavailable", content_type="text/plain", status=503)
    return HttpResponse("ok", content_type="text/plain")


def is_full(folder):
    """Return whether the disk of `folder` has too little room, or no room for another file."""
    disk = os.statvfs(folder)
    has_inodes = disk.f_favail or not disk.f_files  # some file systems don't count them
    return disk.f_bavail * disk.f_frsize < FREE_MIN or not has_inodes


def not_found(request, exception):
    """Answer 404. Django's own handler parses the body for its token, which a bad body breaks."""
    return _framed(request, "404.html", 404)


def forbidden(request, exception):
    """Answer 403, for the same reason without Django's handler."""
    return _framed(request, "403.html", 403)


def _framed(request, template, status, **context):
    context["frame"] = frame_for(request)
    response = render(request, template, context, status=status)
    response["Cache-Control"] = "no-store"
    return response


def bad_request(request, exception):
    """Answer 400, or 413 for a request that is too large."""
    too_large = isinstance(exception, TOO_LARGE)
    if too_large:
        _drain(request)
    return _plain_page("400.html", 413 if too_large else 400, too_large=too_large)


def uri_too_long():
    """Answer 414 for an address over the server's limit, most likely a long search text."""
    return _before_django("414.html", 414)


def content_too_large():
    """Answer 413 for a body over the server's limit."""
    return _before_django("400.html", 413, too_large=True)


def unreadable_request():
    """Answer 400 for what is not HTTP."""
    return _before_django("400.html", 400)


def length_required():
    """Answer 411 for a body without Content-Length, which no browser sends."""
    return _before_django("400.html", 411)


def too_many_uploads():
    """Answer 503 for a large body while too many others are being received."""
    return _before_django("503.html", 503, busy=True)


def disk_full():
    """Answer 503 for a body that can't be kept on the disk."""
    return _before_django("503.html", 503)


def _before_django(template, status, **context):
    """Render a page for a request that no middleware sees."""
    response = _plain_page(template, status, **context)
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
    """Answer 500, or 503 if the database is unreachable. Called while the error is handled."""
    if isinstance(sys.exc_info()[1], DATABASE_AWAY):
        response = _plain_page("503.html", 503)
        response["Retry-After"] = "30"
        return response
    with suppress(Exception):  # whatever failed may fail again
        return _framed(request, "500.html", 500, request_id=said_id(request))
    return _plain_page("500.html", 500, request_id=said_id(request))


def _plain_page(template, status, **context):
    """Render a page without the request, since it must work without database, session and user."""
    response = HttpResponse(render_to_string(template, context), status=status)
    response["Cache-Control"] = "no-store"
    return response
