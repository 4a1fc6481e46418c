"""The workbench: sentences of published retrospectives that might be lessons, decided one by one."""

import uuid

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import trigger_client_event

from retros.access import proposable_retrospective, retrospective_with_proposals
from retros.forms.proposals import ProposedLessonForm
from retros.models import SENTENCE_KEY, DecidedProposal, Lesson
from retros.proposals import following, propose_for, waiting, with_texts
from retros.views.paging import page_of

_NAMESPACE = uuid.UUID("4f0ff1d4-3c1f-4d0b-9b77-6a7b3f2f6a0e")


@require_safe
def proposed(request):
    """List published retrospectives without lessons, each with the number of its proposals."""
    page = page_of(request, with_texts(waiting(request.user)))
    rows = [(found, len(propose_for(found))) for found in page.object_list]
    first = next((found for found, number in rows if number), None)
    return render(request, "lessons/proposed.html", {"page": page, "rows": rows, "first": first})


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request, pk):
    """Show the proposals of one retrospective; with `sentence`, the form that makes one a lesson.

    `?next=1` leads to the next retrospective that has proposals.
    """
    retrospective = proposable_retrospective(request.user, pk)
    if "next" in request.GET:
        return redirect(_address_after(retrospective, request.user))
    if request.method == "POST":
        return _accept(request, retrospective)
    proposals = propose_for(retrospective)
    context = {"retrospective": retrospective, "proposals": proposals}
    if "sentence" not in request.GET:
        return render(request, "lessons/decide.html", context)
    chosen = next((it for it in proposals if it.key == request.GET["sentence"]), None)
    if chosen is None:
        messages.info(request, "Someone already decided on this sentence.")
        return redirect("proposed_lesson", pk)
    lesson = _blank(retrospective, chosen.key, request.user)
    lesson.statement, lesson.category = chosen.statement, chosen.category
    if len(chosen.statement) > Lesson._meta.get_field("statement").max_length:
        lesson.detail = chosen.statement  # whole, while the statement is made shorter
    form = ProposedLessonForm(instance=lesson)
    return _show_form(request, retrospective, form, chosen.key)


def _accept(request, retrospective):
    sentence = request.POST.get("sentence", "")
    if not SENTENCE_KEY.fullmatch(sentence):
        return HttpResponseBadRequest("Name the sentence that becomes a lesson.")
    lesson = _blank(retrospective, sentence, request.user)
    form = ProposedLessonForm(request.POST, instance=lesson)
    if not form.is_valid():
        return _show_form(request, retrospective, form, sentence, status=422)
    if form.save_for(sentence, by=request.user):
        messages.success(request, f"Added the lesson “{lesson.statement}”")
    else:
        known = Lesson.with_removed.get(client_id=lesson.client_id)
        if known.statement != lesson.statement:
            said = f"This sentence became a lesson meanwhile: {_named(known)}."
            form.add_error(None, f"{said} Your text is still below.")
            return _show_form(request, retrospective, form, sentence, status=409)
        messages.info(request, f"This sentence is a lesson already: {_named(known)}.")
    return redirect(_address_from(retrospective, request.user))


def _named(lesson):
    """Its statement, and where it is if that is the trash."""
    named = f"“{lesson.statement}”"
    return f"{named}, which is in the trash" if lesson.removed_at else named


def _blank(retrospective, sentence, user):
    """A new lesson whose client id is its sentence's, so that a repeated request makes no second."""
    return Lesson(
        retrospective=retrospective,
        client_id=uuid.uuid5(_NAMESPACE, f"{retrospective.pk}:{sentence}"),
        origin=Lesson.Origin.CURATOR if user.is_curator else Lesson.Origin.TEAM,
    )


def _show_form(request, retrospective, form, sentence, *, status=200):
    form.add_wording_hints()
    context = {"retrospective": retrospective, "form": form, "sentence": sentence}
    return render(request, "lessons/accept.html", context, status=status)


@require_POST
def dismiss(request, pk):
    """Never propose the sentence with the key `sentence` again, here or in the editor."""
    retrospective = retrospective_with_proposals(request.user, pk)
    sentence = request.POST.get("sentence", "")
    if sentence in {proposal.key for proposal in propose_for(retrospective)}:
        DecidedProposal.objects.decide(retrospective, [sentence])
    if request.htmx:
        said = {"focus": "h-proposals", "announcement": "Dismissed."}
        return trigger_client_event(HttpResponse(), "part-saved", said, after="settle")
    messages.success(request, "Dismissed. This sentence is not proposed again.")
    if "editor" in request.POST:
        return redirect(f"{reverse('retrospective_edit', args=[pk])}#lessons")
    return redirect(_address_from(retrospective, request.user))


def _address_from(retrospective, user):
    """The same retrospective while it has proposals, then the next one that has some."""
    fresh = proposable_retrospective(user, retrospective.pk)
    if propose_for(fresh):
        return reverse("proposed_lesson", args=[retrospective.pk])
    return _address_after(retrospective, user)


def _address_after(retrospective, user):
    for found in following(user, retrospective):
        if propose_for(found):
            return reverse("proposed_lesson", args=[found.pk])
    return reverse("proposed_lessons")
