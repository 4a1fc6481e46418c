"""Templates for new retrospectives, managed by curators."""

from django.contrib import messages
from django.http import HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from retros.access import must_be_curator, readable_retrospective
from retros.forms.templates import RetrospectiveTemplateForm
from retros.models import SECTIONS, RetrospectiveTemplate, arrange_sections
from retros.views.conflicts import render_with_theirs
from retros.views.retrospectives.part_kinds import KINDS


@require_GET
def templates(request):
    """List active and retired templates."""
    must_be_curator(request.user)
    found = RetrospectiveTemplate.objects.visible_to(request.user)
    context = {"offered": found.offered(), "retired": found.exclude(retired_at=None)}
    return render(request, "templates/list.html", context)


@require_http_methods(["GET", "POST"])
def new(request):
    """Show and save the form of a new template, based on the retrospective in `?from=` if given."""
    must_be_curator(request.user)
    template = RetrospectiveTemplate(sections=list(SECTIONS))
    pk = request.GET.get("from", "")
    source = readable_retrospective(request.user, int(pk)) if pk.isdecimal() else None
    if source:
        template.sections, template.prompts = _sections_of(source), _prompts_of(source)
    form = RetrospectiveTemplateForm(
        request.POST if request.method == "POST" else None, template=template
    )
    if form.is_bound and form.is_valid() and form.save():
        words = f"Created “{form.template}”. Everyone can now start a retrospective with it."
        messages.success(request, words)
        return redirect("templates")
    return _show(request, form, source=source)


def _sections_of(retrospective):
    """Return the sections that the retrospective uses, in their order."""
    used = {name for name, kind in KINDS.items() if kind.of(retrospective).exists()}
    if retrospective.has_story:
        used.add("story")
    order, _ = arrange_sections(retrospective.template, used=used)
    return [name for name in order if name in used or name == "lessons"]


def _prompts_of(retrospective):
    return retrospective.template.prompts if retrospective.template else {}


@require_http_methods(["GET", "POST"])
def template(request, pk):
    """Edit a template. Retrospectives that use it show the change immediately."""
    must_be_curator(request.user)
    template = get_object_or_404(RetrospectiveTemplate.objects.visible_to(request.user), pk=pk)
    form = RetrospectiveTemplateForm(
        request.POST if request.method == "POST" else None, template=template
    )
    if form.is_bound and "version" not in request.POST:
        return HttpResponseBadRequest("Include the version that you are changing.")
    if "keep_theirs" in request.POST:
        return render_with_theirs(
            request, form, "templates/template.html", {"form": form, "template": template}
        )
    if form.is_bound and form.is_valid():
        if form.save():
            messages.success(request, f"Saved “{template}”.")
            return redirect("templates")
        if not form.errors:
            return _show(request, form, conflict=form.conflicts())
    return _show(request, form)


def _show(request, form, *, source=None, conflict=()):
    context = {"form": form, "template": form.template, "source": source, "conflict": conflict}
    status = 409 if conflict else 422 if form.errors else 200
    return render(request, "templates/template.html", context, status=status)


@require_POST
def retire(request, pk):
    """Retire a template."""
    must_be_curator(request.user)
    template = get_object_or_404(RetrospectiveTemplate.objects.visible_to(request.user), pk=pk)
    template.retire()
    messages.success(request, f"Retired “{template}”. Retrospectives that use it keep it.")
    return redirect("templates")


@require_POST
def offer(request, pk):
    """Reactivate a retired template."""
    must_be_curator(request.user)
    template = get_object_or_404(RetrospectiveTemplate.objects.visible_to(request.user), pk=pk)
    template.offer_again()
    messages.success(request, f"Reactivated “{template}”.")
    return redirect("templates")
