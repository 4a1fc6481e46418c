"""OpenTelemetry, where it is installed and its variables name a collector.

Spans are made here rather than by the instrumentation of Django, whose spans hold addresses. A span
is one request: its route, its method and its status.
"""

import time
from importlib.util import find_spec

from django.conf import settings

_tracer = None


def is_installed():
    """Return whether the extra retros[otel] is installed."""
    try:
        return find_spec("opentelemetry.exporter.otlp.proto.http") is not None
    except ModuleNotFoundError:
        return False


def start(processor=None):
    """Send spans from now on, to the collector that OTEL_EXPORTER_OTLP_ENDPOINT names."""
    global _tracer
    if not (settings.OTEL_IS_ON and is_installed()):
        return
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    provider = TracerProvider(
        resource=Resource.create({"service.name": settings.OTEL_SERVICE_NAME})
    )
    provider.add_span_processor(processor or BatchSpanProcessor(OTLPSpanExporter()))
    _tracer = provider.get_tracer("retros")


def note_request(method, route, status, seconds):
    """Send a span of a request that has just been answered."""
    if _tracer is None:
        return
    ended_at = time.time_ns()
    attributes = {"http.route": route, "http.response.status_code": status}
    attributes["http.request.method"] = method if method in _METHODS else "_OTHER"
    began_at = ended_at - int(seconds * 1e9)
    _tracer.start_span(route, start_time=began_at, attributes=attributes).end(ended_at)


_METHODS = {"DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"}
