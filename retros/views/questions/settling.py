"""One question: its answer, a correction accepted or declined, and hiding it."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from retros.access import editable_retrospective
from retros.access_to_questions import answerable_question, readable_question
from retros.forms.answers import AnswerForm, acceptance_form
from retros.forms.lesson_suggestions import is_lesson_suggestion
from retros.kickoffs import lesson_made_of, lessons_made_of_answer, make_lesson
from retros.models import Question, QuestionMail, Retrospective, WallPost
from retros.text_diff import diff
from retros.views.conflicts import render_with_theirs

PLACES = 30  # to choose from


@require_http_methods(["GET", "HEAD", "POST"])
def question(request, pk):
    """Show a question; its writers answer it, or say why a correction is not made."""
    if request.method != "POST":
        found = readable_question(request.user, pk)
        return _page(request, found, AnswerForm(instance=found))
    found = readable_question(request.user, pk)
    if found.is_correction and not found.is_open:
        return redirect(found)
    form = AnswerForm(request.POST, instance=Question.objects.get(pk=pk))
    if not form.is_valid():
        form.add_wording_hints()
        return _page(request, found, form, status=422)
    with transaction.atomic():
        stored = Question.objects.select_for_update().get(pk=pk)
        is_stale = form.is_stale(stored)
        if not is_stale:
            found = answerable_question(request.user, pk)
            _settle(request, found, form.cleaned_data["answer"])
    if is_stale:
        return _page(request, readable_question(request.user, pk), form, status=409)
    QuestionMail.objects.announce_answer(found)
    return redirect(found)


def _settle(request, found, words):
    if found.is_correction:
        found.decline(words, by=request.user)
        messages.success(request, "Declined. Whoever suggested it can read why.")
    else:
        found.give_answer(words, by=request.user)
        messages.success(request, "Your answer stands beside the question.")


@require_safe
def lesson(request, pk):
    """Begin a lesson with the answer, in the retrospective that `?retrospective=` names, or show it."""
    found = readable_question(request.user, pk)
    number = request.GET.get("retrospective", "")
    chosen = int(number) if number.isascii() and number.isdigit() and len(number) < 19 else 0
    record = editable_retrospective(request.user, chosen)
    if made := lessons_made_of_answer(found.pk, [record]):
        return redirect(made[0])
    address = reverse("part_new", args=[record.pk, "lessons"])
    return redirect(f"{address}?from=question-{found.pk}")


@require_POST
def accept(request, pk):
    """Put a suggested correction into the text, which becomes a version; 409 with both texts on a conflict.

    What asks whether something could be a lesson is accepted by making it one.
    """
    found = answerable_question(request.user, pk)
    if found.becomes_lesson:
        return _accept_as_lesson(request, found)
    if not (found.is_correction and found.is_open):
        return redirect(found)
    form = acceptance_form(found, request.POST, user=request.user)
    context = _context(request, found, AnswerForm(instance=found)) | {"acceptance": form}
    if "keep_theirs" in request.POST:
        return render_with_theirs(request, form, "questions/question.html", context)
    status = 422
    if form.is_valid() and not form.was_previewed():
        form.show_preview()
        context["is_edited"], status = True, 200
    elif form.is_valid():
        with transaction.atomic():
            context["conflict"], status = form.save_as_seen(by=request.user), 409
            if not context["conflict"]:
                found.accept(by=request.user)
        if not context["conflict"]:
            QuestionMail.objects.announce_answer(found)
            return _changed_item(request, form.instance)
    return render(request, "questions/question.html", context, status=status)


def _accept_as_lesson(request, found):
    lesson, is_new = make_lesson(found.item, by=request.user)
    if lesson is None:  # the words need somebody to complete them
        return redirect(_lesson_form(found))
    if found.is_open and is_lesson_suggestion(found):
        found.accept(by=request.user)
        QuestionMail.objects.announce_answer(found)
    words = "is a lesson now, as it stood" if is_new else "was a lesson already"
    messages.success(request, f"The {found.item_kind} {words}.")
    return redirect(lesson)


def _lesson_form(found):
    address = reverse("part_new", args=[found.retrospective_id, "lessons"])
    return f"{address}?from={found.item.anchor}"


def _changed_item(request, item):
    """Say what accepting a correction changed, and go there."""
    is_post = isinstance(item, WallPost)
    if is_post and not item.is_on_wall:
        messages.success(request, "Accepted. The post is not on the wall.")
        return redirect("wall_post_edit", item.pk)
    where = "The wall shows the new text." if is_post else "History has both versions."
    messages.success(request, f"Accepted. {where}")
    return redirect(item)


@require_POST
def hide(request, pk):
    """Hide a question, or show it again with `show`."""
    found = readable_question(request.user, pk)
    if not found.is_hidden_by(request.user):
        raise Http404
    if "show" in request.POST:
        found.show()
        messages.success(request, "Shown again.")
    else:
        found.hide()
        also = " and whoever asked" if found.asked_by else ""
        messages.success(request, f"Hidden. Only curators{also} can see it.")
    return redirect(found)


def _page(request, found, form, *, status=200):
    context = _context(request, found, form)
    return render(request, "questions/question.html", context, status=status)


def _context(request, found, form):
    may_answer = found.is_answered_by(request.user)
    context = {
        "question": found,
        "form": form,
        "may_answer": may_answer,
        "may_hide": found.is_hidden_by(request.user),
    }
    if found.kind == Question.Kind.QUESTION and found.answer:
        places = _places(request.user, found)
        context["lessons_made"] = lessons_made_of_answer(found.pk, places)
        made_in = {lesson.retrospective_id for lesson in context["lessons_made"]}
        context["places"] = [place for place in places if place.pk not in made_in]
    if found.becomes_lesson:
        context["lesson_made"] = lesson_made_of(found.item)
        context["lesson_address"] = _lesson_form(found) if may_answer else ""
    if found.is_correction and found.is_open:
        current = getattr(found.item, found.field)
        context["runs"] = diff(current, found.proposed)
        context["changed_meanwhile"] = current.strip() != found.seen.strip()
        context["label"] = found.item._meta.get_field(found.field).verbose_name
        if may_answer:
            context["acceptance"] = acceptance_form(found, user=request.user)
    return context


def _places(user, question):
    """Return retrospectives of `user` in which the answer can become a lesson. One query."""
    written = Retrospective.objects.editable_by(user)
    if question.item is not None:
        return list(written.filter(pk=question.retrospective_id))
    return list(written.newest_first()[:PLACES])
