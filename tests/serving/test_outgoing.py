"""Nobody who writes an answer waits for its reader."""

import socket
import threading

import pytest

from retros.serving.outgoing import Outgoing


@pytest.fixture
def ends():
    """An Outgoing, and the socket of its reader."""
    ours, theirs = socket.socketpair()
    theirs.settimeout(60)
    yield Outgoing(ours), theirs
    ours.close()
    theirs.close()


def received(theirs, size):
    found = b""
    while len(found) < size:
        found += theirs.recv(size - len(found))
    return found


def test_short_answer_goes_out_at_once(ends):
    outgoing, theirs = ends
    outgoing.sendall(b"hello")
    assert not outgoing.is_waiting and theirs.recv(10) == b"hello"


def test_answer_that_is_not_read_is_kept_and_goes_out_in_order(ends):
    outgoing, theirs = ends
    answer = b"".join(b"%07d\n" % n for n in range(250_000))
    for at in range(0, len(answer), 8192):
        outgoing.sendall(answer[at : at + 8192])
    assert outgoing.is_waiting
    found = []
    reader = threading.Thread(target=lambda: found.append(received(theirs, len(answer))))
    reader.start()
    while outgoing.is_waiting:
        outgoing.send_kept()
    reader.join()
    assert found == [answer] and outgoing.kept is None


def test_reader_that_has_gone_is_an_error_for_who_sends(ends):
    outgoing, theirs = ends
    outgoing.sendall(b"x" * 1_000_000)
    theirs.close()
    with pytest.raises(OSError):
        outgoing.send_kept()


def test_closing_waits_for_nobody(ends):
    outgoing, theirs = ends
    theirs.sendall(b"unread")
    outgoing.sendall(b"answer")
    outgoing.close()
    assert theirs.recv(10) == b"answer" and theirs.recv(10) == b""
