"""A visitor can't make a process large."""

import http.client
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

TOKEN = b"a" * 32
FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=x"
PART = b'--x\r\nContent-Disposition: form-data; name="f"\r\n\r\n%b\r\n'
MEGABYTE = 1024 * 1024 - 200
POSTS, AT_ONCE = 200, 16
ALLOWED_KB = 300 * 1024


def bodies():
    """What is sent: thirty megabytes, which stay no longer than the test."""
    forms = [
        b"login=" + b"x" * MEGABYTE,
        b"login=" + b"%C3%A9" * (MEGABYTE // 6),
        b"f=&" * (MEGABYTE // 3),
        b"login=a&password=b&sent=" + b"[" * MEGABYTE,
        b"login=a&password=b&sent=" + json.dumps(["/", [["a", "b"]] * 80_000]).encode(),
        b"login=" + b"x" * 20_000_000,
    ]
    parts = [
        PART % b"x" * (MEGABYTE // 70) + b"--x--",
        PART % (b"x" * (MEGABYTE - 200)) + b"--x--",
    ]
    signed = b"csrfmiddlewaretoken=" + TOKEN + b"&"
    return [*((FORM, signed + body) for body in forms), *((MULTIPART, body) for body in parts)]


def most_memory(pid):
    """The largest resident size of a process so far, in KB."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0])


@pytest.mark.both_databases
def test_hostile_posts_leave_memory_bounded(site):
    sent = bodies()

    def post(number):
        kind, body = sent[number % len(sent)]
        connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=120)
        headers = {"Content-Type": kind, "Cookie": b"csrftoken=" + TOKEN}
        connection.request("POST", "/accounts/login/", body, headers)
        return connection.getresponse().status

    for _ in range(4):
        post(0)  # so that each process has loaded what it needs
    before = {pid: most_memory(pid) for pid in site.workers()}
    with ThreadPoolExecutor(AT_ONCE) as pool:
        statuses = set(pool.map(post, range(POSTS)))
    assert statuses <= {200, 400, 401, 403, 413, 429}
    grown = {pid: most_memory(pid) - kb for pid, kb in before.items()}
    assert max(grown.values()) < ALLOWED_KB, grown
