"""The site's settings, with a view beside its own that does nothing but know who asks."""

from retros.settings import *  # noqa: F403

ROOT_URLCONF = "tests.bench.page_urls"
