"""The lines of the log, as text or JSON: one line for each record.

What Django logs of a request holds its address, and an exception may hold what somebody wrote. Their
lines say instead which route it was, how it ended and how long it took, and which type of exception was
raised where.
"""

import json
import logging
from datetime import UTC, datetime

from retros.monitoring.exceptions import places_of, types_of
from retros.monitoring.requests import current_request, is_unsaid, route_of, said_id, seconds_of

# Loggers whose messages hold addresses.
_OF_REQUESTS = ("django.request", "django.security", "retros.requests")


class TextLines(logging.Formatter):
    """ERROR django.request: 500 lesson in 37 ms, request 5f2c…: KeyError at retros/access.py:12 in lesson."""

    def format(self, record):
        facts = facts_of(record)
        parts = [facts.get("message", "")]
        if "route" in facts:
            parts.append(f"{facts['status']} {facts['route']} in {facts['ms']} ms")
        if facts.get("request_id"):
            parts.append(f"request {facts['request_id']}")
        if "error" in facts:
            parts.append(f"{facts['error']} at {', '.join(facts['at'])}")
        said = "; ".join(part for part in parts if part)
        return " ".join(f"{record.levelname} {record.name}: {said}".split("\n"))


class JsonLines(logging.Formatter):
    """{"level": "ERROR", "logger": "django.request", "route": "lesson", "status": 500, …}"""

    def format(self, record):
        return json.dumps(facts_of(record), ensure_ascii=False)


def facts_of(record):
    """Return {name: value} of what a line says. Of a gathering it says the exception alone."""
    facts = {"level": record.levelname, "logger": record.name}
    request = getattr(record, "request", None) or current_request()
    if not hasattr(request, "path_info") or not is_unsaid(request):
        facts |= {"time": datetime.fromtimestamp(record.created, UTC).isoformat()}
        facts |= _of_request(record, request)
    if not record.name.startswith(_OF_REQUESTS):
        facts["message"] = record.getMessage()
    exception = record.exc_info[1] if record.exc_info else getattr(record, "exception", None)
    if exception is not None:
        facts |= {"error": types_of(exception), "at": places_of(exception)}
    return facts


def _of_request(record, request):
    if not hasattr(request, "path_info"):
        return {}
    facts = {"request_id": said_id(request)}
    if record.name.startswith(_OF_REQUESTS):
        facts |= {
            "route": route_of(request),
            "status": getattr(record, "status_code", 400),
            "ms": round(seconds_of(request) * 1000),
        }
    return facts


FORMATTERS = {"text": TextLines, "json": JsonLines}
