"""The gunicorn worker, with our page for an address that is too long."""

import time
from contextlib import suppress

from gunicorn.http.errors import LimitRequestLine
from gunicorn.workers.gthread import ThreadWorker

_MAX_BYTES = 4 * 1024 * 1024  # read of what follows
_SECONDS = 2


class Worker(ThreadWorker):
    """Answer a request line over the limit with a page, without reaching Django."""

    def handle_error(self, req, client, addr, exc):
        if not isinstance(exc, LimitRequestLine):
            super().handle_error(req, client, addr, exc)
            return
        with suppress(OSError):
            _drain(client)
            client.settimeout(_SECONDS)
            client.sendall(_answer())


def _drain(client):
    """Read the rest of the request: a browser cut off while sending shows no answer."""
    end, left, last = time.monotonic() + _SECONDS, _MAX_BYTES, b""
    with suppress(TimeoutError):
        while left > 0 and (remaining := end - time.monotonic()) > 0:
            client.settimeout(min(remaining, 0.2))
            some = client.recv(64 * 1024)
            last, left = (last + some)[-4:], left - len(some)
            if not some or last == b"\r\n\r\n":
                return


def _answer():
    from retros.views.site.errors import uri_too_long  # Django is set up by now

    response = uri_too_long()
    headers = {**response.headers, "Content-Length": len(response.content), "Connection": "close"}
    lines = [f"HTTP/1.1 {response.status_code} {response.reason_phrase}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + response.content
