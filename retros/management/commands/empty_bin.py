from contextlib import suppress
from pathlib import Path

from accounts.models import AuditEntry
from retros.backups import holding_erased_words, last_backup, write_ledger
from retros.management.command import ProductCommand
from retros.models import TRASH_DAYS
from retros.trash import empty_trash


class Command(ProductCommand):
    help = (
        f"Erase items deleted more than {TRASH_DAYS} days ago, along with their history. "
        "People can keep working meanwhile. Lists erased items without their text."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--dry-run", action="store_true", help="Only list what would be erased."
        )

    def handle(self, *, dry_run, verbosity, **options):
        word, number = "Would erase" if dry_run else "Erased", 0
        for line in empty_trash(for_good=not dry_run):
            number += 1
            self.stdout.write(f"{word} {line}.")
        if not number and verbosity:
            self.stdout.write(f"Nothing has been in the trash for more than {TRASH_DAYS} days.")
        if number and not dry_run:
            AuditEntry.record(AuditEntry.Kind.ERASED, origin=AuditEntry.Origin.COMMAND)
            self._keep_out_of_backups()

    def _keep_out_of_backups(self):
        """Say beside the backups what was erased, and which of them still hold it."""
        backup = last_backup()
        if backup and (folder := Path(backup.file_path).parent).is_dir():
            with suppress(OSError):  # the next backup writes it
                write_ledger(folder)
        if older := holding_erased_words():
            self.stdout.write(
                "These backups still hold erased text. Restoring one erases it again:"
            )
            for path in older:
                self.stdout.write(f"  {path}")
