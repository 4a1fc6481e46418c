"""The whole search page over HTTP, by several clients at once, beside a page from memory."""

import http.client
import os
import time
from importlib import import_module
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from tests.bench.writers import Site, together

CLIENTS = (1, 8, 32)
EACH = 120  # pages, by all clients together


def served(user, texts, folder):
    """{(what, clients): seconds of each page} and the memory of each process in MB."""
    site, found = Site(), {}
    try:
        ask = _asker(site.port, _session(user))
        page = ask(texts[0])
        for clients in CLIENTS:
            found["search page", clients] = _load(site.port, _session(user), texts, clients)
        memory = [_memory(pid) for pid in site.workers()]
    finally:
        site.kill()
    path = Path(folder) / "page.html"
    path.write_bytes(page)
    before = os.environ["DJANGO_SETTINGS_MODULE"]
    os.environ |= {"BARE_PAGE": str(path), "DJANGO_SETTINGS_MODULE": "tests.bench.bare"}
    site = Site()
    os.environ["DJANGO_SETTINGS_MODULE"] = before
    try:
        for clients in CLIENTS:
            found["bare view", clients] = _load(site.port, "", texts, clients)
    finally:
        site.kill()
    return found, memory


def _load(port, session, texts, clients):
    seconds = []

    def client(number):
        ask = _asker(port, session)
        for turn in range(EACH // clients):
            started = time.perf_counter()
            ask(texts[(number + turn * clients) % len(texts)])
            seconds.append(time.perf_counter() - started)

    together(clients, client)
    return seconds


def _asker(port, session):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def ask(text):
        cookies = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={session}"} if session else {}
        connection.request("GET", f"/search/?q={quote(text)}", headers=cookies)
        response = connection.getresponse()
        page = response.read()
        if response.status != 200:
            raise SystemExit(f"{response.status} for {text!r}")
        return page

    return ask


def _session(user):
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return session.session_key


def _memory(pid):
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024
