"""Projects: the list, the page of one project and its edit form."""

from collections import defaultdict

from django.contrib import messages
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from retros.access import may_record_decisions, readable_project
from retros.filters import ProjectFilter
from retros.forms.project_edit import ProjectForm
from retros.models import Kickoff, KickoffLesson, Project, Retrospective, readable_by
from retros.views.conflicts import render_with_theirs
from retros.views.paging import page_of


@require_safe
def projects(request):
    """List all projects by name, with the number of retrospectives that the reader can open."""
    filters = ProjectFilter(request.GET, Project.objects.visible_to(request.user))
    shown = Project.objects.select_related("team").annotate(
        readable=Count("retrospectives", filter=readable_by(request.user, "retrospectives__"))
    )
    context = {"filters": filters, "page": page_of(request, filters.qs, shown=shown)}
    return render(request, "projects/list.html", context)


@require_safe
def project(request, slug):
    """Show a project with its visible retrospectives and kickoffs."""
    found = readable_project(request.user, slug)
    records = Retrospective.objects.visible_to(request.user).filter(project=found)
    context = {
        "project": found,
        "records": records.newest_first().for_rows(),
        "kickoffs": _with_choices(found, request.user),
        "may_record": _may_record(found, request.user),
        "may_edit": Project.objects.editable_by(request.user).filter(pk=found.pk).exists(),
        "may_decide": may_record_decisions(request.user, found),
    }
    return render(request, "projects/detail.html", context)


def _with_choices(found, user):
    """Return a project's kickoffs, each with what it chose as `chosen`. Run 2 queries."""
    kickoffs = list(Kickoff.objects.visible_to(user).filter(project=found).for_lists())
    choices = KickoffLesson.objects.visible_to(user).for_project(found).chosen()
    by_kickoff = defaultdict(list)
    for choice in choices.with_items():
        by_kickoff[choice.kickoff_id].append(choice)
    for kickoff in kickoffs:
        kickoff.chosen = by_kickoff[kickoff.pk]
    return kickoffs


def _may_record(found, user):
    """Return whether the reader may record results for what the project's kickoffs chose."""
    return KickoffLesson.objects.result_recordable_by(user).for_project(found).exists()


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, slug):
    """Edit a project. Answer 409 with both texts if someone else changed the same fields."""
    found = get_object_or_404(Project.objects.editable_by(request.user), slug=slug)
    data = request.POST if request.method == "POST" else None
    form = ProjectForm(data, instance=found, user=request.user)
    context, status = {"project": found, "form": form}, 200
    if data is not None:
        if "keep_theirs" in data:
            return render_with_theirs(request, form, "projects/edit.html", context)
        status = 422
        if form.is_valid():
            context["conflict"], status = form.save_as_seen(), 409
            if not context["conflict"]:
                messages.success(request, "Saved.")
                return redirect(found)
    return render(request, "projects/edit.html", context, status=status)
