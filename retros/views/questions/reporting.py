"""Reporting that a text names or blames somebody.

Nothing here stores who: no session, no message and no log line.
"""

from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from retros.access_to_questions import reportable_item
from retros.forms.reports import ReportForm
from retros.models import Report
from retros.views.questions.asking import chosen_item

MANY = "Many reports wait already. Your text is not lost: send it tomorrow, or talk to a curator."


@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def report(request, kind, pk):
    """Tell curators that an item names or blames somebody; `?about=` names a part of it."""
    if kind == "question":
        item, parts = reportable_item(request.user, kind, pk), []
    else:
        item, parts = chosen_item(request, kind, pk)
    form = ReportForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        if Report.objects.add(item, form.cleaned_data["words"]):
            return redirect(f"{request.path}?sent=1")
        form.add_error(None, MANY)
    context = {"form": form, "item": item, "parts": parts, "is_sent": "sent" in request.GET}
    context["back"] = item.get_absolute_url()
    return render(request, "moderation/report.html", context, status=422 if form.errors else 200)
