"""What operators see of the running site, and who may ask for it."""

import re

from django.core.exceptions import ImproperlyConfigured

from retros.settings.environment import pass_on, text

METRICS_TOKEN = text("METRICS_TOKEN")
if METRICS_TOKEN and len(METRICS_TOKEN) < 16:
    raise ImproperlyConfigured("METRICS_TOKEN must have at least 16 characters.")
# Where the processes of one server keep what they count; `serve` sets it for them.
METRICS_DIR = text("PROMETHEUS_MULTIPROC_DIR")

SENTRY_DSN = text("SENTRY_DSN")
if SENTRY_DSN and not re.fullmatch(r"https?://[^@/\s]+@[^@/\s]+/(\S+/)?\d+", SENTRY_DSN):
    raise ImproperlyConfigured("SENTRY_DSN must be like https://key@sentry.example.org/1.")
pass_on("OTEL_")
OTEL_SERVICE_NAME = text("OTEL_SERVICE_NAME", "retros")
_COLLECTORS = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
OTEL_IS_ON = any(text(name) for name in _COLLECTORS)
