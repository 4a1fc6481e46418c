"""What operators see of the running site, and who may ask for it."""

from django.core.exceptions import ImproperlyConfigured

from retros.settings.environment import text

METRICS_TOKEN = text("METRICS_TOKEN")
if METRICS_TOKEN and len(METRICS_TOKEN) < 16:
    raise ImproperlyConfigured("METRICS_TOKEN must have at least 16 characters.")
# Where the processes of one server keep what they count; `serve` sets it for them.
METRICS_DIR = text("PROMETHEUS_MULTIPROC_DIR")
