"""What to look at again: decisions to revisit, outcomes nobody recorded, lessons to review."""

from django.contrib import messages
from django.db.models import F
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from retros.access import editable_decision
from retros.forms.decisions import LookAgainForm
from retros.models import CalendarFeed, Decision, Lesson
from retros.views.paging import page_of


@require_safe
def decisions(request):
    """List the decisions of the reader’s own retrospectives that are due."""
    return show_due_decisions(request)


def show_due_decisions(request, **context):
    """Render the list; `address` is that of a new calendar, shown once."""
    found = due_decisions(request.user).select_related("retrospective__project__team")
    found = found.order_by(F("revisit_on").asc(nulls_last=True), "pk")
    context["page"] = page_of(request, found)
    context["has_calendar"] = CalendarFeed.objects.visible_to(request.user).exists()
    return render(request, "decisions/due.html", context)


@require_safe
def lessons(request):
    """List the lessons that the reader may review and that are due."""
    found = due_lessons(request.user).for_cards().order_by("review_on", "pk")
    return render(request, "lessons/due.html", {"page": page_of(request, found)})


def due_decisions(user):
    """Return what `user` may revisit or add the outcome to, and is asked about today."""
    today, all_of_them = timezone.localdate(), Decision.objects
    return (all_of_them.due(today) | all_of_them.missing_outcome(today)).written_by(user)


def due_lessons(user):
    """Return what `user` is asked to review today."""
    return Lesson.objects.judged_by(user).due(timezone.localdate())


@require_http_methods(["GET", "HEAD", "POST"])
def look_again(request, pk):
    """Say that a decision still stands, or no longer matters."""
    found = editable_decision(request.user, pk)
    form = LookAgainForm(request.POST if request.method == "POST" else None, decision=found)
    if form.is_bound and form.is_valid():
        if form.save(by=request.user):
            messages.success(request, "Saved.")
            return redirect("decisions_due")
        form.add_error(
            None, "Somebody changed this decision meanwhile. Check it below, then save again."
        )
        found.refresh_from_db()
    context = {"decision": found, "form": form}
    return render(request, "decisions/revisit.html", context, status=422 if form.is_bound else 200)
