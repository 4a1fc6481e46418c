"""The audit log, which administrators read and download."""

from django.conf import settings
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_safe

from accounts.models import AuditEntry, User
from accounts.views.confirm import confirmed
from retros.exchange import table_lines
from retros.filters import AuditFilter
from retros.views.paging import page_of

COLUMNS = [
    *("at", "kind", "actor_id", "object_kind", "object_id", "origin"),
    *("previous_hash", "hash"),
]


@require_safe
def audit(request):
    """List entries, the latest first, with the names of those who still have an account."""
    _must_be_administrator(request.user)
    filters = AuditFilter(request.GET, AuditEntry.objects.all())
    page = page_of(request, filters.qs, size=50)
    entries = list(page)
    ids = {entry.actor_id for entry in entries}
    ids |= {entry.object_id for entry in entries if entry.object_kind == "user"}
    people = User.objects.in_bulk(ids - {None})
    for entry in entries:
        entry.actor = people.get(entry.actor_id)
        entry.person = people.get(entry.object_id) if entry.object_kind == "user" else None
    context = {
        "filters": filters,
        "page": page,
        "entries": entries,
        "kept_days": settings.AUDIT_DAYS,
    }
    return render(request, "people/audit.html", context)


@confirmed
@require_GET
def audit_table(request):
    """Download all entries as CSV, the oldest first. The download is an entry, too."""
    _must_be_administrator(request.user)
    AuditEntry.record(AuditEntry.Kind.AUDIT_EXPORTED, by=request.user)
    entries = AuditEntry.objects.order_by("pk").values_list(*COLUMNS).iterator()
    lines = table_lines(COLUMNS, entries, request.user.csv_separator)
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="audit-{timezone.localdate()}.csv"'
    return response


def _must_be_administrator(user):
    if not user.is_superuser:
        raise Http404
