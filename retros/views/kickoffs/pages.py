"""Looking back before a start: the list, a new kickoff, its page, its text and its terms."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from retros.access_to_kickoffs import deletable_kickoff, editable_kickoff, readable_kickoff
from retros.forms.kickoffs import KickoffForm, TermForm
from retros.kickoffs import Board, KickoffFilters
from retros.models import BECOME_LESSONS, Kickoff, Project, save_if_unchanged
from retros.views.conflicts import render_with_theirs
from retros.views.paging import page_of

ID_DIGITS = 9


@require_safe
def kickoffs(request):
    """List kickoffs, newest first; with `?mine`, only those that the user can edit."""
    visible = Kickoff.objects.visible_to(request.user)
    mine = Kickoff.objects.editable_by(request.user)
    only_mine = "mine" in request.GET
    page = page_of(request, mine if only_mine else visible, shown=visible.for_lists())
    return render(request, "kickoffs/list.html", {"page": page, "only_mine": only_mine})


@require_http_methods(["GET", "POST"])
def new(request):
    """Say what is about to start. A repeated request finds the kickoff that the first made."""
    form = KickoffForm(
        request.POST if request.method == "POST" else None,
        user=request.user,
        initial={"project_name": request.GET.get("project", "").replace("\0", "")[:120]},
    )
    if form.is_bound and form.is_valid():
        kickoff = Kickoff.objects.start(
            by=request.user,
            client_id=form.cleaned_data["client_id"],
            project=lambda: form.save_project(status=Project.Status.PLANNED),
            **form.values(),
        )
        if not form.describe(kickoff.project):
            messages.info(request, "Only the project’s team can change its kind and tags.")
        return redirect("risks", kickoff.pk)
    return render(
        request, "kickoffs/new.html", {"form": form}, status=422 if form.is_bound else 200
    )


@require_safe
def kickoff(request, pk):
    """Show what was found for a kickoff. htmx asks for the list alone, or for the next cards.

    While the team imagines risks, the lessons are held back.
    """
    kickoff = readable_kickoff(request.user, pk)
    may_edit = kickoff.is_edited_by(request.user)
    if kickoff.waits_for_risks and not request.htmx:
        return render(request, "kickoffs/waiting.html", {"kickoff": kickoff, "may_edit": may_edit})
    filters = KickoffFilters.from_query(request.GET)
    board = Board(kickoff, request.user, filters, may_edit=may_edit)
    board.turned = _part_named(request.GET.get("turned", ""))
    return show(request, board)


def _part_named(anchor):
    """Return the key of an anchor as observation-12, None for anything else."""
    kind, _, pk = anchor.partition("-")
    is_one = kind in BECOME_LESSONS and pk.isascii() and pk.isdigit() and len(pk) <= ID_DIGITS
    return (kind, int(pk)) if is_one else None


def show(request, board, *, status=200, **more):
    """Answer with the page of `board`, or with the part of it that htmx asks to exchange."""
    parts = {"lessons": "kickoffs/_lessons.html", "board": "kickoffs/_board.html"}
    template = parts.get(request.htmx.target, "kickoffs/kickoff.html")
    context = {"board": board, "kickoff": board.kickoff, "may_edit": board.may_edit, **more}
    response = render(request, template, context, status=status)
    if request.htmx and request.method == "GET":
        response["HX-Push-Url"] = board.address
    return response


@require_POST
def terms(request, pk):
    """Look for one more word (`add`), or for one less (`drop`)."""
    kickoff = editable_kickoff(request.user, pk)
    filters = KickoffFilters.from_query(request.GET)
    form = TermForm(request.POST)
    if not form.is_valid():
        board = Board(kickoff, request.user, filters)
        return show(request, board, status=422, term_form=form)
    if form.cleaned_data["add"]:
        kickoff.add_term(form.cleaned_data["add"])
    if form.cleaned_data["drop"]:
        kickoff.drop_term(form.cleaned_data["drop"])
    if request.htmx:
        return show(request, Board(kickoff, request.user, filters), terms_changed=True)
    return redirect(Board(kickoff, request.user, filters).address)


@require_POST
def listening(request, pk):
    """Go on looking for new matches until the project ends; without `listen`, look no longer."""
    kickoff = editable_kickoff(request.user, pk)
    if request.POST.get("listen"):
        kickoff.listen()
        messages.success(request, "New matches from now on will appear on this page.")
    else:
        kickoff.stop_listening()
        messages.success(request, "Stopped. No new matches will be added to this page.")
    return redirect(kickoff)


@require_http_methods(["GET", "POST"])
def edit(request, pk):
    """Change the brief, the project or the date; 409 with both texts if somebody was faster."""
    kickoff = editable_kickoff(request.user, pk)
    if request.method == "GET":
        form = KickoffForm(user=request.user, kickoff=kickoff)
        return render(request, "kickoffs/edit.html", {"form": form, "kickoff": kickoff})
    if not request.POST.get("version"):
        return HttpResponseBadRequest("The request has no version. Reload the page and try again.")
    form = KickoffForm(request.POST, user=request.user, kickoff=kickoff)
    context = {"form": form, "kickoff": kickoff}
    if "keep_theirs" in request.POST:
        return render_with_theirs(request, form, "kickoffs/edit.html", context)
    if not form.is_valid():
        return render(request, "kickoffs/edit.html", context, status=422)
    if _save(form, kickoff, by=request.user):
        return redirect(kickoff)
    theirs = editable_kickoff(request.user, pk)
    context |= {"conflict": form.differences(theirs), "changed_by": theirs.changed_by}
    if not context["conflict"]:  # a repeated request: what was typed is what is stored
        return redirect(kickoff)
    form.show_version(theirs.version)
    return render(request, "kickoffs/edit.html", context, status=409)


@require_http_methods(["GET", "POST"])
def delete(request, pk):
    """Show what will be deleted; then move it to the trash and offer to undo that."""
    kickoff = deletable_kickoff(request.user, pk)
    if request.method == "POST" and kickoff.removed_at is None:
        kickoff.remove()
        return redirect("kickoff_delete", pk)
    context = {
        "kickoff": kickoff,
        "choices": kickoff.choices.in_brief().count(),
        "risks": kickoff.risks.present().count(),
    }
    return render(request, "kickoffs/delete.html", context)


@require_POST
def restore(request, pk):
    """Restore from the trash."""
    kickoff = deletable_kickoff(request.user, pk)
    kickoff.restore()
    messages.success(request, "Kickoff restored, with everything in it.")
    return redirect(kickoff)


@transaction.atomic
def _save(form, kickoff, *, by):
    """Whether it was written. Nothing is, also no new project, when somebody was faster."""
    values = form.values() | {"changed_by": by}
    values["project"] = form.save_project(status=Project.Status.PLANNED)
    saved = save_if_unchanged(kickoff, values, seen=form.cleaned_data["version"])
    transaction.set_rollback(not saved)
    return saved
