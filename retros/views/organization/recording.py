"""Recording a decision when it is made: at a kickoff, during a project, or instead of another."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from retros.access import editable_decision, recordable_project
from retros.forms.decisions import DecisionRecordForm
from retros.views.organization.similar_decisions import similar_context


@require_http_methods(["GET", "HEAD", "POST"])
def record(request, slug):
    """Record a decision of a project. With `?replaces=`, one that replaces an earlier one of it."""
    project = recordable_project(request.user, slug)
    form = DecisionRecordForm(
        request.POST if request.method == "POST" else None, replaces=_replaced(request, project)
    )
    is_done = form.is_bound and "similar" not in request.POST
    if is_done and form.is_valid():
        made = form.record(project, by=request.user)
        if made:
            messages.success(request, "Recorded. Add the outcome when you know it.")
            return redirect(made)
    form.add_wording_hints()
    context = {"project": project, "form": form} | similar_context(form, request.user)
    return render(request, "decisions/record.html", context, status=422 if is_done else 200)


def _replaced(request, project):
    """Return the decision that `?replaces=` names, None without one; 404 for any other."""
    asked = request.GET.get("replaces", "")
    if not asked:
        return None
    if not (asked.isascii() and asked.isdigit() and len(asked) < 19):
        raise Http404
    found = editable_decision(request.user, int(asked))
    if found.retrospective.project_id != project.pk:
        raise Http404
    return found
