from pathlib import Path

from django.core.management.base import CommandError

from retros.backups import BackupError, make_backup, read_keep
from retros.management.command import ProductCommand


class Command(ProductCommand):
    help = (
        "Write the database and the key to one verified file in a folder. People can keep writing "
        "meanwhile. The file is for your eyes only: it holds everything, and the key."
    )

    def add_arguments(self, parser):
        parser.add_argument("--to", metavar="FOLDER", type=Path, required=True)
        parser.add_argument(
            "--keep",
            metavar="7d,4w,12m",
            help="then remove older backups but the last of each of so many days, weeks and months",
        )

    def handle(self, *, to, keep, **options):
        try:
            made = make_backup(to, read_keep(keep) if keep else None)
        except (BackupError, ValueError) as problem:
            raise CommandError(str(problem)) from None
        self.stdout.write(
            f"{made.path}: {made.size:,} bytes, {made.rows:,} rows in {made.tables} tables."
        )
        if made.removed:
            number = len(made.removed)
            self.stdout.write(f"Removed {number} older backup{'s' if number > 1 else ''}.")
