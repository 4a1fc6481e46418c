"""Adding, editing, moving and removing the parts of a retrospective."""

from collections import Counter
from contextlib import contextmanager

from django.contrib import messages
from django.core.exceptions import SuspiciousOperation
from django.db import IntegrityError, transaction
from django.http import HttpResponseBadRequest, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import Truncator
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import trigger_client_event

from retros.access import editable_or_removed, editable_part, editable_retrospective
from retros.forms.merge_edits import use_theirs
from retros.models import TRASH_DAYS, Decision, Lesson, Observation, Version, prompts_of
from retros.rendering import excerpt
from retros.views.conflicts import conflict_response
from retros.views.organization.similar_decisions import similar_context as similar_decisions
from retros.views.retrospectives.kickoff_return import keeping_return, kickoff_address
from retros.views.retrospectives.lesson_beginning import begin_with
from retros.views.retrospectives.outline import part_state
from retros.views.retrospectives.similar_lessons import similar_context as similar_lessons


@require_http_methods(["GET", "POST"])
def new(request, pk, kind):
    """Show and save the form of a new part. A repeated client id edits the part it created.

    A lesson can begin with the words of another part: `?from=observation-12`. `back` holds the
    kickoff to return to, if it began there.
    """
    retrospective = editable_retrospective(request.user, pk)
    part = _blank(kind, retrospective, column=request.GET.get("kind"))
    if request.method == "GET":
        if kind.model is Lesson:
            begin_with(part, request.GET.get("from", ""))
        return _show(request, kind, kind.form(instance=part))
    form = kind.form(request.POST, instance=part)
    if "similar" in request.POST:
        return _show(request, kind, form)
    if not form.is_valid():
        return _answer_errors(request, kind, form)
    made = _find_existing(part, form) or _create(part, form, by=request.user)
    return _save(request, kind, made) if made else _answer_saved(request, kind, part, form)


def _blank(kind, retrospective, *, column=None):
    part = kind.model(retrospective=retrospective)
    if kind.model is Observation and column in Observation.Kind.values:
        part.kind = column
    return part


def _find_existing(part, form):
    """Return the part that an earlier request with the same client id created, or None."""
    made = type(part).with_removed.filter(
        retrospective=part.retrospective, client_id=form.cleaned_data["client_id"]
    )
    found = made.first() if form.cleaned_data["client_id"] else None
    if found:
        found.retrospective = part.retrospective
    return found


def _create(part, form, *, by):
    """Store a new part. Return None, or the part that a simultaneous identical request created."""
    part.client_id = form.cleaned_data["client_id"] or part.client_id
    try:
        with transaction.atomic():
            Version.objects.before_change(part.retrospective, by=by)
            part.save()
            form.save_relations()
    except IntegrityError:
        made = _find_existing(part, form)
        if made is None:  # an id that another retrospective has: not from one of our forms
            raise SuspiciousOperation("This client id is taken.") from None
        return made
    return None


@require_http_methods(["GET", "POST"])
def edit(request, pk, kind, part_pk):
    """Show and save the form of a part. `?card` renders the part without its form."""
    if request.method == "POST":
        # Saving restores a part that someone removed meanwhile.
        part = editable_or_removed(request.user, kind.model, pk, part_pk)
        return _save(request, kind, part)
    part = editable_part(request.user, kind.model, pk, part_pk)
    if request.htmx and "card" in request.GET:
        return render(request, "editor/_part.html", _context(kind, _as_card(kind, part)))
    return _show(request, kind, kind.form(instance=part))


@require_POST
def move(request, pk, kind, part_pk):
    """Swap a part with its neighbor: `direction` is "up" or "down".

    While its form stays open (`autosave`), answers where it stands now.
    """
    part = editable_part(request.user, kind.model, pk, part_pk)
    direction = request.POST.get("direction")
    if direction not in {"up", "down"}:
        return HttpResponseBadRequest("Set direction to “up” or “down”.")
    with _changed_by(request.user, part):
        part.move(up=direction == "up")
    if "autosave" in request.POST:
        return JsonResponse({"announcement": _place_of(part)})
    return _answer_saved(request, kind, part)


@require_POST
def remove(request, pk, kind, part_pk):
    """Move a part to the trash and offer to undo it."""
    part = editable_part(request.user, kind.model, pk, part_pk)
    posts = part.wall_posts.on_wall().count() if kind.model is Lesson else 0
    with _changed_by(request.user, part):
        part.remove()
    if request.htmx:
        context = _context(kind, part, posts=posts, line=_line(kind, part))
        response = render(request, "editor/_removed.html", context)
        return _placed(
            response, focus=f"undo-{part.anchor}", announcement="Removed. You can undo this."
        )
    words = Truncator(excerpt(part)).chars(60)
    also = " Its Fail Wall post was taken down." if posts else ""
    messages.success(
        request, f"Removed “{words}”.{also} It stays in the trash below for {TRASH_DAYS} days."
    )
    return redirect(_back(kind, part, to_section=True))


@require_POST
def restore(request, pk, kind, part_pk):
    """Restore a part from the trash."""
    part = editable_part(request.user, kind.model, pk, part_pk, removed=True)
    with _changed_by(request.user, part):
        part.restore()
    return _answer_saved(request, kind, part)


