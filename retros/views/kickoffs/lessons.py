"""Turning an observation or a decision that a kickoff found into a lesson, with one press."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect, retarget

from retros.access import readable_chosen
from retros.access_to_kickoffs import readable_kickoff
from retros.forms.lesson_suggestions import lesson_suggestions, suggested_as_it_is
from retros.kickoffs import (
    Board,
    KickoffFilters,
    choose_instead,
    is_offered,
    make_lesson,
    unmake_lesson,
)
from retros.models import BECOME_LESSONS, KickoffLesson, QuestionMail
from retros.views.kickoffs.choices import UNSEEN, ask_again
from retros.views.retrospectives.kickoff_return import keeping_return


@require_POST
def turn_into_lesson(request, pk, kind, item_pk):
    """Make the lesson and choose it instead; suggest it to the writers if `user` is none of them.

    Where the words need somebody to complete them, the form of a lesson opens with them.
    """
    board, part = _board_with(request, pk, kind, item_pk)
    key = kind, part.pk
    if board.may_edit and key in board.findings.choices:
        if "version" not in request.POST:
            return HttpResponseBadRequest(UNSEEN)
        if problem := _keep_note(request, board, key):
            return problem
    if not part.retrospective.is_written_by(request.user):
        return _suggest(request, board, part)
    lesson, is_new = make_lesson(part, by=request.user)
    if lesson is None:
        return _to_form(request, board, part)
    if not is_offered(lesson):
        messages.info(request, f"The {kind} is a lesson already, which was retired.")
        return _to(request, lesson.get_absolute_url())
    if board.may_edit:
        choose_instead(board.kickoff, lesson, part)
    if request.htmx:
        return _answer_card(request, board, lesson, made_of=key if is_new else None)
    if not board.may_edit:
        messages.success(request, f"The {kind} is a lesson now.")
        return redirect(lesson)
    turned = f"{'&' if board.query else '?'}turned={part.anchor}" if is_new else ""
    return redirect(f"{board.address}{turned}#{lesson.anchor}")


@require_POST
def undo(request, pk, kind, item_pk):
    """Take the lesson back and let the observation or decision stand in the brief as before."""
    board, part = _board_with(request, pk, kind, item_pk)
    if not part.retrospective.is_written_by(request.user):
        raise Http404
    is_gone = unmake_lesson(board.kickoff if board.may_edit else None, part, by=request.user)
    if request.htmx:
        return _answer_card(request, board, part)
    if not is_gone:
        messages.info(request, "The lesson stays: it was edited or is used elsewhere.")
    return redirect(f"{board.address}#{part.anchor}")


def _board_with(request, pk, kind, item_pk):
    """Return the page, and what is on it to become a lesson; 404 for anything else."""
    kickoff = readable_kickoff(request.user, pk)
    may_edit = kickoff.is_edited_by(request.user)
    board = Board(kickoff, request.user, KickoffFilters.from_query(request.GET), may_edit=may_edit)
    part = readable_chosen(request.user, kind, item_pk)
    board.findings.also.add((kind, part.pk))
    is_there = is_offered(part) or (kind, part.pk) in board.findings.choices
    if kind not in BECOME_LESSONS or not is_there:
        raise Http404
    return board, part


def _keep_note(request, board, key):
    """Save the note and owner that came along; return the answer if they can't be saved."""
    choice, part = board.findings.choices[key], board.findings.rows[key]
    data = request.POST.copy()
    data["disposition"] = choice.disposition
    form = board.choice_form(key, data)
    if not form.is_valid():
        return _retargeted(ask_again(request, board, key, form, status=422), part)
    if choice.says(form.values()) or not {"note", "owner"} & request.POST.keys():
        return None
    choice, is_done = KickoffLesson.objects.decide(
        board.kickoff, part, form.values(), seen=form.cleaned_data["version"]
    )
    board.findings.choices[key] = choice
    if is_done:
        return None
    form.show_version(choice.version)
    conflict = form.differences(choice)
    return _retargeted(ask_again(request, board, key, form, conflict, status=409), part)


def _retargeted(response, part):
    """Errors are exchanged for the form, not for the card around it."""
    return retarget(response, f"#decide-{part.anchor}")


@transaction.atomic
def _suggest(request, board, part):
    type(part).objects.select_for_update().get(pk=part.pk)  # pressed twice, suggested once
    ids = {f"{kind}s": [part.pk] * (kind == part._meta.model_name) for kind in BECOME_LESSONS}
    if not lesson_suggestions(request.user, **ids).exists():
        form = suggested_as_it_is(part, request.user)
        if not form.is_valid():  # too many today, which the page of a suggestion says
            address = reverse("suggest_lesson", args=[part._meta.model_name, part.pk])
            return _to(request, address)
        QuestionMail.objects.announce(form.question())
    if request.htmx:
        return _answer_card(request, board, part)
    return redirect(f"{board.address}#{part.anchor}")


def _to_form(request, board, part):
    address = reverse("part_new", args=[part.retrospective_id, "lessons"])
    address = f"{address}?from={part.anchor}"
    return _to(request, keeping_return(address, f"{board.address}#{part.anchor}"))


def _to(request, address):
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)


def _answer_card(request, board, item, *, made_of=None):
    """The card of `item` in place of the one that was pressed, and the brief beside it."""
    board = Board(board.kickoff, request.user, board.filters, may_edit=board.may_edit)
    key = item._meta.model_name, item.pk
    board.findings.also.add(key)
    card = board.card(key)
    card.made_of = made_of
    context = {"board": board, "kickoff": board.kickoff, "may_edit": board.may_edit, "card": card}
    return render(request, "kickoffs/_turned.html", context)
