"""What would be sent to Sentry and to a collector, kept in memory."""

from contextlib import contextmanager

import sentry_sdk
from django.core.signals import got_request_exception
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from sentry_sdk.transport import Transport

from retros.monitoring import sentry, tracing


class Kept(Transport):
    """Keeps what Sentry would get, byte by byte."""

    def __init__(self):
        super().__init__()
        self.sent = b""

    def capture_envelope(self, envelope):
        self.sent += envelope.serialize()


@contextmanager
def reports(transport=None):
    """Give a function that returns all that `Kept` got for Sentry. SENTRY_DSN has to be set."""
    transport = transport or Kept()
    sentry.start(transport)
    try:
        yield lambda: transport.sent
    finally:
        got_request_exception.disconnect(dispatch_uid="retros.sentry")
        sentry_sdk.get_global_scope().set_client(None)


@contextmanager
def spans():
    """Give a function that returns all spans, in JSON. OTEL_IS_ON has to be set."""
    exporter = InMemorySpanExporter()
    tracing.start(SimpleSpanProcessor(exporter))
    try:
        yield lambda: "\n".join(span.to_json() for span in exporter.get_finished_spans())
    finally:
        tracing._tracer = None
