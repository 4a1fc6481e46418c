"""Prepare and serve the site, the same way at home and in production."""

import errno
import os
import socket
import sys

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import OperationalError
from django.urls import reverse

from accounts.models import AuditEntry, Installation
from retros.examples import is_empty_site, load_examples
from retros.management.command import ProductCommand
from retros.management.preparing import bring_up_to_date, must_be_up_to_date, one_at_a_time
from retros.monitoring.shared_counts import make_folder
from retros.private_files import close_to_others
from retros.settings import hand_down, values_set


class Command(ProductCommand):
    help = "Prepare the database and the static files, then serve the site with gunicorn."

    def add_arguments(self, parser):
        parser.add_argument(
            "--no-migrate",
            action="store_true",
            help="leave the tables as they are, and stop if they lack something: for several machines",
        )

    def handle(self, **options):
        ensure_free(settings.HOST, settings.PORT)
        try:
            with one_at_a_time():
                self._prepare(migrates=not options["no_migrate"])
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

    def _prepare(self, *, migrates):
        close_to_others()
        if migrates:
            bring_up_to_date(self.stdout)
        else:
            must_be_up_to_date()
        if not settings.HAS_COLLECTED_STATIC:
            call_command("collectstatic", verbosity=0, interactive=False)
        call_command("clearsessions")
        call_command("empty_bin", verbosity=0, stdout=self.stdout)
        if is_empty_site():
            load_examples()
            self.stdout.write("Loaded 4 real cases as examples.")
        for name in Installation.note_settings(values_set()):
            kind, origin = AuditEntry.Kind.SETTING_CHANGED, AuditEntry.Origin.COMMAND
            AuditEntry.record(kind, named=name, origin=origin)


def share_counts():
    """Give the processes of the server a folder for what they count together."""
    try:
        hand_down("PROMETHEUS_MULTIPROC_DIR", make_folder(settings.BIND))
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
