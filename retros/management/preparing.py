"""Bring the database up to date before the site is served, by one process at a time."""

import fcntl
import time
from contextlib import contextmanager

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from retros.backups import BackupError, make_backup

STARTING = 7_368_726  # any number that no other use of PostgreSQL's advisory locks here has
LOCK_SECONDS, LOCK_TRIES = 3, 20
LOCK_NOT_AVAILABLE = "55P03"  # PostgreSQL's code


def bring_up_to_date(stdout):
    """Migrate the database, after a backup if there is something in it."""
    executor = MigrationExecutor(connection)
    if not executor.loader.applied_migrations:
        stdout.write(
            "Creating the tables. This takes a few seconds, on a busy machine half a minute."
        )
        stdout.flush()
    elif _missing(executor):
        try:
            made = make_backup(settings.DATA_DIR / "backups", {"d": 7}, is_recorded=False)
        except BackupError as problem:
            raise CommandError(f"No backup before the update: {problem}") from None
        stdout.write(f"Backup before the update: {made.path}")
    _migrate(stdout)


def _migrate(stdout):
    """Migrate, and give way to who holds a table: while we wait for it, nobody else gets it."""
    for tries_left in reversed(range(LOCK_TRIES)):
        try:
            with _short_waits():
                call_command("migrate", verbosity=0, interactive=False)
            return
        except OperationalError as error:
            if not (
                tries_left and getattr(error.__cause__, "sqlstate", None) == LOCK_NOT_AVAILABLE
            ):
                raise
        stdout.write("A table is in use. Trying again.")
        time.sleep(LOCK_SECONDS)


@contextmanager
def _short_waits():
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = %s", [f"{LOCK_SECONDS}s"])
        try:
            yield
        finally:
            cursor.execute("SET lock_timeout = 0")


def must_be_up_to_date():
    """Raise CommandError unless the database has every table and column that this version needs."""
    if missing := _missing(MigrationExecutor(connection)):
        raise CommandError(
            f"The database lacks {len(missing)} migration{'s' if len(missing) > 1 else ''} of this "
            "version. Run `retros migrate` first."
        )


def _missing(executor):
    return executor.migration_plan(executor.loader.graph.leaf_nodes())


@contextmanager
def one_at_a_time():
    """Hold back other starts until this one has prepared the database and files.

    Uses a lock in DATA_DIR for this machine and, with PostgreSQL, one in the database for all
    machines.
    """
    with (settings.DATA_DIR / "starting.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if connection.vendor != "postgresql":
            yield
            return
        with connection.cursor() as cursor:
            # Waiting for another start, and migrating much data, may both take their time.
            cursor.execute("SET statement_timeout = 0")
            cursor.execute("SELECT pg_advisory_lock(%s)", [STARTING])
            try:
                yield
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [STARTING])
