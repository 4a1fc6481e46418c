"""How mail leaves."""

import environ
from django.core.exceptions import ImproperlyConfigured

from retros.settings.environment import text
from retros.settings.site import SITE_HOST


def _mail(url):
    try:
        return environ.Env.email_url_config(url)
    except (ValueError, ImproperlyConfigured):  # not with the value: it may hold a password
        raise ImproperlyConfigured(
            "EMAIL_URL must be like smtp+tls://user:password@mail.example.org:587."
        ) from None


vars().update(_mail(text("EMAIL_URL", "consolemail://")))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = text("DEFAULT_FROM_EMAIL", f"Retros <retros@{SITE_HOST.strip('[]')}>")
# By default emails are only written to the log, so no page may say that one is on its way.
SENDS_EMAIL = not vars()["EMAIL_BACKEND"].endswith(("console.EmailBackend", "dummy.EmailBackend"))
