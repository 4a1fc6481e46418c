from django.core.management.base import CommandError

from retros import search
from retros.management.command import ProductCommand
from retros.models import Retrospective


class Command(ProductCommand):
    help = "Rebuild the search index and the dates of lists from the texts, or check the index."

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="Only say what differs.")

    def handle(self, *, check, **options):
        if check:
            self._check()
        else:
            Retrospective.objects.write_dates()
            search.reindex(self._show, self._show_encoded)
            self.stdout.write(self.style.SUCCESS("The index is up to date."))

    def _check(self):
        problems = search.check()
        for problem in problems:
            self.stdout.write(problem)
        if problems:
            raise CommandError(f"{len(problems)} things differ. `manage.py reindex` puts it right.")
        self.stdout.write(self.style.SUCCESS("The index agrees with the texts."))

    def _show(self, done, everything):
        self.stdout.write(f"{done} of {everything}")

    def _show_encoded(self, done, everything):
        self.stdout.write(f"Meaning of texts: {done} of {everything}")
