"""Measure every request: the outermost middleware."""

import logging
import time

from django.conf import settings
from django.db import connection

from retros.monitoring import counters, tracing
from retros.monitoring.requests import begin, end, is_unsaid, route_of, seconds_of

SLOW_SECONDS = 2
logger = logging.getLogger("retros.requests")


class MonitoringMiddleware:
    """Number the requests, count them by route, and log the slow ones.

    Static files are left out: browsers keep them.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        token = begin(request)
        waited = DatabaseWait()
        try:
            with connection.execute_wrapper(waited):
                response = self.get_response(request)
            if not is_unsaid(request) and not _is_static(request):
                _note(request, response, waited.seconds)
        finally:
            end(token)
        return response


class DatabaseWait:
    """Adds up how long statements take, also while they wait for another writer."""

    def __init__(self):
        self.seconds = 0.0

    def __call__(self, execute, *statement):
        began_at = time.perf_counter()
        try:
            return execute(*statement)
        finally:
            self.seconds += time.perf_counter() - began_at


def _is_static(request):
    return request.path_info.startswith(settings.STATIC_URL)


def _note(request, response, waited):
    route, seconds = route_of(request), seconds_of(request)
    counters.note_request(route, response.status_code, seconds, waited)
    tracing.note_request(request.method, route, response.status_code, seconds)
    has_failed, is_slow = response.status_code >= 500, seconds >= SLOW_SECONDS
    if has_failed or is_slow:
        # Of what the log names alone: a screen's browser keeps each number, for months.
        response["X-Request-ID"] = request.request_id
    if is_slow and not has_failed:  # Django logs the others
        logger.warning("slow", extra={"request": request, "status_code": response.status_code})
