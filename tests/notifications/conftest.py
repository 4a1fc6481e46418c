"""A real web server on this machine that behaves as chats do on bad days."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.utils import timezone

from retros.notifications import posting
from tests import factories


class Chat(ThreadingHTTPServer):
    """Answers `status` with `headers`; `got` holds what arrived. May hang, or drip its answer."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.status, self.headers, self.got = 200, {}, []
        self.is_on_wall = self.drips = False
        self.released = threading.Event()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}"

    @property
    def payloads(self):
        return [json.loads(body) for _, _, body in self.got]

    def handle_error(self, request, client_address):
        """Somebody who hung up is no news."""


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        chat = self.server
        body = self.rfile.read(int(self.headers["Content-Length"]))
        chat.got.append((self.path, dict(self.headers), body))
        if chat.is_on_wall:
            chat.released.wait(10)
            return
        if chat.drips:
            for piece in iter(lambda: chat.released.wait(0.05), True):
                self.wfile.write(b"H" if piece else b"x")
        self.send_response(chat.status)
        for name, value in chat.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(b"words of somebody else")

    do_GET = do_POST

    def log_message(self, *args):
        """Quiet."""


@pytest.fixture
def chat(settings, monkeypatch):
    server = Chat()
    settings.NOTIFICATION_HOSTS = [("http", "127.0.0.1", server.server_port)]
    monkeypatch.setattr(posting, "SECONDS_A_STEP", 0.3)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
    yield server
    server.released.set()
    server.shutdown()
    server.server_close()


@pytest.fixture
def channel(db, chat):
    """A channel of that server's which wants to hear of everything."""
    return factories.ChannelFactory(
        label="Payments room",
        service="webhook",
        address=f"{chat.url}/secret-hook-4711",
        notify_wall_posts=True,
        notify_retrospectives=True,
        notify_kickoffs=True,
    )


class Clock:
    """`clock()` is now; `clock.pass_by(minutes=5)` lets time pass."""

    def __init__(self):
        self.now = timezone.now()

    def __call__(self):
        return self.now

    def pass_by(self, **time):
        self.now = self.later(**time)

    def later(self, **time):
        return self.now + timezone.timedelta(**time)


@pytest.fixture
def clock():
    clock = Clock()
    clock.pass_by(seconds=1)
    return clock
