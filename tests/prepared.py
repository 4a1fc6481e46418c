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

from tests.installations import manage

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


def prepared_installation(folder):
    """Make `folder` what `prepare_database` makes of a folder that is not there; return what it said."""
    folder.mkdir()
    migrated_copy(folder / "retros.sqlite3")
    shutil.copytree(FOLDER / "data", folder, dirs_exist_ok=True)
    return (FOLDER / "said").read_text()


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
    data = FOLDER / "data"
    done = manage(data, "prepare_database")
    assert done.returncode == 0, done.stderr
    (FOLDER / "said").write_text(done.stdout)
    shutil.copyfile(data / "retros.sqlite3", path)


@contextmanager
def _one_at_a_time():
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
