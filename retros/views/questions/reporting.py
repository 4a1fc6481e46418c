"""Reporting that a text names or blames somebody.

Nothing here stores who: no session, no message and no log line. How many somebody sent is counted in
memory alone.
"""

from django.core.cache.backends.locmem import LocMemCache
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from retros.access_to_questions import reportable_item
from retros.forms.reports import ReportForm
from retros.models import ITEMS, Report, TimelineEvent
from retros.views.questions.asking import chosen_item

REPORTS_A_DAY = 10  # of one person, in each process
DAY = 24 * 60 * 60
SENT = LocMemCache(
    "reports", {"OPTIONS": {"MAX_ENTRIES": 10_000}}
)  # of each process, never on disk
MANY_OF_YOURS = (
    f"You have sent {REPORTS_A_DAY} reports today, which is the limit. Your text is not lost: send it "
    "tomorrow, or talk to a curator."
)
MANY = "Many reports wait already. Your text is not lost: send it tomorrow, or talk to a curator."


@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def report(request, kind, pk):
    """Tell curators that an item names or blames somebody; `?about=` names a part of it."""
    item, parts = _chosen(request, kind, pk)
    form = ReportForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        problem = _send(request.user, item, form.cleaned_data["words"])
        if not problem:
            return redirect(f"{request.path}?sent=1")
        form.add_error(None, problem)
    context = {"form": form, "item": item, "kind": kind, "parts": parts}
    context["is_sent"] = "sent" in request.GET
    context["back"] = item.get_absolute_url()
    return render(request, "moderation/report.html", context, status=422 if form.errors else 200)


def _chosen(request, kind, pk):
    """Return what is reported, and the parts of a retrospective to choose from, also its events."""
    if kind not in ITEMS:
        return reportable_item(request.user, kind, pk), []
    item, parts = chosen_item(request, kind, pk)
    if kind == "retrospective":
        found = TimelineEvent.objects.filter(retrospective=pk).select_related("retrospective")
        events = {f"event-{event.pk}": event for event in found}
        item = events.get(request.GET.get("about", ""), item)
        parts += [(name, str(event)) for name, event in events.items()]
    return item, parts


@sensitive_variables()
def _send(user, item, words):
    """Keep a report. Return why not, or ""."""
    key = str(user.pk)
    if SENT.get(key, 0) >= REPORTS_A_DAY:
        return MANY_OF_YOURS
    if not Report.objects.add(item, words):
        return MANY
    if not SENT.add(key, 1, DAY):
        SENT.incr(key)
    return ""
