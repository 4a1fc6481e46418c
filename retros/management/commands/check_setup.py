from django.core.management.base import CommandError

from retros.management.command import ProductCommand
from retros.setup_checks import find_problems


class Command(ProductCommand):
    help = "Say what is wrong with the settings, the database and the backups, and what to do."
    requires_system_checks = []  # they are among the problems

    def handle(self, **options):
        problems = find_problems()
        for problem in problems:
            self.stdout.write(f"{problem.text}\n    {problem.advice}")
        if problems:
            raise CommandError(f"{len(problems)} thing{'s'[: len(problems) != 1]} to put right.")
        self.stdout.write("Everything is set up.")
