"""The site's settings, with a bare view beside its own to compare with."""

from retros.settings import *  # noqa: F403

ROOT_URLCONF = "tests.bench.wall_urls"
