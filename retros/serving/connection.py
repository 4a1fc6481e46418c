"""One connection, and whether its client is too slow."""

import time
from contextlib import suppress

from gunicorn.http import get_parser
from gunicorn.workers.gthread import TConn

from retros.serving.incoming import Incoming
from retros.serving.outgoing import Outgoing

HEADER_SECONDS = 15
# At least this much of a body or an answer has to move in this time.
PACE_SECONDS, PACE_BYTES = 30, 15 * 1024
_PIECE = 64 * 1024


class Connection(TConn):
    """A connection whose parser reads only what has arrived."""

    def __init__(self, cfg, sock, client, server):
        super().__init__(cfg, Outgoing(sock), client, server)
        self.incoming = Incoming()
        self.data_ready = True  # otherwise a thread waits for data
        self.events = 0  # what the loop waits for
        self.restart_clock()

    def init(self):
        """Create the parser."""
        if not self.initialized:
            self.initialized = True
            self.parser = get_parser(self.cfg, self.incoming, self.client)

    def receive(self):
        """Take what the client sent. Return False if it left."""
        try:
            data = self.sock.recv(_PIECE)
        except BlockingIOError:
            return True
        except OSError:
            return False
        self.moved += len(data)
        try:
            self.incoming.take(data)
        except OSError:  # the disk is full
            self.incoming.refuse("disk_full")
        return bool(data)

    def send_continue(self):
        """Ask a client for the body if it waits to be asked."""
        if self.incoming.expects_continue and not self.incoming.refusal:
            self.incoming.expects_continue = False
            with suppress(OSError):  # if the client left, receive() says so next
                self.sock.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")

    def send_kept(self):
        """Send more of the answer. Return False if the client left."""
        try:
            self.moved += self.sock.send_kept()
        except OSError:
            return False
        return True

    def start_next(self):
        """Forget this request and any part that the application did not read."""
        self.incoming.start_next()
        self.initialized = False
        self.init()

    @property
    def has_begun(self):
        """Whether any part of a request has arrived."""
        return bool(self.incoming.header) or self.incoming.length is not None

    def restart_clock(self):
        """Start measuring how long the client takes."""
        self.since = self.paced_at = time.monotonic()
        self.moved = self.paced = 0

    def is_too_slow(self, now):
        """Return whether the header takes too long, or too little of the rest arrives."""
        if self.incoming.length is None and not self.sock.is_waiting:
            return now - self.since > HEADER_SECONDS
        if now - self.paced_at < PACE_SECONDS:
            return False
        slow = self.moved - self.paced < PACE_BYTES
        self.paced_at, self.paced = now, self.moved
        return slow

    def close(self, graceful=False):
        """Close at once. gunicorn would wait for the client, and block the loop."""
        self.incoming.close()
        self.sock.close()
