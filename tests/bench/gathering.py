"""A gathering of thirty who write twenty thoughts each, as fast as they can: `make bench-gathering`.

Against the server that `manage.py serve` starts, on SQLite and on PostgreSQL. One request in twenty
is sent again, as after a broken connection. Afterwards everything is revealed and counted. Prints
one line for each database; fails if anything was refused, lost or doubled, or took over a minute.
"""

import http.client
import os
import random
import re
import socket
import statistics
import subprocess
import sys
import threading
import time
import uuid
from urllib.parse import urlencode

from tests.bench.databases import on_both

PEOPLE, EACH, REPEATED, SECONDS = 30, 20, 0.05, 60
CSRF = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


def free_port():
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


def measure():
    """Prepare the database of the environment, serve it, write, reveal and count."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    gathering, token, sessions = sitting()
    server = subprocess.Popen([sys.executable, "manage.py", "serve"], stdout=subprocess.DEVNULL)
    try:
        wait_until_served()
        seconds, durations, refused = write_together(token, sessions)
    finally:
        server.terminate()
        server.wait()
    report(gathering, seconds, durations, refused)


def sitting():
    """(the gathering, the token of its link, a session for each person)."""
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from accounts.models import User
    from retros.models import Gathering, Project, Retrospective

    draft = Retrospective.objects.create(
        project=Project.objects.create(name="Measured"), title="Measured"
    )
    gathering = Gathering.objects.create(retrospective=draft, people=PEOPLE)
    sessions = []
    for number in range(PEOPLE):
        person = User.objects.create_user(f"{number}@example.org", display_name=f"Person {number}")
        session = import_module(settings.SESSION_ENGINE).SessionStore()
        session[SESSION_KEY] = str(person.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        session.create()
        sessions.append(session.session_key)
    return gathering, gathering.renew_link(), sessions


def wait_until_served():
    for _ in range(300):
        try:
            if ask(connected(), "GET", "/healthz")[0] == 200:
                return
        except OSError:
            time.sleep(0.2)
    sys.exit("The server did not start.")


def connected():
    return http.client.HTTPConnection("127.0.0.1", int(os.environ["PORT"]), timeout=60)


def ask(connection, method, address, body=None, headers=None):
    connection.request(method, address, body, headers or {})
    answer = connection.getresponse()
    return answer.status, answer.read().decode(), answer.headers.get_all("Set-Cookie") or []


def write_together(token, sessions):
    """(seconds for all, seconds of each request, statuses that were not 302)."""
    durations, refused = [], []
    barrier = threading.Barrier(len(sessions) + 1)
    people = [
        threading.Thread(target=write, args=(number, token, session, barrier, durations, refused))
        for number, session in enumerate(sessions)
    ]
    for person in people:
        person.start()
    barrier.wait()
    started = time.perf_counter()
    for person in people:
        person.join()
    return time.perf_counter() - started, durations, refused


def write(number, token, session, barrier, durations, refused):
    """One person: open the link, then one thought after the other."""
    chance, connection, address = random.Random(number), connected(), f"/gather/{token}/"
    cookie = f"sessionid={session}"
    status, page, cookies = ask(connection, "GET", address, headers={"Cookie": cookie})
    headers = {
        "Cookie": "; ".join([cookie, *(given.split(";")[0] for given in cookies)]),
        "Content-Type": "application/x-www-form-urlencoded",
    }
    barrier.wait()
    if status != 200:
        refused.append(status)
        return
    forgery = CSRF.search(page)[1]
    for turn in range(EACH):
        said = {
            "csrfmiddlewaretoken": forgery,
            "client_id": uuid.UUID(int=chance.getrandbits(128), version=4),
            "kind": chance.choice(["well", "better", "wrong"]),
            "signed": chance.choice(["yes", "no"]),
            "text": f"Thought {turn} of person {number}. " + "What it was like at the time. " * 5,
        }
        for _ in range(1 + (chance.random() < REPEATED)):
            started = time.perf_counter()
            try:
                status, _, _ = ask(connection, "POST", address, urlencode(said), headers)
            except (http.client.HTTPException, OSError):  # closed while idle: as browsers do
                connection = connected()
                status, _, _ = ask(connection, "POST", address, urlencode(said), headers)
            durations.append(time.perf_counter() - started)
            if status != 302:
                refused.append(status)


def report(gathering, seconds, durations, refused):
    from django.db import connection

    from retros.models import Observation

    gathering.reveal()
    texts = [text.split(".")[0] for text in Observation.objects.values_list("text", flat=True)]
    texts = [text for text in texts if text.startswith("Thought ")]
    lost, doubled = PEOPLE * EACH - len(set(texts)), len(texts) - len(set(texts))
    cuts = statistics.quantiles(durations, n=20)
    print(
        f"{connection.vendor:10} {len(durations)} requests in {seconds:.1f} s, "
        f"{len(durations) / seconds:.0f} a second; p50 {cuts[9] * 1000:.0f} ms, "
        f"p95 {cuts[18] * 1000:.0f} ms; lost {lost}, doubled {doubled}, refused {len(refused)}",
        flush=True,
    )
    if lost or doubled or refused or seconds > SECONDS:
        sys.exit("A gathering has to keep every thought once, within a minute.")


if __name__ == "__main__":
    if sys.argv[1:] == ["--here"]:
        measure()
    else:
        port = str(free_port())
        address = f"http://127.0.0.1:{port}"
        on_both("tests.bench.gathering", PORT=port, SITE_URL=address)
