"""An answer on its way to a client that may read slowly."""

import socket
import tempfile
from contextlib import suppress

MEMORY_MAX = 256 * 1024  # of an answer; more of it is kept in a file
_PIECE = 64 * 1024


class Outgoing:
    """A socket whose writer never waits: what the client can't take yet is kept.

    A thread writes. Once it is done, the loop sends what is kept.
    """

    def __init__(self, sock):
        sock.setblocking(False)
        self.socket = sock
        self.kept, self.kept_bytes, self.sent_bytes = None, 0, 0

    def __getattr__(self, name):
        return getattr(self.socket, name)

    def setblocking(self, flag):
        """Ignore gunicorn, whose threads would wait for the client."""

    def settimeout(self, seconds):
        """Ignore gunicorn here, too."""

    def sendall(self, data):
        """Send what the client takes now and keep the rest."""
        sent = 0 if self.is_waiting else self._send(data)
        if sent < len(data):
            self._keep(data[sent:])

    send = sendall

    @property
    def is_waiting(self):
        """Whether something is still to be sent."""
        return self.sent_bytes < self.kept_bytes

    def send_kept(self):
        """Send some of what is kept and return how many bytes. Raise OSError if the client left."""
        self.kept.seek(self.sent_bytes)
        sent = self._send(self.kept.read(_PIECE))
        self.sent_bytes += sent
        if not self.is_waiting:
            self._delete_kept()
        return sent

    def close(self):
        """Close without waiting. Read what came in: unread bytes would cut off the answer."""
        self._delete_kept()
        with suppress(OSError):
            self.socket.shutdown(socket.SHUT_WR)
            for _ in range(4):
                if not self.socket.recv(_PIECE):
                    break
        self.socket.close()

    def _send(self, data):
        try:
            return self.socket.send(data)
        except BlockingIOError:
            return 0

    def _keep(self, data):
        if self.kept is None:
            self.kept = tempfile.SpooledTemporaryFile(max_size=MEMORY_MAX)  # noqa: SIM115
        self.kept.seek(self.kept_bytes)
        self.kept.write(data)
        self.kept_bytes += len(data)

    def _delete_kept(self):
        if self.kept:
            self.kept.close()
        self.kept, self.kept_bytes, self.sent_bytes = None, 0, 0
