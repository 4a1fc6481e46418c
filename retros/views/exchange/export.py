"""Export: a ZIP of everything that a curator may read, and CSV tables."""

from django.conf import settings
from django.contrib import messages
from django.db.models import F
from django.http import StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.models import AuditEntry
from accounts.views.confirm import confirmed
from retros.access import must_be_curator
from retros.exchange import archive, counts, csv_lines, decision_records_zip
from retros.filters import DecisionFilter, ExportFilter, as_of_day
from retros.forms.exports import SeparatorForm
from retros.models import ActionItem, Decision, Lesson, Observation

MODELS = {
    "lessons": Lesson,
    "observations": Observation,
    "decisions": Decision,
    "actions": ActionItem,
}
_TABLES = [
    ("lessons", "Lessons"),
    ("observations", "Observations"),
    ("decisions", "Decisions"),
    ("actions", "Action items"),
]
MOST_RECORDS = 2000  # of one ZIP, which is made in memory
# Columns of decisions that were filled in later than they were made, and later words on their project.
_KNOWN_LATER = (
    *("what came of it", "how it turned out", "same choice again"),
    *("retrospective", "held on"),
)


@confirmed
@require_GET
def export(request):
    """Show the export page with its counts."""
    must_be_curator(request.user)
    return _show(request, SeparatorForm(instance=request.user))


def _show(request, separator, *, status=200):
    filters = ExportFilter(request.GET, request.user)
    context = {
        "counts": counts(request.user),
        "filters": filters,
        "tables": _TABLES,
        "separator": separator,
    }
    return render(request, "export/export.html", context, status=status)


@require_POST
def separator(request):
    """Remember what stands between cells in the tables that this person exports."""
    must_be_curator(request.user)
    form = SeparatorForm(request.POST, instance=request.user)
    if not form.is_valid():
        return _show(request, form, status=422)
    form.save()
    messages.success(request, "Saved. Your CSV files use this separator from now on.")
    return redirect("export")


@confirmed
@require_GET
def everything(request):
    """Stream the ZIP while it is created, so that the download starts immediately."""
    must_be_curator(request.user)
    AuditEntry.record(AuditEntry.Kind.EXPORTED, by=request.user)
    return _file(archive(request.user), "application/zip", f"retros-{timezone.localdate()}.zip")


@confirmed
@require_GET
def table(request, kind):
    """Export one kind as CSV, filtered by the query string like its list."""
    must_be_curator(request.user)
    AuditEntry.record(AuditEntry.Kind.EXPORTED, by=request.user)
    rows = _rows(request, kind).select_related("retrospective__project__team").order_by("pk")
    if kind == "lessons":
        rows = rows.prefetch_related("tags")
    if kind == "actions":
        rows = rows.select_related("owner")
    rows = rows.iterator(chunk_size=500)
    separator = request.user.csv_separator
    day = as_of_day(request.GET) if kind == "decisions" else None
    if day:
        rows = map(_as_it_stood, rows)
    lines = csv_lines(kind, rows, _address_of, separator, covered=_KNOWN_LATER if day else ())
    return _file(lines, "text/csv; charset=utf-8", f"{kind}-{timezone.localdate()}.csv")


def _as_it_stood(decision):
    """Take back that a decision was replaced if that came later; for the table only."""
    if not decision.is_replaced:
        decision.replaced_on, decision.replaced_because = None, ""
    return decision


@confirmed
@require_GET
def decision_records(request):
    """Export decisions as decision records in a ZIP, filtered by the query string like the list."""
    must_be_curator(request.user)
    AuditEntry.record(AuditEntry.Kind.EXPORTED, by=request.user)
    rows = _rows(request, "decisions").order_by(F("decided_on").asc(nulls_last=True), "pk")
    data = decision_records_zip(rows[:MOST_RECORDS])
    return _file([data], "application/zip", f"decisions-{timezone.localdate()}.zip")


def _rows(request, kind):
    visible = MODELS[kind].objects.visible_to(request.user)
    if kind == "decisions":
        filters = DecisionFilter(request.GET, visible, request.user)
        return filters.qs.with_standing(request.user, filters.day)
    records = ExportFilter(request.GET, request.user).qs
    return visible.filter(retrospective__in=records.values("pk"))


def _address_of(part):
    page = part if hasattr(part, "get_absolute_url") else part.retrospective
    return f"{settings.SITE_URL}{page.get_absolute_url()}"


def _file(pieces, content_type, name):
    response = StreamingHttpResponse(pieces, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
