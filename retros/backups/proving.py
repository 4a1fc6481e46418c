"""The drill: restore a backup somewhere else, compare it, and use what was restored."""

import secrets
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from accounts.models import User
from retros import search
from retros.backups import databases
from retros.backups.files import BackupError
from retros.backups.restoring import bring_up_to_date, load_and_compare, open_fitting
from retros.models import Backup, Lesson

SEARCHES = 10


@dataclass
class Proof:
    """What a drill compared and tried."""

    path: Path
    tables: int
    rows: int
    searches: int


def drill(path: Path | None = None) -> Proof:
    """Prove a backup, the latest one without `path`, and record the time. Raise BackupError."""
    if path is None:
        last = Backup.objects.newest_first().first()
        if last is None:
            raise BackupError("There is no backup yet. Make one with `backup --to FOLDER`.")
        path = Path(last.file_path)
    backup = open_fitting(path)
    with tempfile.TemporaryDirectory(dir=settings.DATA_DIR, prefix="drill-") as scratch:
        file = backup.unpack(Path(scratch))
        with _scratch_database(Path(scratch)) as database, databases.connected_to(database):
            tables, rows = load_and_compare(backup, file, database)
            bring_up_to_date(backup)
            searches = _try_searches()
    Backup.objects.filter(file_path=str(path.resolve())).update(proven_at=timezone.now())
    return Proof(path, tables, rows, searches)


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


def _try_searches():
    """Look up lessons by their first words, as their readers would. Return how many were found."""
    reader = User.objects.filter(is_active=True).order_by("-is_superuser", "pk").first()
    if reader is None:
        return 0
    tried = Lesson.objects.visible_to(reader).offerable().order_by("pk")[:SEARCHES]
    for lesson in tried:
        words = " ".join(lesson.statement.split()[:6])
        if not search.search(words, user=reader).total:
            raise BackupError("The restored search index does not find what was restored.")
    return len(tried)
