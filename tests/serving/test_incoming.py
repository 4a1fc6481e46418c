"""A request is whole when all of it is here, however it was cut on its way."""

import pytest
from django.conf import settings

from retros.serving.incoming import DISCARD_MAX, HEADER_MAX, MEMORY_MAX, Incoming

GET = b"GET /wall/ HTTP/1.1\r\nHost: a\r\n\r\n"
SESSION = b"Cookie: a=b; sessionid=c\r\n"


def post(body, *headers, length=None):
    length = len(body) if length is None else length
    lines = [b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n" % length, *headers, b"\r\n"]
    return b"".join(lines) + body


def taken(*pieces):
    incoming = Incoming()
    for piece in pieces:
        incoming.take(piece)
    return incoming


def read(incoming):
    return b"".join(iter(lambda: incoming.recv(8192), b""))


@pytest.mark.parametrize("size", [1, 3, 7, 64 * 1024])
@pytest.mark.parametrize("request_", [GET, post(b"a=1"), post(b"x" * 300_000)], ids=len)
def test_request_arrives_as_it_was_sent(request_, size):
    size = max(size, len(request_) // 5_000)
    pieces = [request_[at : at + size] for at in range(0, len(request_), size)]
    incoming = taken(*pieces[:-1])
    assert not incoming.is_complete
    incoming.take(pieces[-1])
    assert incoming.is_complete and not incoming.refusal
    assert read(incoming) == request_


def test_next_request_begins_after_the_body_whether_that_was_read_or_not():
    incoming = taken(post(b"a=1") + GET + GET)
    incoming.start_next()
    assert incoming.is_complete and read(incoming) == GET
    incoming.start_next()
    assert incoming.is_complete and read(incoming) == GET
    incoming.start_next()
    assert not incoming.is_complete and not incoming.header


def test_large_body_waits_in_a_file():
    incoming = taken(post(b"x" * (MEMORY_MAX + 1)))
    assert len(incoming.header) < 100 and incoming.kept_bytes == MEMORY_MAX + 1
    incoming.start_next()
    assert incoming.body is None


@pytest.mark.parametrize(
    ("header", "length", "refusal"),
    [
        (b"", settings.VISITOR_REQUEST_BYTES, None),
        (b"", settings.VISITOR_REQUEST_BYTES + 1, "content_too_large"),
        (SESSION, settings.VISITOR_REQUEST_BYTES + 1, None),
        (SESSION, settings.LARGE_REQUEST_BYTES + 1, "content_too_large"),
    ],
)
def test_body_is_small_without_a_session(header, length, refusal):
    assert taken(post(b"", header, length=length)).refusal == refusal


def test_too_large_body_is_read_to_its_end_and_not_kept():
    length = settings.VISITOR_REQUEST_BYTES + 10
    incoming = taken(post(b"x" * (length - 1), length=length))
    assert not incoming.is_complete and incoming.body is None and len(incoming.header) < 100
    incoming.take(b"x" + GET)
    assert incoming.is_complete and incoming.rest == GET


def test_endless_body_is_not_read_to_its_end():
    assert taken(post(b"", length=10**14)).missing == DISCARD_MAX


def test_too_long_header_is_read_to_its_end_and_not_kept():
    incoming = taken(b"GET /?q=", *[b"a" * 10_000] * 100)
    assert incoming.refusal == "uri_too_long" and len(incoming.header) < HEADER_MAX
    assert not incoming.is_complete
    incoming.take(b" HTTP/1.1\r\n\r")
    incoming.take(b"\n")
    assert incoming.is_complete


@pytest.mark.parametrize(
    "lines",
    [
        b"Content-Length: 1\r\nContent-Length: 1\r\n",
        b"Content-Length: 1, 1\r\n",
        b"Content-Length: +1\r\n",
        b"Content-Length: 0x1\r\n",
        b"content-length:\r\n",
        b"Content-Length : 1\r\n",
        b"Content-Length: " + b"9" * 5_000 + b"\r\n",
    ],
)
def test_length_that_can_be_read_in_two_ways_is_refused(lines):
    assert taken(b"POST / HTTP/1.1\r\n" + lines + b"\r\n").refusal == "unreadable_request"


def test_length_with_zeros_before_it_is_the_same_length():
    incoming = taken(b"POST / HTTP/1.1\r\nContent-Length: %b3\r\n\r\nabc" % (b"0" * 40))
    assert incoming.is_complete and incoming.length == 3


def test_body_without_a_length_is_refused():
    incoming = taken(b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n")
    assert incoming.is_complete and incoming.refusal == "length_required"


def test_client_that_asks_first_is_refused_before_it_sends():
    length = settings.VISITOR_REQUEST_BYTES + 1
    incoming = taken(post(b"", b"Expect: 100-continue\r\n", length=length))
    assert incoming.is_complete and incoming.refusal == "content_too_large"
