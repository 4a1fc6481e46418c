"""Migrating while others serve: whoever holds a table goes first."""

from io import StringIO

import pytest
from django.core.management.base import OutputWrapper
from django.db import OperationalError, connection
from django.db.migrations.loader import MigrationLoader
from psycopg.errors import LockNotAvailable

from retros.management import preparing

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db]


@pytest.fixture
def migrate(monkeypatch):
    """`migrate(error, …)` brings the database up to date; each error ends one try. Returns its words."""

    def run(*errors):
        waiting = list(errors)

        def command(*args, **kwargs):
            run.waits = lock_timeout()
            if waiting:
                raise OperationalError from waiting.pop(0)

        monkeypatch.setattr(preparing, "LOCK_SECONDS", 0.01)
        monkeypatch.setattr(preparing, "call_command", command)
        said = OutputWrapper(StringIO())
        preparing.bring_up_to_date(said)
        return said.getvalue()

    return run


def lock_timeout():
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        return cursor.fetchone()[0]


def test_table_in_use_is_tried_again(migrate):
    assert migrate(LockNotAvailable()) == "A table is in use. Trying again.\n"


def test_first_start_says_what_takes_long(migrate, monkeypatch):
    monkeypatch.setattr(MigrationLoader, "build_graph", lambda self: None)
    monkeypatch.setattr(MigrationLoader, "applied_migrations", {}, raising=False)
    assert migrate().startswith("Creating the tables.")


def test_wait_for_a_table_is_short_while_migrating_alone(migrate):
    before = lock_timeout()
    assert migrate() == ""
    assert migrate.waits == ("10ms" if connection.vendor == "postgresql" else None)
    assert lock_timeout() == before


def test_other_errors_and_a_table_that_stays_in_use_stop_it(migrate):
    with pytest.raises(OperationalError):
        migrate(ValueError())
    with pytest.raises(OperationalError):
        migrate(*[LockNotAvailable()] * preparing.LOCK_TRIES)