@contextmanager
def _changed_by(user, part):
    """Open a transaction that changes `part`, after keeping the published text as a version."""
    with transaction.atomic():
        Version.objects.before_change(part, by=user)
        yield


def _save(request, kind, part):
    if "version" not in request.POST:
        return HttpResponseBadRequest("Include the version that you are changing.")
    form = kind.form(request.POST, instance=part)
    if "similar" in request.POST:
        return _show(request, kind, form)
    if "keep_theirs" in request.POST:
        conflict = use_theirs(form, request.POST)
        return _show(request, kind, form, status=409 if conflict else 200, conflict=conflict)
    if not form.is_valid():
        return _answer_errors(request, kind, form)
    conflict = form.save_as_seen(by=request.user)
    if conflict:
        return _answer_conflict(request, kind, form, conflict)
    if part.removed_at:
        with _changed_by(request.user, part):
            part.restore()
    return _answer_saved(request, kind, part, form)


def _context(kind, part, **more):
    retrospective = part.retrospective
    return {"kind": kind, "part": part, "retrospective": retrospective, **more}


def _as_card(kind, part):
    """Return the part with the counts of its card. Run one query for a lesson, else none."""
    if kind.model is not Lesson:
        return part
    card = kind.of(part.retrospective).get(pk=part.pk)
    card.retrospective = part.retrospective
    return card


def _line(kind, part):
    """Return the state of the kind in the outline, for observations also per column. Run one query."""
    columns = {}
    if kind.model is Observation:
        of_kind = Counter(kind.of(part.retrospective).values_list("kind", flat=True))
        columns = {value: of_kind[value] for value in Observation.Kind.values}
    number = sum(columns.values()) if columns else kind.of(part.retrospective).count()
    return {
        "anchor": kind.name,
        "state": part_state(number),
        "number": number,
        "columns": columns,
    }


def _back(kind, part, *, to_section=False):
    anchor = kind.name if to_section else part.anchor
    return f"{reverse('retrospective_edit', args=[part.retrospective_id])}#{anchor}"


def _show(request, kind, form, *, status=200, conflict=()):
    part = form.instance
    if not request.htmx:
        form.add_wording_hints()
    back = kickoff_address(request)
    context = _context(kind, part, form=form, conflict=conflict, back=back)
    context["here"] = keeping_return(request.path, back)
    context["prompt"] = prompts_of(part.retrospective.template)[kind.name]
    if kind.model is Lesson:
        if form.is_bound or not part.pk or part.duplicate_of_id:  # else asked for by its field
            context |= similar_lessons(form, request.user)
        begun = request.GET.get("from", "")
        context["proposal"] = begun if request.htmx and begun.startswith("proposal-") else ""
    if kind.model is Decision:
        context |= similar_decisions(form, request.user)
    template = "editor/_part_form.html" if request.htmx else "editor/part.html"
    return render(request, template, context, status=status)


def _answer_errors(request, kind, form):
    if "autosave" in request.POST:
        return JsonResponse({"errors": form.first_errors()}, status=422)
    return _show(request, kind, form, status=422)


def _answer_conflict(request, kind, form, conflict):
    if "autosave" in request.POST:
        return conflict_response(request, form, conflict)
    return _show(request, kind, form, status=409, conflict=conflict)


def _answer_saved(request, kind, part, form=None):
    """Answer an autosave with the new version, any other save with the part or a redirect.

    With `next`, add the form of another part.
    """
    back = kickoff_address(request)
    if "autosave" in request.POST and form:
        address = reverse("part", args=[part.retrospective_id, kind, part.pk])
        address = keeping_return(address, back)
        is_new = form.cleaned_data["version"] == 0
        line = {"outline": _line(kind, part)} if is_new else {}
        return JsonResponse(form.as_saved() | {"address": address} | line)
    if not request.htmx:
        if "next" in request.POST:
            return redirect(keeping_return(_address_of_next(kind, part), back))
        return redirect(back or _back(kind, part))
    following = part.following()
    line = _line(kind, part)
    context = _context(kind, _as_card(kind, part), following=following, line=line)
    direction = request.POST.get("direction", "edit")
    focus, announcement = f"{direction}-{part.anchor}", "Saved."
    if "next" in request.POST:
        context["next"] = _next(kind, part)
        focus = context["next"]["focus"]
        announcement = f"Saved. You can write the next {kind.word}."
    elif direction != "edit":
        announcement = _place_of(part)
    return _placed(
        render(request, "editor/_placed.html", context), focus=focus, announcement=announcement
    )


def _placed(response, *, focus, announcement):
    """Add to the response where the focus goes and what screen readers announce."""
    detail = {"focus": focus, "announcement": announcement}
    return trigger_client_event(response, "part-saved", detail, after="settle")


def _place_of(part):
    place, number = part.place()
    return f"Now {place} of {number}."


def _address_of_next(kind, part):
    column = f"?kind={part.kind}" if kind.model is Observation else ""
    return reverse("part_new", args=[part.retrospective_id, kind]) + column


def _next(kind, part):
    """Return the form of another part of the kind, in the same column."""
    blank = _blank(kind, part.retrospective, column=getattr(part, "kind", None))
    form = kind.form(instance=blank)
    focus = form.visible_fields()[0].id_for_label
    return {"part": blank, "form": form, "here": _address_of_next(kind, part), "focus": focus}
