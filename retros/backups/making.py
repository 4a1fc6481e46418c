"""Make a backup."""

import tempfile
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

from accounts.models import AuditEntry
from retros.backups import databases
from retros.backups.erasures import write_ledger
from retros.backups.files import KEY, BackupError, write_backup
from retros.backups.fingerprint import fingerprint
from retros.backups.retention import remove_old
from retros.models import Backup
from retros.version import VERSION


@dataclass
class Made:
    """A backup that was made: its file, what is in it, and which older files were removed."""

    path: Path
    size: int
    tables: int
    rows: int
    removed: list[Path] = field(default_factory=list)


def make_backup(folder: Path, keep: dict[str, int] | None = None, *, is_recorded=True) -> Made:
    """Write a verified backup to `folder`, then remove older ones that `keep` does not name.

    `keep` is as from `read_keep`; without it all stay. Unless `is_recorded`, the database, which may
    have an older schema, is not written to. Raise BackupError with a sentence.
    """
    migrations = _own_migrations()
    try:
        folder.mkdir(exist_ok=True)
        made_at = datetime.now(UTC)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".retros-") as scratch:
            file, tables = databases.kind().dump(Path(scratch))
            manifest = {
                "format": 1,
                "retros": VERSION,
                "installation": fingerprint(),
                "made_at": made_at.isoformat(),
                "database": connection.vendor,
                "migrations": migrations,
                "tables": tables,
            }
            key = Path(scratch) / KEY
            key.write_text(settings.SECRET_KEY)
            path = _free_path(folder, made_at)
            write_backup(path, manifest, [file, key])
        made = Made(path, path.stat().st_size, len(tables), _number_of_rows(tables))
        if is_recorded:
            Backup.objects.create(made_at=made_at, file_path=str(path.resolve()), size=made.size)
            AuditEntry.record(AuditEntry.Kind.BACKED_UP, origin=AuditEntry.Origin.COMMAND)
            write_ledger(folder)
        made.removed = remove_old(folder, keep, fingerprint()) if keep else []
    except OSError as problem:
        raise BackupError(f"{folder} can’t be written to: {problem.strerror}.") from None
    return made


def _own_migrations():
    """Refuse a database that holds nothing of Retros: its backup would be worth nothing."""
    names = databases.applied_migrations()
    if not any(name.startswith("retros.") for name in names):
        raise BackupError("The database is empty: it has no tables of Retros. Nothing was written.")
    return names


def _free_path(folder, made_at):
    stamp = f"{made_at:%Y-%m-%dT%H%M%SZ}"
    path, number = folder / f"retros-{stamp}.tar", 1
    while path.exists():
        number += 1
        path = folder / f"retros-{stamp}-{number}.tar"
    return path


def _number_of_rows(tables):
    return sum(table["rows"] for table in tables.values())
