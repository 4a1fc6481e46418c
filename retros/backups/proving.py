"""The drill: restore a backup somewhere else, compare it, and use what was restored."""

import secrets
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import DatabaseError, connection
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry, User
from retros import search
from retros.backups import databases
from retros.backups.files import BackupError
from retros.backups.restoring import bring_up_to_date, load_and_compare, open_fitting
from retros.models import Backup, Lesson, Retrospective, WallPost

SEARCHES = 10


@dataclass
class Proof:
    """What a drill compared and tried."""

    path: Path
    tables: int
    rows: int
    searches: int
    pages: int


def drill(path: Path | None = None) -> Proof:
    """Prove a backup, the latest one without `path`, and record the time. Raise BackupError."""
    if path is None:
        last = Backup.objects.newest_first().first()
        if last is None:
            raise BackupError("There is no backup yet. Make one with `backup --to FOLDER`.")
        path = Path(last.file_path)
    backup = open_fitting(path)
    try:
        proof = _prove(backup, path)
    except OSError as problem:
        raise BackupError(f"No place to restore to: {problem.strerror}.") from None
    Backup.objects.filter(file_path=str(path.resolve())).update(proven_at=timezone.now())
    AuditEntry.record(AuditEntry.Kind.DRILLED, origin=AuditEntry.Origin.COMMAND)
    return proof


def _prove(backup, path):
    with tempfile.TemporaryDirectory(dir=settings.DATA_DIR, prefix="drill-") as scratch:
        file = backup.unpack(Path(scratch))
        with _scratch_database(Path(scratch)) as database, databases.connected_to(database):
            tables, rows = load_and_compare(backup, file, database)
            bring_up_to_date(backup)
            reader = User.objects.filter(is_active=True).order_by("-is_superuser", "pk").first()
            searches = _try_searches(reader) if reader else 0
            pages = _open_pages(reader)
    return Proof(path, tables, rows, searches, pages)


@contextmanager
def _scratch_database(folder):
    """The name of an empty database that is gone afterwards."""
    if connection.vendor == "sqlite":
        yield folder / "retros.sqlite3"
        return
    name = f"retros_drill_{secrets.token_hex(4)}"
    try:
        _execute(f'CREATE DATABASE "{name}"')
    except DatabaseError:
        raise BackupError(
            "The drill needs a database to restore into, and may not create one. As an "
            f"administrator of PostgreSQL: ALTER ROLE {connection.settings_dict['USER']} CREATEDB."
        ) from None
    try:
        yield name
    finally:
        _execute(f'DROP DATABASE "{name}"')


def _execute(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _try_searches(reader):
    """Look up lessons by their first words, as their readers would. Return how many were found."""
    tried = Lesson.objects.visible_to(reader).offerable().order_by("pk")[:SEARCHES]
    for lesson in tried:
        words = " ".join(lesson.statement.split()[:6])
        if not search.search(words, user=reader).total:
            raise BackupError("The restored search index does not find what was restored.")
    return len(tried)


def _open_pages(reader):
    """Open lists and one page of each kind, as a visitor if there is no `reader`. Return how many."""
    client = Client(raise_request_exception=False, HTTP_HOST=urlsplit(settings.SITE_URL).netloc)
    addresses = [reverse("home")]
    if reader:
        client.force_login(reader)
        records = Retrospective.objects.visible_to(reader).published()
        kinds = (records, Lesson.objects.visible_to(reader).offerable(), WallPost.objects.on_wall())
        addresses += [reverse(name) for name in ("retrospectives", "lessons", "wall")]
        addresses += [found.get_absolute_url() for kind in kinds if (found := kind.first())]
    with _without_static_files():
        for address in addresses:
            answer = client.get(address, secure=settings.SITE_IS_HTTPS)
            if answer.status_code != 200:
                raise BackupError(f"The restored copy answers {answer.status_code} at {address}.")
    return len(addresses)


def _without_static_files():
    """Let pages name scripts and styles that `serve` may not have collected on this machine."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    middleware = [it for it in settings.MIDDLEWARE if not it.startswith("retros.static_files.")]
    return override_settings(
        STORAGES=settings.STORAGES | {"staticfiles": plain}, MIDDLEWARE=middleware
    )
