import json

from django.core.management.base import CommandError

from accounts.models import AuditEntry
from retros.management.command import ProductCommand

FIELDS = ["id", "at", "kind", "actor_id", "object_kind", "object_id", "origin", "hash"]


class Command(ProductCommand):
    help = (
        "Print the audit log as lines of JSON, the oldest entry first, or with --verify say whether "
        "an entry was changed or removed."
    )

    def add_arguments(self, parser):
        parser.add_argument("--after", type=int, default=0, help="only entries after this id")
        parser.add_argument("--verify", action="store_true")

    def handle(self, *, after, verify, **options):
        if verify:
            self._verify()
            return
        for entry in AuditEntry.objects.filter(pk__gt=after).order_by("pk").values(*FIELDS):
            self.stdout.write(json.dumps(entry | {"at": entry["at"].isoformat()}))

    def _verify(self):
        broken = list(AuditEntry.broken())
        for entry in broken:
            self.stdout.write(f"Entry {entry.pk} of {entry.at:%Y-%m-%d %H:%M} does not fit.")
        if broken:
            raise CommandError("The audit log was changed.")
        self.stdout.write(f"All {AuditEntry.objects.count():,} entries fit together.")
