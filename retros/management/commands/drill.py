from pathlib import Path

from django.core.management.base import CommandError

from retros.backups import BackupError, drill
from retros.management.command import ProductCommand


class Command(ProductCommand):
    help = (
        "Prove a backup: restore it somewhere else, compare every row, search in it, open pages, and remove it "
        "again. Without FILE, the latest backup."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", type=Path, nargs="?")

    def handle(self, *, file, **options):
        try:
            proof = drill(file)
        except BackupError as problem:
            raise CommandError(str(problem)) from None
        self.stdout.write(
            f"{proof.path} can be restored: {proof.rows:,} rows in {proof.tables} tables are as "
            f"they were, {proof.searches} searches found their lesson, and {proof.pages} page{'s'[: proof.pages != 1]} opened."
        )
