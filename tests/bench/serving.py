"""Whole pages over HTTP: search, by several clients at once, beside a page from memory; kickoffs."""

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
WORKERS = 2  # processes of a Site


def served(user, texts, folder):
    """{(what, clients): seconds of each page}."""
    site, found = Site(), {}
    try:
        ask = _asker(site.port, _session(user))
        addresses = [f"/search/?q={quote(text)}" for text in texts]
        page = ask(addresses[0])
        for clients in CLIENTS:
            found["search page", clients] = _load(site.port, _session(user), addresses, clients)
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
            found["bare view", clients] = _load(site.port, "", addresses, clients)
    finally:
        site.kill()
    return found


def kickoffs_served(user, addresses, meaning):
    """(seconds of each page, memory of each process in MB); `meaning` is the setting: on or off."""
    before = os.environ.get("MEANING", "on")
    os.environ["MEANING"] = meaning
    site = Site()
    os.environ["MEANING"] = before
    try:
        seconds = _load(site.port, _session(user), addresses, WORKERS)
        return seconds, [_memory(pid) for pid in site.workers()]
    finally:
        site.kill()


def _load(port, session, addresses, clients):
    seconds = []

    def client(number):
        ask = _asker(port, session)
        for turn in range(EACH // clients):
            started = time.perf_counter()
            ask(addresses[(number + turn * clients) % len(addresses)])
            seconds.append(time.perf_counter() - started)

    together(clients, client)
    return seconds


def _asker(port, session):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def ask(address):
        cookies = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={session}"} if session else {}
        connection.request("GET", address, headers=cookies)
        response = connection.getresponse()
        page = response.read()
        if response.status != 200:
            raise SystemExit(f"{response.status} for {address!r}")
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
