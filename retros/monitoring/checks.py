"""System checks: what is configured and not installed."""

from django.conf import settings
from django.core.checks import Tags, Warning, register

from retros.monitoring import sentry, tracing


@register(Tags.compatibility)
def check_extras_are_installed(app_configs, **kwargs):
    """Warn of settings for a package that is missing. Run no query."""
    wanted = [
        (settings.SENTRY_DSN and not sentry.is_installed(), "SENTRY_DSN is set", "sentry", "W101"),
        (
            settings.OTEL_IS_ON and not tracing.is_installed(),
            "OTEL_EXPORTER_OTLP_ENDPOINT is set",
            "otel",
            "W102",
        ),
    ]
    return [
        Warning(
            f"{words}, but what it needs is not installed, so nothing is sent.",
            hint=f"Install it: pip install 'retros[{extra}]'.",
            id=f"retros.{number}",
        )
        for is_missing, words, extra, number in wanted
        if is_missing
    ]
