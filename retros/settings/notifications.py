"""Where notifications may go."""

import re

from django.core.exceptions import ImproperlyConfigured

from retros.settings.environment import items, renamed


def _host(text):
    """(scheme, host, port) of an entry like chat.example.org, [fd00::1]:8065 or http://10.0.0.5."""
    must_be = f"NOTIFICATION_HOSTS must be hosts like chat.example.org:8065, not {text!r}."
    parts = re.fullmatch(
        r"(?:(https?)://)?([A-Za-z0-9][A-Za-z0-9._-]*|\[[0-9A-Fa-f:.]+\])(?::(\d{1,5}))?", text
    )
    if not parts or not 0 < int(parts[3] or 443) < 65536:
        raise ImproperlyConfigured(must_be)
    scheme = parts[1] or "https"
    port = int(parts[3] or (443 if scheme == "https" else 80))
    return scheme, parts[2].strip("[]").lower(), port


# Hosts that notifications may be sent to although they are inside the network or speak http.
NOTIFICATION_HOSTS = [_host(text) for text in items(renamed("NOTICE_HOSTS", "NOTIFICATION_HOSTS"))]
