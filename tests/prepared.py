"""Databases that are made once a run of the tests and copied: migrating takes seconds of CPU.

Kept in a folder that all processes of the run share, so that the first that needs one makes it.
"""

import fcntl
import os
import shutil
import sqlite3
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path
from unittest import mock

from django.core.management.commands.migrate import Command
from django.db import connection

from tests.installations import manage, new_installation

FOLDER = Path(os.environ["RETROS_PREPARED_DIR"])
MIGRATED = "migrated.sqlite3"
_migrate = Command.handle


def copy_of(name, path, make):
    """Make `path` a copy of the file `name`, which `make(path)` writes for whoever asks first."""
    FOLDER.mkdir(exist_ok=True)
    with _one_at_a_time():
        if not (FOLDER / name).exists():
            make(FOLDER / f"{name}.new")
            (FOLDER / f"{name}.new").rename(FOLDER / name)
    shutil.copyfile(FOLDER / name, path)


def migrated_copy(path):
    """Make `path` a SQLite database that was just migrated."""
    copy_of(MIGRATED, path, _migrate_file)


def migrated_once():
    """Replace `migrate`, on SQLite, by copying the tables and rows that it made the first time."""
    return mock.patch.object(Command, "handle", _copy_or_migrate)


def _copy_or_migrate(command, *args, **options):
    if connection.vendor != "sqlite":
        return _migrate(command, *args, **options)
    with tempfile.TemporaryDirectory() as folder:
        migrated_copy(Path(folder) / MIGRATED)
        connection.ensure_connection()
        with closing(sqlite3.connect(Path(folder) / MIGRATED)) as migrated:
            migrated.backup(connection.connection)
    return None


def _migrate_file(path):
    with tempfile.TemporaryDirectory() as folder:
        data = new_installation(Path(folder) / "data")
        assert manage(data, "migrate", "--verbosity=0").returncode == 0
        shutil.move(data / "retros.sqlite3", path)


@contextmanager
def _one_at_a_time():
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
