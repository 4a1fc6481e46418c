"""The Fail Wall: who reads it, and which pages may show it in a frame."""

import re

from django.core.exceptions import ImproperlyConfigured

from retros.settings.environment import flag, items, one_of

_WHO = "public (everyone reads the Fail Wall) or screens (members and the links of screens)"
FAIL_WALL = one_of("FAIL_WALL", ["public", "screens"], "public", _WHO)
FAIL_WALL_REVIEW = flag("FAIL_WALL_REVIEW", default=False)
FAIL_WALL_EMBED_HOSTS = items("FAIL_WALL_EMBED_HOSTS")
for _host in FAIL_WALL_EMBED_HOSTS:
    if not re.fullmatch(r"(https?://)?(\*\.)?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*(:\d{1,5})?", _host):
        raise ImproperlyConfigured(
            f"FAIL_WALL_EMBED_HOSTS must be hosts like intranet.example.org, not {_host!r}."
        )
