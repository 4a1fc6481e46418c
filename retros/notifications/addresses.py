"""Where notifications may go: https, and no machine inside the network, unless NOTIFICATION_HOSTS names it."""

import ipaddress
import re
import socket
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings

# What `is_global` lets through: addresses that wrap another one, and a few that lead nowhere good.
_NOT_OUTSIDE = [
    ipaddress.ip_network(network)
    for network in (
        *("192.0.0.0/24", "192.88.99.0/24", "::/96", "64:ff9b::/96", "64:ff9b:1::/48"),
        *("2001::/23", "2002::/16", "fec0::/10"),
    )
]
_HOST = re.compile(r"[a-z0-9]([a-z0-9._-]*[a-z0-9])?|[0-9a-f:.]*:[0-9a-f:.]*")
_ASCII = re.compile(r"[!-~]+")
_PORTS = {"https": 443, "http": 80}


class NotAllowed(Exception):
    """The address is none that notifications may go to; the text says why, and nothing of the address."""


class Target(NamedTuple):
    """Where a request goes. `host` is what the certificate has to be for."""

    scheme: str
    host: str
    port: int
    path: str  # with the query string

    @classmethod
    def of(cls, address):
        """Parse `address`. Raises NotAllowed for an invalid address or one that is not https.

        Resolves no names: a name that leads to an internal host is refused by `outside_addresses`.
        """
        target = cls._read(address)
        if target.scheme != "https" and not target.is_named:
            raise NotAllowed("The URL must start with https://.")
        return target

    @classmethod
    def _read(cls, address):
        try:
            parts = urlsplit(address)
            host, port = parts.hostname or "", parts.port or _PORTS.get(parts.scheme)
        except ValueError:
            host, port = "", None
        if not (port and _HOST.fullmatch(host) and _ASCII.fullmatch(address)):
            raise NotAllowed("This is not a webhook URL.")
        if parts.username is not None or parts.password is not None:
            raise NotAllowed("A URL with a username or password can’t be used.")
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        return cls(parts.scheme, host, port, path)

    @property
    def is_named(self):
        """Whether NOTIFICATION_HOSTS allows it, wherever it leads."""
        return (self.scheme, self.host, self.port) in settings.NOTIFICATION_HOSTS

    def addresses(self):
        """Resolve the name to IP addresses. Raises NotAllowed unless all of them are allowed.

        The name is resolved once and exactly these are connected to, so a name that changes a
        moment later leads nowhere else.
        """
        try:
            found = socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            raise NotAllowed("The host could not be found.") from None
        numbers = list(dict.fromkeys(address[0] for *_, address in found))
        if not self.is_named and not all(is_outside(number) for number in numbers):
            raise NotAllowed("The URL leads to a private network.")
        return numbers


def is_outside(number):
    """Return whether the IP address `number` belongs to a single host of the public internet."""
    address = ipaddress.ip_address(number.partition("%")[0])
    address = getattr(address, "ipv4_mapped", None) or address
    wraps = any(address.version == n.version and address in n for n in _NOT_OUTSIDE)
    return address.is_global and not address.is_multicast and not wraps
