"""Write everything that a person may read to a ZIP file."""

from pathlib import Path

from django.core.management.base import CommandError

from accounts.models import AuditEntry, User
from retros.exchange import archive, counts
from retros.management.command import ProductCommand


class Command(ProductCommand):
    help = "Write everything that a person may read to a ZIP file, as Markdown and JSON."

    def add_arguments(self, parser):
        parser.add_argument("path", metavar="FILE", type=Path)
        parser.add_argument(
            "--as", dest="email", metavar="EMAIL", required=True, help="email address of the person"
        )

    def handle(self, *, path, email, **options):
        person = User.objects.filter(email__iexact=email).first()
        if person is None:
            raise CommandError(f"No member has the email address {email}.")
        if path.exists():
            raise CommandError(f"{path} already exists.")
        AuditEntry.record(AuditEntry.Kind.EXPORTED, thing=person, origin=AuditEntry.Origin.COMMAND)
        total, done = counts(person)[0][0], 0

        def tell():
            nonlocal done
            done += 1
            if done % 500 == 0 or done == total:
                self.stdout.write(f"{done:,} of {total:,} retrospectives")

        try:
            with path.open("xb") as file:
                for piece in archive(person, on_retrospective=tell):
                    file.write(piece)
        except OSError as problem:
            raise CommandError(f"{path} could not be written: {problem.strerror}.") from problem
        self.stdout.write(self.style.SUCCESS(f"{path}: {path.stat().st_size:,} bytes."))
