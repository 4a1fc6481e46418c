"""The site as it answers a display whose clock is ahead: it takes over the time that this tells it."""

import time
from datetime import UTC, datetime

from django.utils import timezone
from gunicorn import util

from tests.browser.application import application as site

told = {"ahead": 0.0}


def now():
    return datetime.fromtimestamp(time.time() + told["ahead"], UTC)


def application(environ, start_response):
    """Answer as the site does, at the time that the last question told."""
    if "HTTP_X_NOW" in environ:
        told["ahead"] = float(environ["HTTP_X_NOW"]) - time.time()
    return site(environ, start_response)


written = util.http_date
timezone.now = now
util.http_date = lambda timestamp=None: written(timestamp or now().timestamp())
