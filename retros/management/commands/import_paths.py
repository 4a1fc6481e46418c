"""Bring paths and opposite lessons back in from an export."""

from pathlib import Path

from django.core.management.base import CommandError

from accounts.models import User
from retros import paths
from retros.exchange import UnreadableDocument
from retros.management.command import ProductCommand


class Command(ProductCommand):
    help = (
        "Import the paths of Start here, and lessons that say the opposite, from the ZIP of an export or "
        "from a path as Markdown. Import its retrospectives first."
    )

    def add_arguments(self, parser):
        parser.add_argument("path", metavar="FILE", type=Path)
        parser.add_argument(
            "--as", dest="email", metavar="EMAIL", required=True, help="email address of a curator"
        )

    def handle(self, *, path, email, **options):
        person = User.objects.filter(email__iexact=email).first()
        if person is None or not person.is_curator:
            raise CommandError(f"No curator has the email address {email}.")
        try:
            arriving = paths.read_exported(path.read_bytes())
        except OSError as problem:
            raise CommandError(f"{path} could not be read: {problem.strerror}.") from problem
        except UnreadableDocument as problem:
            raise CommandError(f"{path} was not imported. {problem}") from problem
        done = paths.store_arriving(arriving, by=person)
        for stored in done.paths:
            how = "new draft" if stored.is_new else "here already"
            self.stdout.write(f"“{stored.path}”: {how}, {stored.added} stops added.")
            for remark in stored.remarks:
                self.stdout.write(f"    {remark}")
        said = (
            f"{done.linked} linked, {done.known} linked already, {len(done.unknown)} not found here"
        )
        self.stdout.write(f"Opposite lessons: {said}.")
        for pair in done.unknown:
            first, second = (thing.words or "a lesson not in the export" for thing in pair.lessons)
            self.stdout.write(f"    “{first}” and “{second}”")
