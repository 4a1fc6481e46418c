"""Notifications leave the network, unless the site names a host inside."""

import socket

import pytest

from retros.notifications.addresses import NotAllowed, Target, is_outside
from retros.notifications.posting import NotDelivered, post

INSIDE = [
    *("127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0"),
    *("100.64.0.1", "192.0.0.8", "192.88.99.1", "224.0.0.1", "255.255.255.255", "240.0.0.1"),
    *("::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "fec0::1", "::127.0.0.1"),
    *("::ffff:127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::", "2001:0:1::1"),
]


@pytest.fixture
def leads_to(monkeypatch):
    """`leads_to("10.0.0.1")`: what the name of the chat stands for."""
    real = socket.getaddrinfo

    def lead(*numbers):
        found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, 443)) for number in numbers]

        def look_up(host, *args, **kwargs):
            return found if host.endswith(".example.org") else real(host, *args, **kwargs)

        monkeypatch.setattr(socket, "getaddrinfo", look_up)

    return lead


@pytest.fixture
def connected(monkeypatch):
    """Numbers that somebody wanted to connect to; none answers."""
    numbers = []

    def refuse(address, timeout):
        numbers.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", refuse)
    return numbers


@pytest.mark.parametrize("number", INSIDE)
def test_numbers_that_are_no_machine_outside(number):
    assert not is_outside(number)


@pytest.mark.parametrize("number", ["93.184.215.14", "2606:4700::6810:84e5", "::ffff:1.1.1.1"])
def test_numbers_of_machines_outside(number):
    assert is_outside(number)


@pytest.mark.parametrize(
    "address",
    [
        "http://hooks.example.org/a",
        "ftp://hooks.example.org/a",
        "hooks.example.org/a",
        "https://",
        "https:///a",
        "https://user:word@hooks.example.org/a",
        "https://@hooks.example.org/a",
        "https://hooks.example.org:99999/a",
        "https://hooks.example.org:word/a",
        "https://hooks.example.org/a b",
        "https://hooks.example.org/a\r\nHost: inside",
        "https://hooks.example.org\\@inside/a",
        "https://hööks.example.org/a",
        "https://[::1/a",
        "https://[fe80::1%25eth0]/a",
        "javascript:alert(1)",
        "",
    ],
)
def test_what_is_no_https_address_is_refused(address):
    with pytest.raises(NotAllowed):
        Target.of(address)


def test_name_that_leads_inside_is_refused_and_never_connected_to(leads_to, connected):
    for numbers in (["10.0.0.1"], ["93.184.215.14", "127.0.0.1"]):
        leads_to(*numbers)
        with pytest.raises(NotDelivered, match="private network"):
            post("https://hooks.example.org/a", {}, None)
    assert connected == []


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "127.1", "localhost", "[::1]"])
def test_other_ways_to_write_this_machine_are_refused(host, connected):
    with pytest.raises(NotDelivered):
        post(f"https://{host}/a", {}, None)
    assert connected == []


def test_tested_numbers_are_those_connected_to(leads_to, connected):
    leads_to("93.184.215.14", "93.184.215.15")
    with pytest.raises(NotDelivered):
        post("https://hooks.example.org/a", {}, None)
    assert connected == [("93.184.215.14", 443), ("93.184.215.15", 443)]


def test_host_is_asked_for_by_its_name(chat, settings, leads_to):
    settings.NOTIFICATION_HOSTS = [("http", "chat.example.org", chat.server_port)]
    leads_to("127.0.0.1")
    post(f"http://chat.example.org:{chat.server_port}/a?b=c", {"ä": 1}, None)
    (path, headers, body) = chat.got[0]
    assert (path, headers["Host"]) == ("/a?b=c", f"chat.example.org:{chat.server_port}")
    assert headers["Content-Type"] == "application/json" and body == b'{"\\u00e4": 1}'


@pytest.mark.parametrize("entry", [("https", "127.0.0.1"), ("http", "localhost")])
def test_only_the_named_host_is_allowed_exactly(chat, settings, entry):
    settings.NOTIFICATION_HOSTS = [(*entry, chat.server_port)]
    with pytest.raises(NotDelivered):
        post(f"{chat.url}/a", {}, None)
    assert chat.got == []


def test_server_that_speaks_no_https_is_said(chat, settings):
    settings.NOTIFICATION_HOSTS = [("https", "127.0.0.1", chat.server_port)]
    with pytest.raises(NotDelivered, match="HTTPS connection failed"):
        post(f"https://127.0.0.1:{chat.server_port}/a", {}, None)
