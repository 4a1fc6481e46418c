"""Lessons: the list of all, and one with its source and what became of it."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from retros.access import judged_lesson, lesson_in_brief, readable_lesson
from retros.filters import LessonFilter
from retros.forms.lessons import BuiltInForm, RetirementForm
from retros.kept_html import BETWEEN_PARTS, Page, kept_html, render_to_keep, with_token
from retros.models import Lesson, Version
from retros.search import similar_ids
from retros.views.conflicts import render_with_theirs
from retros.views.lessons.cards import add_uses, cards_html, cards_of
from retros.views.lessons.opposites import opposites_of
from retros.views.lessons.story import story_of
from retros.views.paging import InTurn, page_of
from retros.views.questions.conversations import conversation_of, quiet_conversation

SIMILAR = 4  # lessons


@require_safe
def lessons(request):
    """List every published lesson, newest or most used first."""
    filters = LessonFilter(request.GET, request.user)
    page = page_of(request, InTurn(filters.in_turn()), number=filters.number())
    cards = cards_html(page.object_list, request.user)
    context = {"filters": filters, "page": page, "cards": cards}
    return render(request, "lessons/list.html", context)


@require_safe
def lesson(request, pk):
    """Show a lesson with its duplicates, its uses and similar lessons. Three queries if it is kept."""
    found = lesson_in_brief(request.user, pk)
    return _show(request, found, found.may_edit)


@require_POST
def retire(request, pk):
    """Retire a lesson with a reason."""
    found = judged_lesson(request.user, pk)
    form = RetirementForm(request.POST)
    if not form.is_valid():
        may_edit = found.retrospective.is_written_by(request.user)
        return _show(request, found, may_edit, form, status=422)
    with transaction.atomic():
        Version.objects.before_change(found, by=request.user)
        found.retire(because=form.cleaned_data["because"])
    messages.success(request, "Lesson retired. Kickoffs no longer suggest it.")
    return redirect(found)


@require_POST
def reinstate(request, pk):
    """Reinstate a retired lesson."""
    found = judged_lesson(request.user, pk)
    if found.is_retired:
        with transaction.atomic():
            Version.objects.before_change(found, by=request.user)
            found.reinstate()
        messages.success(request, "Lesson reinstated. Kickoffs can suggest it again.")
    return redirect(found)


@require_http_methods(["GET", "HEAD", "POST"])
def built_in(request, pk):
    """Say where a lesson now lives, or that it no longer does. Answer 409 with both texts on a conflict."""
    found = judged_lesson(request.user, pk)
    data = request.POST if request.method == "POST" else None
    form = BuiltInForm(data, instance=found)
    context, status = {"lesson": found, "form": form}, 200
    if data is not None:
        if "keep_theirs" in data:
            return render_with_theirs(request, form, "lessons/built_in.html", context)
        status = 422
        if form.is_valid():
            context["conflict"], status = form.save_as_seen(by=request.user), 409
            if not context["conflict"]:
                messages.success(request, "Saved.")
                return redirect(found)
    return render(request, "lessons/built_in.html", context, status=status)


@require_POST
def review(request, pk):
    """Note that a lesson still holds; it is due for review again in a year."""
    found = judged_lesson(request.user, pk)
    with transaction.atomic():
        Version.objects.before_change(found, by=request.user)
        found.review()
    messages.success(request, "Reviewed. It is due again in a year.")
    return redirect("lessons_due" if "list" in request.POST else found)


def _show(request, found, may_edit, form=None, *, status=200):
    """Show the lesson; with a form that has errors, nothing of the page is kept."""
    user = request.user
    rights = may_edit, user.is_curator
    close = similar_ids(found, user, limit=SIMILAR)
    if form:
        content, quiet = _content(user, found.pk, close, may_edit, form), ""
    else:
        page = Page("lesson", (found.pk, *close))
        content, quiet = kept_html(page, rights, lambda: _kept(user, found, close, may_edit))
    context = {
        "lesson": found,
        "content": with_token(content, request),
        "quiet_conversation": with_token(quiet, request),
        "conversation": None if quiet else conversation_of(found, user),
    }
    return render(request, "lessons/detail.html", context, status=status)


def _kept(user, found, close, may_edit):
    """Return what of the page does not depend on the request, and the conversation if that does not either."""
    content = _content(user, found.pk, close, may_edit)
    return content + BETWEEN_PARTS + quiet_conversation(found, may_edit)


def _content(user, pk, close, may_edit, form=None):
    """Return what of the page does not depend on the request."""
    found = readable_lesson(user, pk)
    visible = Lesson.objects.visible_to(user)
    cards = cards_of(close, user)
    add_uses(cards)
    context = {
        "lesson": found,
        "form": form or RetirementForm(),
        "may_judge": may_edit or user.is_curator,
        "may_edit": may_edit,
        "occurrence_count": visible.with_occurrence_counts().get(pk=pk).occurrence_count,
        "story": story_of(found, user),
        "opposites": opposites_of(found, user),
        "close": [it for it in cards if it.retrospective.is_published and not it.is_retired],
    }
    return render_to_keep("lessons/_content.html", context)
