"""The editor of a retrospective, and the sections of its own text."""

from django.http import HttpResponseBadRequest, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from retros import text_diff
from retros.access import editable_retrospective
from retros.forms.retrospectives import SECTIONS
from retros.models import (
    MARKDOWN_MAX_LENGTH,
    ActionItem,
    KickoffLesson,
    Observation,
    arrange_sections,
    prompts_of,
)
from retros.models import SECTIONS as TITLES
from retros.proposals import FEW, propose_for
from retros.views.conflicts import conflict_response, render_with_theirs
from retros.views.retrospectives.outline import outline, section_state
from retros.views.retrospectives.part_kinds import KINDS

SECTION_TITLES = {
    "headline": "Title and summary",
    "story": "Context and goal",
    "details": "Tags and sharing",
}


@require_GET
def edit(request, pk):
    """Show the editor: the whole retrospective, with a form per section and part."""
    retrospective = editable_retrospective(request.user, pk)
    sections = {name: form(instance=retrospective) for name, form in SECTIONS.items()}
    parts = {name: list(kind.of(retrospective)) for name, kind in KINDS.items()}
    prompts = prompts_of(retrospective.template)
    columns = [
        (value, label, prompts[value], [o for o in parts["observations"] if o.kind == value])
        for value, label in Observation.Kind.choices
    ]
    counts = {name: len(found) for name, found in parts.items()}
    shown, others = arrange_sections(retrospective.template, used=_used(retrospective, counts))
    context = {
        "retrospective": retrospective,
        "sections": sections,
        "shown": [f"editor/_{name}.html" for name in shown],
        "others": [f"editor/_{name}.html" for name in others],
        "other_titles": [TITLES[name] for name in others],
        "prompts": prompts,
        "parts": parts,
        "kinds": KINDS,
        "columns": columns,
        "trashed": [part for kind in KINDS.values() for part in kind.trashed(retrospective)],
        "outline": outline(retrospective, counts, shown, others),
        "invited": retrospective.invited.all(),
        "waiting": _waiting_actions(retrospective, request.user),
        "choices": _kickoff_choices(retrospective, request.user),
        "proposals": propose_for(retrospective) if counts["lessons"] < FEW else [],
    }
    return render(request, "editor/edit.html", context)


def _kickoff_choices(retrospective, user):
    return (
        KickoffLesson.objects.visible_to(user)
        .filter(kickoff__project=retrospective.project_id)
        .chosen()
        .with_items()
    )


def _waiting_actions(retrospective, user):
    """The first open action items of the team's other retrospectives, for a draft."""
    if not retrospective.is_draft:
        return []
    items = ActionItem.objects.visible_to(user).waiting_for(retrospective.project)
    return list(items.exclude(retrospective=retrospective)[:4])


def _used(retrospective, counts):
    used = {name for name, number in counts.items() if number}
    return used | {"story"} if retrospective.has_story else used


@require_http_methods(["GET", "POST"])
def section(request, pk, name):
    """Show and save one section of the retrospective's own text."""
    retrospective = editable_retrospective(request.user, pk)
    form = SECTIONS[name](request.POST or None, instance=retrospective)
    context = {
        "retrospective": retrospective,
        "form": form,
        "name": name,
        "title": SECTION_TITLES[name],
        "here": request.path,
        "back": f"{reverse('retrospective_edit', args=[pk])}#{name}",
    }
    if request.method == "POST":
        if "version" not in request.POST:
            return HttpResponseBadRequest("Include the version that you are changing.")
        if "keep_theirs" in request.POST:
            return render_with_theirs(request, form, "editor/section.html", context)
        return save(request, form, context, template="editor/section.html")
    form.add_wording_hints()
    return render(request, "editor/section.html", context)


def save(request, form, context, *, template):
    """Save a section's `form` and answer with JSON while typing, else with the page or a redirect.

    Answer 422 with the errors of the fields that were not saved, 409 with both texts if someone
    else was first; the submitted text stays in the form in either case.
    """
    typing = "autosave" in request.POST
    conflict = form.save_as_seen(by=request.user)
    if conflict and typing:
        return conflict_response(request, form, conflict)
    line = {"anchor": context["name"], "state": section_state(form.instance, context["name"])}
    if typing:
        return _answer_typing(form, line)
    if form.is_valid() and not conflict and not request.htmx:
        return redirect(context["back"])
    context |= {"conflict": conflict, "line": line}
    if form.is_valid() and not conflict:
        context["form"] = type(form)(instance=form.instance)
        return render(request, "editor/_section_form.html", context)
    if not request.htmx:
        form.add_wording_hints()
    fragment = "editor/_section_form.html" if request.htmx else template
    return render(request, fragment, context, status=409 if conflict else 422)


def _answer_typing(form, line):
    if not form.saves:
        return JsonResponse({"errors": form.first_errors()}, status=422)
    answer = form.as_saved() | {"outline": line}
    if form.is_valid():
        return JsonResponse(answer)
    return JsonResponse(answer | {"errors": form.first_errors()}, status=422)


@require_POST
def preview(request):
    """Render `text` as HTML for the preview under a field."""
    text = request.POST.get("text", "")[:MARKDOWN_MAX_LENGTH]
    return render(request, "editor/_preview.html", {"text": text})


@require_POST
def diff(request):
    """Render the text `after` as HTML, with additions compared to `before` marked."""
    before, after = (
        request.POST.get(name, "")[:MARKDOWN_MAX_LENGTH] for name in ("before", "after")
    )
    runs = [run for run in text_diff.diff(before, after) if run[0] != "removed"]
    return render(request, "_diff.html", {"runs": runs})
