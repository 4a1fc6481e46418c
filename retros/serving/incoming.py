"""The bytes of a request as they arrive, until the request is complete.

Only its length is parsed here; gunicorn's parser then reads it from the start. If that sees another
length, it meets the end of the data and the connection is closed.
"""

import re
import tempfile

from django.conf import settings

REQUEST_LINE_MAX = 8190  # the most that gunicorn parses
HEADER_MAX = 32 * 1024
MEMORY_MAX = 128 * 1024  # of a body; a larger one is kept in a file
DISCARD_MAX = 200 * 1024 * 1024

_END_OF_HEADER = b"\r\n\r\n"
_LENGTHS = re.compile(rb"\r\ncontent-length([^\r]*)", re.IGNORECASE)
_LENGTH = re.compile(rb":[ \t]*0*(\d{1,15})[ \t]*")
_CHUNKED = re.compile(rb"\r\ntransfer-encoding[ \t]*:", re.IGNORECASE)
_EXPECTS = re.compile(rb"\r\nexpect[ \t]*:[ \t]*100-continue", re.IGNORECASE)


class Incoming:
    """The bytes of a request. gunicorn's parser reads them as if this were the socket.

    A refused request is read to its end and discarded: a browser that is cut off while it sends
    shows no answer. `refusal` is the name of its page in views/site/errors.py.
    """

    def __init__(self):
        self.rest = b""  # the beginning of the next request
        self.body = None
        self.start_next()

    def start_next(self):
        """Forget the answered request. Bytes that came after it begin the next one."""
        self.close()
        self.header, self.body = bytearray(), None
        self.length = None  # of the body, once the header is complete
        self.missing = 0  # of the body
        self.refusal, self.expects_continue = None, False
        rest, self.rest = self.rest, b""
        if rest:
            self.take(rest)

    def take(self, data):
        """Add bytes that the client sent."""
        if self.is_complete:
            self.rest += data
        elif self.length is not None:
            self._take_body(data)
        else:
            self._take_header(data)

    @property
    def is_complete(self):
        """Whether the header and all of the body have arrived."""
        return self.length is not None and not self.missing

    @property
    def kept_bytes(self):
        """How many bytes of the disk the body takes once it is complete."""
        return self.length if self.body else 0

    @property
    def is_large(self):
        """Whether the body is larger than a visitor may send."""
        return self.kept_bytes > settings.VISITOR_REQUEST_BYTES

    def recv(self, size):
        """Return up to `size` bytes for the parser; none at the end of the request."""
        if self.header:
            data = bytes(self.header[:size])
            del self.header[:size]
            return data
        return self.body.read(size) if self.body else b""

    def refuse(self, page):
        """Discard the rest of the request, then answer with `page`."""
        self.close()
        self.refusal = page
        self.missing = 0 if self.expects_continue else min(self.missing, DISCARD_MAX)

    def close(self):
        """Delete the file of the body."""
        if self.body:
            self.body.close()
            self.body = None

    def _take_header(self, data):
        looked_at = max(0, len(self.header) - len(_END_OF_HEADER) + 1)
        self.header += data
        end = self.header.find(_END_OF_HEADER, looked_at)
        if end >= 0:
            end += len(_END_OF_HEADER)
            body = bytes(self.header[end:])
            del self.header[end:]
            self._begin_body()
            self.take(body)
        elif len(self.header) > HEADER_MAX or self._has_long_line():
            self.refusal = self.refusal or "uri_too_long"
            del self.header[: 1 - len(_END_OF_HEADER)]

    def _has_long_line(self):
        return len(self.header) > REQUEST_LINE_MAX + 100 and self.header.find(b"\r\n") < 0

    def _begin_body(self):
        lengths = _LENGTHS.findall(self.header)
        length = _LENGTH.fullmatch(lengths[0]) if lengths else None
        self.length = self.missing = int(length[1]) if length else 0
        self.expects_continue = bool(self.missing and _EXPECTS.search(self.header))
        # A proxy that reads another length than this would mix up requests of different people.
        if len(lengths) > 1 or (lengths and not length):
            self.refuse("unreadable_request")
        elif self.refusal or _CHUNKED.search(self.header):
            self.refuse(self.refusal or "length_required")
        elif self.length > self._body_max():
            self.refuse("content_too_large")
        elif self.length > MEMORY_MAX:
            self.body = tempfile.TemporaryFile()  # noqa: SIM115 - close() closes it

    def _body_max(self):
        """Return the largest body allowed. Only Django can check a session, but none is a visitor."""
        has_session = settings.SESSION_COOKIE_NAME.encode() + b"=" in self.header
        return settings.LARGE_REQUEST_BYTES if has_session else settings.VISITOR_REQUEST_BYTES

    def _take_body(self, data):
        ours, self.rest = data[: self.missing], data[self.missing :]
        self.missing -= len(ours)
        if self.body:
            self.body.write(ours)
            if not self.missing:
                self.body.seek(0)
        elif not self.refusal:
            self.header += ours
