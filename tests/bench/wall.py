"""A thousand screens that poll: `make bench-wall`.

Against one process of the server, as `manage.py serve` sets it up but with one worker, on loopback;
the screens are the threads of this process. Prints, for a bare Django view behind the same
middleware, for a poll without news by the public player and by the links of screens, how many
answers a second one process gives and what each costs; then what a thousand screens at their usual pace meet, without
and with a new post. Bounded by count: about a minute.
"""

import http.client
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from datetime import timedelta
from pathlib import Path

SCREENS, THREADS = 1000, 8
ANSWERS, ROUNDS = 2400, 20  # of each kind, twice
POSTS, POLL_SECONDS = 2000, 20
TOKENS = [f"token-of-screen-{n}-in-the-bench" for n in range(SCREENS)]


def main():
    """In a folder of its own."""
    from tests.bench.gathering import free_port

    with tempfile.TemporaryDirectory(prefix="retros-bench-") as scratch:
        port = str(free_port())
        environment = os.environ | {
            "DATA_DIR": scratch,
            "SECRET_KEY": "only-for-measuring",
            "PORT": port,
            "SITE_URL": f"http://127.0.0.1:{port}",
            "DJANGO_SETTINGS_MODULE": "tests.bench.wall_settings",
        }
        environment.pop("DATABASE_URL", None)
        subprocess.run(
            [sys.executable, "-m", "tests.bench.wall", "--here"], env=environment, check=True
        )


class Asker:
    """One connection after another: displays ask too seldom for a server to keep theirs open."""

    def __init__(self, port):
        self.port, self.connection = port, None
        self.seconds, self.statuses = [], []

    def ask(self, path, etag="", *, keep=True):
        started = time.perf_counter()
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        self.connection.request("GET", path, headers={"If-None-Match": etag} if etag else {})
        answer = self.connection.getresponse()
        answer.read()
        if not keep or answer.will_close:
            self.put_on_wall()
        self.seconds.append(time.perf_counter() - started)
        self.statuses.append(answer.status)
        return answer.headers.get("ETag", etag)

    def put_on_wall(self):
        self.connection.close()
        self.connection = None


