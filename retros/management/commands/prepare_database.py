"""Migrate as a step of its own, where several machines serve one database."""

from django.core.management.base import CommandError
from django.db import OperationalError

from retros.management.command import ProductCommand
from retros.management.preparing import bring_up_to_date, one_at_a_time


class Command(ProductCommand):
    help = "Back up the database and migrate it, for `serve --no-migrate` on each machine."

    def handle(self, **options):
        try:
            with one_at_a_time():
                bring_up_to_date(self.stdout)
        except OperationalError as error:
            raise CommandError(f"The database can't be used: {error}".strip()) from None
        self.stdout.write("The database is up to date.")
