"""Where the site is: the address to serve on, and the one that people type."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from retros.settings.environment import flag, items, number, text

_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}


def _bracketed(host):
    """An IPv6 host gets its brackets."""
    return f"[{host}]" if ":" in host else host


def _parts(address):
    """The parts of the site's address; ImproperlyConfigured if it is more or less than one."""
    try:
        parts = urlsplit(address)
        good = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
        good = good and not (parts.path or parts.query or parts.username)
    except ValueError:
        good = False
    if not good:
        raise ImproperlyConfigured(
            "SITE_URL must be like https://retros.example.org, without a path."
        )
    return parts


DEBUG = flag("DEBUG", default=False)
HOST = text("HOST", "127.0.0.1").strip("[]")
PORT = number("PORT", 8000, "a number from 1 to 65535, such as 8000", least=1, most=65535)
BIND = f"{_bracketed(HOST)}:{PORT}"
# After SIGTERM: how long /readyz says so while everything is still answered.
DRAIN_SECONDS = number("DRAIN_SECONDS", 0, "a number of seconds up to 300, such as 10", most=300)
SITE_URL = text("SITE_URL", f"http://{_bracketed(_EVERYWHERE.get(HOST, HOST))}:{PORT}").rstrip("/")
_site = _parts(SITE_URL)
SITE_HOST, SITE_IS_HTTPS = _bracketed(_site.hostname), _site.scheme == "https"
ALLOWED_HOSTS = [SITE_HOST, *items("ALLOWED_HOSTS"), "127.0.0.1", "localhost", "[::1]"]
ALLOWED_HOSTS = list(dict.fromkeys(ALLOWED_HOSTS))
CSRF_TRUSTED_ORIGINS = [SITE_URL]

# Proxies in front of us that append to X-Forwarded-For and set X-Forwarded-Proto. Our server
# speaks http, so that https means one proxy at least.
TRUSTED_PROXIES = number("TRUSTED_PROXIES", int(SITE_IS_HTTPS))
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
