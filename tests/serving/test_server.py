"""What the server does with requests, whole, in pieces and wrong ones."""

import http.client
import os
import signal
import urllib.error
import urllib.request

import pytest

from retros.serving.worker import KEPT_BYTES
from tests.test_serve import answer, wait_until

HOST = b" HTTP/1.1\r\nHost: 127.0.0.1\r\n"
CLOSE = b"Connection: close\r\n\r\n"


def test_requests_sent_at_once_are_answered_in_order(site):
    found = site.ask(b"GET /healthz" + HOST + b"\r\nGET /accounts/login/" + HOST + CLOSE)
    first, second = found.split(b"HTTP/1.1 ")[1:]
    assert first.startswith(b"200") and first.endswith(b"\r\n\r\nok")
    assert second.startswith(b"200") and b"Sign in" in second


@pytest.mark.both_databases
def test_connection_is_used_again_after_a_body_that_nobody_read(site):
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=60)
    connection.request("POST", "/not-there/", b"x" * 500_000)
    answer = connection.getresponse()
    assert answer.status == 404 and answer.read() and not answer.will_close
    connection.request("GET", "/healthz")
    assert connection.getresponse().read() == b"ok"


def test_request_in_pieces_is_answered(site):
    with site.connect() as client:
        for byte in b"GET /healthz" + HOST + CLOSE:
            client.sendall(bytes([byte]))
        assert client.recv(100).startswith(b"HTTP/1.1 200")


def test_client_that_asks_first_is_told_to_go_on(site):
    header = b"POST /not-there/" + HOST + b"Expect: 100-continue\r\nContent-Length: 3\r\n"
    with site.connect(header + CLOSE) as client:
        assert client.recv(100).startswith(b"HTTP/1.1 100")
        client.sendall(b"a=1")
        assert b"HTTP/1.1 404" in b"".join(iter(lambda: client.recv(1000), b""))


@pytest.mark.parametrize(
    ("sent", "status", "words"),
    [
        (b"hello\r\n\r\n", b"400", b"Bad request"),
        (b"GET / HTTP/9.9\r\n\r\n", b"400", b"Bad request"),
        (
            b"POST /" + HOST + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            b"411",
            b"Bad request",
        ),
        (b"GET /?" + b"q" * 9_000 + HOST + CLOSE, b"414", b"Your search is too long"),
        (
            b"GET /" + HOST + b"X: " + b"q" * 90_000 + b"\r\n\r\n",
            b"414",
            b"Your search is too long",
        ),
    ],
    ids=["no request", "no version", "no length", "long address", "long header"],
)
def test_what_never_reaches_django_is_answered_in_words(site, sent, status, words):
    found = site.ask(sent)
    assert found.startswith(b"HTTP/1.1 " + status) and words in found
    assert b"gunicorn" not in found.partition(b"\r\n\r\n")[2]
    assert b"Content-Security-Policy: default-src 'none'" in found


@pytest.mark.parametrize("number", [9_000, 100_000, 1_000_000])
def test_address_that_is_too_long_is_answered_in_words(site, number):
    address = f"http://127.0.0.1:{site.port}/search/?q={'a+' * (number // 2)}"
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(address, timeout=60)
    page = refused.value.read().decode()
    assert refused.value.code == 414
    assert "<h1>Your search is too long</h1>" in page and "gunicorn" not in page
    assert answer(site.port) == 200


def test_request_without_end_does_not_hold_the_server(site):
    with site.connect(b"GET /search/?q=" + b"a" * 20_000) as client:
        assert client.recv(100).startswith(b"HTTP/1.1 414")
    assert answer(site.port) == 200


@pytest.mark.both_databases
def test_large_form_of_a_visitor_is_read_to_its_end_and_answered_in_words(site):
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=60)
    connection.request("POST", "/accounts/login/", b"x" * 20_000_000)
    answer = connection.getresponse()
    assert answer.status == 413 and b"This request is too large" in answer.read()


def test_killed_workers_are_replaced_and_the_site_goes_on(site):
    before = set(site.workers())
    for pid in before:
        os.kill(pid, signal.SIGKILL)
        wait_until(lambda: answer(site.port, "/accounts/login/") == 200)
    wait_until(lambda: len(set(site.workers()) - before) == 2)


def test_large_bodies_at_once_do_not_fill_the_disk(site):
    header = b"Cookie: sessionid=x\r\nExpect: 100-continue\r\nContent-Length: 54000000\r\n\r\n"
    clients = [site.connect(b"POST /import/" + HOST + header) for _ in range(40)]
    answers = [client.recv(100)[:12] for client in clients]
    for client in clients:
        client.close()
    allowed = answers.count(b"HTTP/1.1 100")
    assert 0 < allowed * 54_000_000 <= 2 * KEPT_BYTES[True]
    assert answers.count(b"HTTP/1.1 503") == 40 - allowed


def test_no_log_of_the_server_holds_a_live_link(site):
    secret = b"A-secret-of-32-letters-and-signs"
    link = b"/gather/" + secret + b"/"
    before = site.log.stat().st_size
    site.ask(b"GET " + link + HOST + CLOSE)
    site.ask(b"GET /%67ather/" + secret + b"/" + HOST + CLOSE)
    site.ask(b"POST " + link + HOST + b"Content-Length: 3\r\n" + CLOSE + b"a=1")
    site.ask(b"GET " + link + HOST + b"Referer: http://a" + link + b"\r\nHost: a\r\n" + CLOSE)
    site.ask(b"GET " + link + b" HTTP/9.9\r\n\r\n")
    site.ask(b"GET " + link + HOST + b"X: " + b"q" * 9_000 + b"\r\n" + CLOSE)
    said = site.log.read_bytes()[before:]
    assert b'"GET /gather/[removed]/ HTTP/1.1"' in said
    assert secret not in said


def test_server_logs_in_the_lines_of_the_site(site):
    lines = site.log.read_text().splitlines()
    own = [line for line in lines if "Booting worker" in line]
    assert own and all(line.startswith("INFO gunicorn.error: Booting worker") for line in own)
