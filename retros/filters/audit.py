"""Which entries of the audit log the list shows."""

from accounts.models import AuditEntry
from retros.filters.base import ListFilter, choice_filter


class AuditFilter(ListFilter):
    kind = choice_filter(AuditEntry.Kind.choices, "What happened", "Anything")

    class Meta:
        model = AuditEntry
        fields: tuple[str, ...] = ()
