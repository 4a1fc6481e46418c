"""Restore a backup into an empty place."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

from django.core.management import call_command
from django.db import connection

from accounts.models import AuditEntry
from retros import search
from retros.backups import databases, postgresql
from retros.backups.erasures import erased_since
from retros.backups.files import KEY, BackupError, open_backup
from retros.installation import mark
from retros.trash import erase_again


@dataclass
class Restored:
    """What came of a restore."""

    tables: int
    rows: int
    migrated: int  # migrations that this version added
    erased: int  # rows that were erased after the backup was made


def restore(path: Path, folder: Path) -> Restored:
    """Restore the backup at `path` into the data folder `folder`, new or empty.

    A backup of PostgreSQL goes into the database of DATABASE_URL, which must be empty; `folder` gets
    the key. Nothing is left in `folder` unless all rows are as they were. Raise BackupError.
    """
    backup = open_fitting(path)
    folder = folder.expanduser().resolve()
    _must_be_empty(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".retros-") as scratch:
            new = Path(scratch) / "new"
            new.mkdir()
            restored = _fill(backup, new, Path(scratch))
            (Path(scratch) / KEY).rename(new / KEY)
            mark(new)
            new.rename(folder)
    except OSError as problem:
        raise BackupError(f"{folder} can’t be written to: {problem.strerror}.") from None
    return restored


def open_fitting(path):
    """Return the BackupFile at `path`; BackupError unless this program and database can take it."""
    backup = open_backup(path)
    if databases.unknown_migrations(
        name for name in backup.manifest["migrations"] if name.startswith(("retros.", "accounts."))
    ):
        version = backup.manifest["retros"]
        raise BackupError(
            f"{path} was made by a newer version of Retros ({version}). Update Retros first."
        )
    if backup.database != connection.vendor:
        wanted, given = databases.NAMES[backup.database], databases.NAMES[connection.vendor]
        raise BackupError(
            f"{path} is a backup of {wanted}, and DATABASE_URL leads to {given}. "
            + ("Remove DATABASE_URL." if wanted == "SQLite" else "Set it to an empty database.")
        )
    return backup


def load_and_compare(backup, file, database):
    """Load `file` into `database`, to which the connection leads; BackupError unless all is there."""
    kind = databases.kind()
    kind.load(file, database)
    found, expected = kind.describe(database), backup.manifest["tables"]
    differing = sorted(name for name in expected if found.get(name) != expected[name])
    if differing or found.keys() != expected.keys():
        names = ", ".join(differing or sorted(found.keys() ^ expected.keys()))
        raise BackupError(f"These tables are not as they were in the backup: {names}.")
    return len(found), sum(table["rows"] for table in found.values())


def bring_up_to_date(backup):
    """Migrate forward and erase again what was erased since. Return (migrations, erased rows)."""
    call_command("migrate", verbosity=0, interactive=False)
    migrated = set(databases.applied_migrations()) - set(backup.manifest["migrations"])
    erased = erase_again(erased_since(backup))
    if migrated:
        search.reindex()
    return len(migrated), erased


def _fill(backup, new, scratch):
    file = backup.unpack(scratch)
    if connection.vendor == "postgresql":
        tables, rows = load_and_compare(backup, file, None)
        return _finished(backup, tables, rows)
    database = new / "retros.sqlite3"
    with databases.connected_to(database):
        tables, rows = load_and_compare(backup, file, database)
        return _finished(backup, tables, rows)


def _finished(backup, tables, rows):
    migrated, erased = bring_up_to_date(backup)
    AuditEntry.record(AuditEntry.Kind.RESTORED, origin=AuditEntry.Origin.COMMAND)
    return Restored(tables, rows, migrated, erased)


def _must_be_empty(folder):
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BackupError(f"{folder} is not empty. Choose a new folder; nothing was changed.")
    if connection.vendor == "postgresql" and postgresql.has_tables():
        raise BackupError("The database of DATABASE_URL is not empty. Nothing was changed.")
