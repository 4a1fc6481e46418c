"""One request to a webhook: to an address that was tested, with an end, and nothing of the answer
but its status.
"""

import http.client
import json
import socket
import ssl
import threading
from contextlib import suppress
from datetime import timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from django.utils import timezone

from retros.notifications.addresses import NotAllowed, Target

SECONDS_A_STEP = 5  # to connect, and between two pieces of an answer
SECONDS_IN_ALL = 15  # however slowly an answer drips
TRIED = 4  # numbers of one name


class NotDelivered(Exception):
    """It did not arrive. The text says why, in our words; `not_before` is when to ask again."""

    def __init__(self, words, not_before=None):
        super().__init__(words)
        self.not_before = not_before


def post(address, payload, now):
    """Send `payload` as JSON; raises NotDelivered. Follows no redirect, reads no body."""
    try:
        target = Target.of(address)
        status, wait = _exchange(target, json.dumps(payload).encode())
    except NotAllowed as reason:
        raise NotDelivered(str(reason)) from None
    except TimeoutError:
        raise NotDelivered(f"No response within {SECONDS_A_STEP} seconds.") from None
    except ssl.SSLError:
        raise NotDelivered("The HTTPS connection failed: check the certificate.") from None
    except (OSError, http.client.HTTPException, ValueError):
        # Not from the error: it may hold the address.
        raise NotDelivered("The connection failed.") from None
    if HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST:
        raise NotDelivered(f"The webhook redirected ({status}). Redirects aren’t followed.")
    if not HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        raise NotDelivered(f"The webhook responded with {_words(status)}.", _not_before(wait, now))


def _words(status):
    try:
        return f"{status} ({HTTPStatus(status).phrase})"
    except ValueError:
        return str(status)


def _not_before(wait, now):
    """When Retry-After allows the next request: seconds, or a date. None if it says nothing."""
    try:
        if wait.isascii() and wait.isdigit():
            return now + timedelta(seconds=min(int(wait[:9]), 86_400))
        moment = parsedate_to_datetime(wait)
        return moment if timezone.is_aware(moment) else None
    except (AttributeError, ValueError, OverflowError):
        return None


def _exchange(target, body):
    """The status of the answer, and its Retry-After."""
    connection = _Connection(target)
    end = threading.Timer(SECONDS_IN_ALL, connection.cut)
    end.daemon = True
    end.start()
    try:
        headers = {"Content-Type": "application/json", "User-Agent": "Retros"}
        connection.request("POST", target.path, body, headers)
        answer = connection.getresponse()
        return answer.status, answer.getheader("Retry-After")
    finally:
        end.cancel()
        connection.close()


class _Connection(http.client.HTTPConnection):
    """Goes to the numbers that were tested, and asks for the host by its name."""

    def __init__(self, target):
        super().__init__(target.host, target.port, timeout=SECONDS_A_STEP)
        self.target = target
        self.default_port = 443 if target.scheme == "https" else 80  # left out of Host

    def connect(self):
        self.sock = self._reach(self.target.addresses())
        if self.target.scheme == "https":
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(
                self.sock, server_hostname=self.target.host, do_handshake_on_connect=False
            )
            self.sock.do_handshake()

    def _reach(self, numbers):
        """The first that answers; of one name, several machines may be reached by one way only."""
        *first, last = numbers[:TRIED]
        for number in first:
            try:
                return socket.create_connection((number, self.target.port), self.timeout)
            except OSError:
                continue
        return socket.create_connection((last, self.target.port), self.timeout)

    def cut(self):
        """Close it now, even while someone reads."""
        if self.sock:
            with suppress(OSError):
                self.sock.shutdown(socket.SHUT_RDWR)
