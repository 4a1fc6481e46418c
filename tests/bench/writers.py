"""Many writers on a real server: 32 × 50 saves on one item and on items of their own, and kill -9.

    python -m tests.bench.writers        (SQLite, then PostgreSQL)

Counts acknowledged saves that are missing afterwards. Each writer behaves as a browser does: it
repeats a save whose answer did not come, and makes one text of both when somebody was first.
"""

import http.client
import json
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
import uuid
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

from tests.bench.databases import on_both

WRITERS, SAVES = 32, 50
TYPING = 4  # seconds at most until somebody's next save of the same text, as people write on
KILLS, KILL_WRITERS = 20, 8


class Site:
    """gunicorn as in production, two processes with four threads each."""

    def __init__(self):
        from tests.machines.programs import free_port

        self.port = free_port()
        self.start()

    def start(self):
        command = [sys.executable, "-m", "gunicorn", "--config=python:retros.server"]
        command += [f"--bind=127.0.0.1:{self.port}"]
        self.process = subprocess.Popen(command, start_new_session=True)
        while not self.answers():
            time.sleep(0.1)

    def answers(self):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
            connection.request("GET", "/healthz")
            return connection.getresponse().status == 200
        except OSError:
            return False

    def workers(self):
        found = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(pid) for pid in found.split()]

    def kill(self):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


class Browser:
    """Saves while typing, over one connection that is made anew whenever it breaks."""

    def __init__(self, site, cookies):
        self.site, self.cookies, self.connection = site, cookies, None
        self.requests = self.sent = self.received = self.repeated = self.both = 0

    def save(self, address, typed):
        """(status, answer) of one save, repeated unchanged until there is an answer."""
        while True:
            try:
                status, answer = self._post(address, typed)
                if status < 500:
                    return status, json.loads(answer)
            except (OSError, http.client.HTTPException):
                self.connection = None
            self.repeated += 1
            time.sleep(0.02 + 0.1 * random.random())

    def _post(self, address, typed):
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.site.port, timeout=15)
        body = urlencode(typed | {"autosave": 1, "csrfmiddlewaretoken": self.cookies["csrftoken"]})
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Content-Type": "application/x-www-form-urlencoded",
            "Origin": f"http://127.0.0.1:{self.site.port}",
            "HX-Request": "true",
        }
        self.connection.request("POST", address, body, headers)
        response = self.connection.getresponse()
        answer = response.read()
        self.requests += 1
        self.sent += len(body) + sum(len(k) + len(v) + 4 for k, v in headers.items())
        self.received += len(answer) + len(str(response.headers))
        return response.status, answer


def together(number, work):
    threads = [threading.Thread(target=work, args=[n]) for n in range(number)]
    started = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.monotonic() - started


def cookies_of(person):
    from django.test import Client

    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.get("/accounts/login/")
    token = "a" * 32
    return {"sessionid": client.cookies["sessionid"].value, "csrftoken": token}


def on_one_item(site):
    """Every writer adds its words to the same text. Returns how many acknowledged ones are lost."""
    from tests import factories

    person = factories.UserFactory()
    lesson = factories.LessonFactory(retrospective__created_by=person, detail="Begun.")
    address = f"/retrospectives/{lesson.retrospective_id}/edit/lessons/{lesson.pk}/"
    browsers = [Browser(site, cookies_of(person)) for _ in range(WRITERS)]

    def write(number):
        there, carried = "Begun.", {"version": 1, "base": ""}
        time.sleep(TYPING * random.random())
        for save in range(SAVES):
            word = f"w{number}x{save}"
            while True:
                typed = {"statement": "One.", "category": "team", "detail": f"{there} {word}"}
                status, said = browsers[number].save(address, typed | carried)
                carried = {"version": said["version"], "base": said["base"]}
                if status == 200:
                    there = typed["detail"]
                    time.sleep(TYPING * random.random())
                    break
                browsers[number].both += 1
                assert word in said["conflict"]
                theirs = re.findall(r'data-theirs value="([^"]*)"', said["conflict"])[-1]
                there = unescape(theirs)

    seconds = together(WRITERS, write)
    lesson.refresh_from_db()
    words = re.findall(r"w\d+x\d+", lesson.detail)
    lost = WRITERS * SAVES - len(set(words))
    report("One item", seconds, browsers, lost, len(words) - len(set(words)))


def on_own_items(site):
    from retros.models import Observation
    from tests import factories

    person = factories.UserFactory()
    retrospective = factories.RetrospectiveFactory(created_by=person)
    browsers = [Browser(site, cookies_of(person)) for _ in range(WRITERS)]
    start = f"/retrospectives/{retrospective.pk}/edit/observations/new/"

    def write(number):
        address, carried = start, {"version": 0, "base": ""}
        carried["client_id"] = str(uuid.uuid4())
        for save in range(SAVES):
            typed = {"text": f"Typed by {number} until {save}.", "kind": "well"}
            status, said = browsers[number].save(address, typed | carried)
            assert status == 200, said
            carried |= {"version": said["version"], "base": said["base"]}
            address = said["address"]

    seconds = together(WRITERS, write)
    notes = Observation.objects.filter(retrospective=retrospective)
    whole = [note for note in notes if note.version == SAVES and f"until {SAVES - 1}." in note.text]
    report("Own items", seconds, browsers, WRITERS - len(whole), notes.count() - WRITERS)


def under_kills(site):
    """Workers are killed while people write; every tenth time the whole server."""
    from retros.models import Observation
    from tests import factories

    person = factories.UserFactory()
    retrospective = factories.RetrospectiveFactory(created_by=person)
    start = f"/retrospectives/{retrospective.pk}/edit/observations/new/"
    browsers = [Browser(site, cookies_of(person)) for _ in range(KILL_WRITERS)]
    acknowledged, is_over = [], threading.Event()

    def write(number):
        count = 0
        while not is_over.is_set():
            text = f"n{number}x{count}"
            typed = {"text": text, "kind": "well", "version": 0, "client_id": str(uuid.uuid4())}
            status, said = browsers[number].save(start, typed)
            assert status == 200, said
            acknowledged.append(text)
            count += 1

    def killing():
        for kill in range(1, KILLS + 1):
            time.sleep(0.5)
            if kill % 10 == 0:
                site.kill()
                site.start()
            else:
                os.kill(random.choice(site.workers()), signal.SIGKILL)
        time.sleep(1)
        is_over.set()

    threading.Thread(target=killing).start()
    seconds = together(KILL_WRITERS, write)
    texts = list(
        Observation.objects.filter(retrospective=retrospective).values_list("text", flat=True)
    )
    lost = len(set(acknowledged) - set(texts))
    report(f"{KILLS} kills", seconds, browsers, lost, len(texts) - len(set(texts)))


def report(name, seconds, browsers, lost, doubled):
    def total(what):
        return sum(getattr(browser, what) for browser in browsers)

    print(
        f"  {name}: {total('requests')} answers in {seconds:.0f} s, "
        f"{total('repeated')} repeated, {total('both')} saw both texts, "
        f"{total('sent') / total('requests') / 1024:.2f} KB sent and "
        f"{total('received') / total('requests') / 1024:.2f} KB received each; "
        f"lost {lost}, doubled {doubled}",
        flush=True,
    )


def run():
    """Measure on the database that the environment names."""
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    settings.ALLOWED_HOSTS.append("testserver")
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0)
    print(connection.vendor, flush=True)
    site = Site()
    try:
        for measure in (on_own_items, on_one_item, under_kills):
            measure(site)
    finally:
        site.kill()


if __name__ == "__main__":
    run() if "--here" in sys.argv else on_both("tests.bench.writers")
