from django.core.management.base import BaseCommand

from retros.models.parts import TRASH_DAYS
from retros.trash import empty_trash


class Command(BaseCommand):
    help = (
        f"Erase what was deleted more than {TRASH_DAYS} days ago, and its history with it. "
        "People can go on writing meanwhile. Says what went, never what it said."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="Only say what would go.")

    def handle(self, *, dry_run, verbosity, **options):
        word, number = "Would erase" if dry_run else "Erased", 0
        for line in empty_trash(for_good=not dry_run):
            number += 1
            self.stdout.write(f"{word} {line}.")
        if not number and verbosity:
            self.stdout.write(f"Nothing has been in the trash for more than {TRASH_DAYS} days.")
