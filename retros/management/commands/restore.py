from pathlib import Path

from django.core.management.base import CommandError

from retros.backups import BackupError, restore
from retros.management.command import ProductCommand


class Command(ProductCommand):
    help = (
        "Restore a backup into a new or empty data folder. A backup of PostgreSQL goes into the "
        "empty database of DATABASE_URL, and its key into the folder."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--into", metavar="FOLDER", type=Path, required=True)

    def handle(self, *, file, into, **options):
        try:
            restored = restore(file, into)
        except BackupError as problem:
            raise CommandError(str(problem)) from None
        self.stdout.write(
            f"Restored {restored.rows:,} rows in {restored.tables} tables, each as in the backup."
        )
        if restored.migrated:
            self.stdout.write(f"Applied {restored.migrated} migrations of this version.")
        if restored.erased:
            self.stdout.write(f"Erased {restored.erased} items again that were erased since.")
        self.stdout.write(f"Start it with: DATA_DIR={into} retros serve")
