"""Prepare and serve the site, the same way at home and in production."""

import errno
import fcntl
import os
import socket
import sys
from contextlib import contextmanager

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.urls import reverse

from accounts.models import Installation
from retros.backups import BackupError, make_backup
from retros.examples import is_empty_site, load_examples
from retros.monitoring.shared_counts import make_folder
from retros.private_files import close_to_others
from retros.settings import hand_down

STARTING = 7_368_726  # any number that no other use of PostgreSQL's advisory locks here has


class Command(BaseCommand):
    help = "Prepare the database and the static files, then serve the site with gunicorn."

    def handle(self, **options):
        ensure_free(settings.HOST, settings.PORT)
        try:
            with one_at_a_time():
                self._prepare()
            code = Installation.new_code()
        except OperationalError as error:
            raise CommandError(f"The database can't be used: {error}".strip()) from None
        if settings.METRICS_TOKEN:
            share_counts()
        self.stdout.write(f"Retros is running at {settings.SITE_URL}. Press Ctrl-C to stop it.")
        if code:
            self.stdout.write(
                "There is no account yet. Open this link to create the administrator’s account. It works once:"
            )
            self.stdout.write(f"  {settings.SITE_URL}{reverse('first', args=[code])}")
        self.stdout.flush()
        server = [sys.executable, "-m", "gunicorn", "--config=python:retros.server"]
        os.execv(sys.executable, server)

    def _prepare(self):
        close_to_others()
        self._back_up_before_migrating()
        call_command("migrate", verbosity=0, interactive=False)
        call_command("collectstatic", verbosity=0, interactive=False)
        call_command("clearsessions")
        call_command("empty_bin", verbosity=0, stdout=self.stdout)
        if is_empty_site():
            load_examples()
            self.stdout.write("Loaded 4 real cases as examples.")

    def _back_up_before_migrating(self):
        executor = MigrationExecutor(connection)
        is_new = not executor.loader.applied_migrations
        if is_new or not executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return
        try:
            made = make_backup(settings.DATA_DIR / "backups", {"d": 7}, is_recorded=False)
        except BackupError as problem:
            raise CommandError(f"No backup before the update: {problem}") from None
        self.stdout.write(f"Backup before the update: {made.path}")


def share_counts():
    """Give the processes of the server a folder for what they count together."""
    try:
        hand_down("PROMETHEUS_MULTIPROC_DIR", make_folder(settings.PORT))
    except OSError as error:
        raise CommandError(f"No place for metrics: {error}. Unset METRICS_TOKEN.") from None


def ensure_free(host, port):
    """Raise CommandError, in words, if nothing can be served at `host` and `port`."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(address)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise CommandError(
                f"Port {port} is in use already. Choose another: make run PORT={port + 1}"
            ) from None
        raise CommandError(f"Can't serve at {settings.BIND}: {error.strerror}.") from None


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
