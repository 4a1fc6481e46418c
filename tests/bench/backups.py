"""Backup, drill and restore while people write, on both databases.

    python -m tests.bench.backups [DOCUMENTS]        (SQLite, then PostgreSQL)

Says how long each takes, beside how fast saves are answered meanwhile, and proves that no acknowledged
save is missing: what was acknowledged before the backup began is in what was restored.
"""

import itertools
import statistics
import sys
import threading
import time
import uuid
from contextlib import contextmanager
from pathlib import Path

from tests.bench.databases import on_both
from tests.bench.writers import Browser, Site, cookies_of

DOCUMENTS, WRITERS = 10_000, 8


class Writing:
    """People who save one observation after the other, and how long each save took."""

    def __init__(self, site):
        from tests import factories

        person = factories.UserFactory(is_superuser=True)
        retrospective = factories.RetrospectiveFactory(created_by=person)
        self.site, self.is_over = site, threading.Event()
        self.address = f"/retrospectives/{retrospective.pk}/edit/observations/new/"
        self.acknowledged, self.seconds = [], []
        cookies = [cookies_of(person) for _ in range(WRITERS)]
        work = [(number, cookies[number]) for number in range(WRITERS)]
        self.threads = [threading.Thread(target=self._write, args=each) for each in work]

    def _write(self, number, cookies):
        browser = Browser(self.site, cookies)
        for count in itertools.count():
            if self.is_over.is_set():
                return
            text, began = f"n{number}x{count}", time.monotonic()
            typed = {"text": text, "kind": "well", "version": 0, "client_id": str(uuid.uuid4())}
            status, said = browser.save(self.address, typed)
            assert status == 200, said
            self.acknowledged.append(text)
            self.seconds.append(time.monotonic() - began)

    @contextmanager
    def meanwhile(self, name):
        """Report how long the block took, and the saves in that time. Yield what was saved before."""
        before, began = len(self.seconds), time.monotonic()
        yield list(self.acknowledged)
        took, saves = time.monotonic() - began, sorted(self.seconds[before:]) or [0.0]
        print(
            f"  {name}: {took:.1f} s; {len(saves) / took:.0f} saves/s, "
            f"p50 {statistics.median(saves) * 1000:.0f} ms, slowest {saves[-1] * 1000:.0f} ms",
            flush=True,
        )


@contextmanager
def restored(path, folder):
    """Restore a backup; the connection leads to what was restored inside the block."""
    from django.db import connection

    from retros.backups import databases, restore

    if connection.vendor == "sqlite":
        restore(path, folder)
        with databases.connected_to(folder / "retros.sqlite3"):
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("CREATE DATABASE restored")
    with databases.connected_to("restored"):
        restore(path, folder)
        yield


def measure(site, folder):
    """Do each once while people write, and return how many acknowledged saves are missing."""
    from retros.backups import drill, make_backup
    from retros.models import Observation

    writing = Writing(site)
    for thread in writing.threads:
        thread.start()
    try:
        with writing.meanwhile("nothing else"):
            time.sleep(10)
        with writing.meanwhile("backup") as saved_before:
            made = make_backup(folder)
        with writing.meanwhile("drill"):
            proof = drill()
        with writing.meanwhile("restore"), restored(made.path, folder / "restored"):
            kept = set(Observation.objects.values_list("text", flat=True))
    finally:
        writing.is_over.set()
        for thread in writing.threads:
            thread.join()
    lost = len(set(saved_before) - kept)
    print(
        f"  {made.size / 1e6:.1f} MB, {made.rows:,} rows in {made.tables} tables, {proof.searches} "
        f"searches, {proof.pages} pages; {len(saved_before)} saved before, {lost} of them missing",
        flush=True,
    )
    return lost


def run(documents):
    """Measure on the database that the environment names."""
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    from retros import search
    from tests.bench import filling
    from tests.bench.believable import Believable

    settings.ALLOWED_HOSTS.append("testserver")
    for command in ("migrate", "collectstatic"):
        call_command(command, verbosity=0, interactive=False)
    filling.fill(Believable(""), documents)
    search.reindex()
    print(f"{connection.vendor}, {documents:,} documents", flush=True)
    site = Site()
    try:
        lost = measure(site, Path(settings.DATA_DIR))
    finally:
        site.kill()
    sys.exit(1 if lost else 0)


if __name__ == "__main__":
    size = int(sys.argv[-1]) if sys.argv[-1].isdigit() else DOCUMENTS
    if "--here" in sys.argv:
        run(size)
    else:
        on_both("tests.bench.backups", str(size), MEANING="off")
