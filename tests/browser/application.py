"""The site for the browser's tests, with static files straight from their folders.

It can be another deploy: DEPLOY "2" gives the wall's script another name, "half" one that is not
there yet.
"""

import os
from functools import partial

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from retros.call_stack import call_with_room

settings.WHITENOISE_USE_FINDERS = True  # looked up once, when it starts; nothing is collected
site = partial(call_with_room, get_wsgi_application())
SCRIPT = {"2": b"?deploy=2", "half": b".not-there-yet"}


def application(environ, start_response):
    """Answer as the site does."""
    deploy = os.environ.get("DEPLOY")
    return deployed(deploy, environ, start_response) if deploy else site(environ, start_response)


def deployed(deploy, environ, start_response):
    """Answer as the site does, with the script's name of this deploy."""
    from retros.views.wall import slides

    slides._code = lambda: deploy
    headers = []

    def began(status, given, *rest):
        headers[:] = [status, [pair for pair in given if pair[0] != "Content-Length"], *rest]

    body = b"".join(site(environ, began))
    start_response(*headers)
    return [body.replace(b"js/wall.js", b"js/wall.js" + SCRIPT[deploy])]