class Load:
    """Questions of one kind, in rounds: one after the other, as those of screens mostly come, for
    what an answer costs; then over THREADS connections at once, for how many there are a second.
    """

    def __init__(self, name, server, paths, etags):
        self.name, self.server, self.paths, self.etags = name, server, paths, etags
        self.lone, *self.askers = [Asker(int(os.environ["PORT"])) for _ in range(THREADS + 1)]
        self.seconds = self.busy = 0

    def round(self, number):
        busy = busy_seconds(self.server)
        self.ask(self.lone, ANSWERS // ROUNDS, number)
        self.busy += busy_seconds(self.server) - busy
        started = time.perf_counter()
        together(lambda n: self.ask(self.askers[n], ANSWERS // ROUNDS // THREADS, number + n))
        self.seconds += time.perf_counter() - started

    def ask(self, asker, times, seed):
        chance = random.Random(seed)
        for _ in range(times):
            at = chance.randrange(len(self.paths))
            asker.ask(self.paths[at], self.etags[at])
        asker.put_on_wall()

    def tell(self, bare):
        """`bare` is the load to compare with, by the time that a processor was busy."""
        each, cost = 1000 * self.busy / len(self.lone.seconds), self.busy / bare.busy
        per_second = sum(len(asker.seconds) for asker in self.askers) / self.seconds
        costs = f"{each:.2f} ms of a processor each, {cost:.2f} × the bare view"
        told(self.name, f"{costs}, {per_second:.0f} answers a second, ", self.askers)


def busy_seconds(server):
    """How long processors were busy with the worker of `server`; so far only Linux tells."""
    worker = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()[0]
    fields = Path(f"/proc/{worker}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def in_turns(loads):
    """A round of each, then the next of each: whatever else the machine does, it does to all."""
    for number in range(ROUNDS):
        for load in loads:
            load.round(number)


def as_usual(port, paths, etag):
    """Every screen once in POLL_SECONDS, each with a connection of its own."""
    askers = [Asker(port) for _ in range(THREADS)]
    start = time.perf_counter()
    due = sorted((random.random() * POLL_SECONDS, path) for path in paths)

    def work(number):
        for at, path in due[number::THREADS]:
            time.sleep(max(0, start + at - time.perf_counter()))
            askers[number].ask(path, etag, keep=False)

    together(work)
    return askers


def together(work):
    threads = [threading.Thread(target=work, args=[number]) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def told(name, speed, askers):
    seconds = sorted(s for asker in askers for s in asker.seconds)
    statuses = [s for asker in askers for s in asker.statuses]
    share = 100 * statuses.count(304) / len(statuses)
    p95 = seconds[int(len(seconds) * 0.95)] * 1000
    median = statistics.median(seconds) * 1000
    print(f"  {name}: {speed}{share:.1f} % 304, median {median:.1f} ms, p95 {p95:.1f} ms")
    assert set(statuses) <= {200, 304}, set(statuses)


def measure():
    """Prepare the database, serve it with one worker, and ask."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("createcachetable")
    call_command("collectstatic", verbosity=0)
    from django.utils import timezone

    now = timezone.now()
    later = now + timedelta(hours=1)  # so that no poll is the one of a minute that is noted
    from accounts.tokens import hash_token
    from retros.models import Screen, WallPost
    from tests import factories

    WallPost.objects.bulk_create(factories.WallPostFactory.build_batch(POSTS))
    Screen.objects.bulk_create(
        Screen(
            label=f"Screen {n}", token_hash=hash_token(token), last_seen_at=later, changed_at=now
        )
        for n, token in enumerate(TOKENS)
    )
    command = [sys.executable, "-m", "gunicorn", "--config=python:retros.server", "--workers=1"]
    server = subprocess.Popen(command)
    try:
        ask_everything(server)
    finally:
        server.terminate()
        server.wait()


def ask_everything(server):
    from django.utils import timezone

    from retros.models import Screen
    from tests import factories

    port = int(os.environ["PORT"])
    wait_for(port)
    slides = [f"/screens/{token}/slides/?turn=7&showing=1" for token in TOKENS]
    first = Asker(port)
    etag = first.ask(slides[0])
    public = first.ask("/wall/screen/slides/?turn=7")
    print(f"{SCREENS} screens, {POSTS} posts, one process:")
    bare = Load("bare view", server, ["/bare/"], [""])
    everyone = Load("poll of the public player", server, ["/wall/screen/slides/?turn=7"], [public])
    links = Load("poll by the link of a screen", server, slides, [etag] * SCREENS)
    in_turns([bare, everyone, links])
    for load in (bare, everyone, links):
        load.tell(bare)
    # A round takes about a quarter of an hour: of forty-five polls one asks for the next round.
    for screen in Screen.objects.all():
        ago = timedelta(seconds=random.random() * 60)
        Screen.objects.filter(pk=screen.pk).update(last_seen_at=timezone.now() - ago)
    usual = [
        path.replace("turn=7", "turn=8") if n % 45 == 0 else path for n, path in enumerate(slides)
    ]
    told("all at their usual pace", "", as_usual(port, usual, etag))
    factories.WallPostFactory()
    fresh = as_usual(port, slides, etag)
    told("all at their usual pace, when a post was just hung up", "", fresh)
    print(f"  queries of a poll without news: {queries(slides[0])}")


def queries(path):
    """Counted in this process, on the same database."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "127.0.0.1"})
    etag = client.get(path)["ETag"]
    with CaptureQueriesContext(connection) as found:
        assert client.get(path, headers={"If-None-Match": etag}).status_code == 304
    return len(found)


def wait_for(port):
    for _ in range(300):
        try:
            Asker(port).ask("/healthz")
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the site did not come up")


if __name__ == "__main__":
    measure() if "--here" in sys.argv else main()
