"""The site as DEPLOY says: "2" gives the wall's script another name, "half" one that is not there yet."""

import os

from tests.browser.application import application as site

DEPLOY = os.environ.get("DEPLOY", "1")
SCRIPT = {"1": b"", "2": b"?deploy=2", "half": b".not-there-yet"}[DEPLOY]


def application(environ, start_response):
    """Answer as the site does, with the script's name of this deploy."""
    from retros.views.wall import slides

    slides._code = lambda: DEPLOY
    headers = []

    def began(status, given, *rest):
        headers[:] = [status, [pair for pair in given if pair[0] != "Content-Length"], *rest]

    body = b"".join(site(environ, began))
    start_response(*headers)
    return [body.replace(b"js/wall.js", b"js/wall.js" + SCRIPT)]
