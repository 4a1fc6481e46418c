import pytest

from tests.monitoring import kept


@pytest.fixture
def sentry(settings):
    """`sentry()` is all that it got."""
    settings.SENTRY_DSN = "https://key@sentry.example.org/1"
    with kept.reports() as sent:
        yield sent


@pytest.fixture
def spans(settings):
    """`spans()` are all that a collector got."""
    settings.OTEL_IS_ON = True
    with kept.spans() as sent:
        yield sent
