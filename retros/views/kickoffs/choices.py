"""What a kickoff decides about a lesson, an observation or a decision, and what came of it."""

from django.http import Http404, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from retros.access import choice_with_editable_result, readable_chosen
from retros.access_to_kickoffs import editable_kickoff
from retros.forms.kickoffs import KickoffResultForm
from retros.kickoffs import Board, KickoffFilters, is_offered
from retros.models import KickoffLesson
from retros.views.kickoffs.pages import show

UNSEEN = "The request has no version. Reload the page and try again."


@require_POST
def choose(request, pk, kind, item_pk):
    """Apply, watch or not relevant, with a note and an owner.

    Without a button pressed the decision stays and only note and owner change.
    """
    if "version" not in request.POST:
        return HttpResponseBadRequest(UNSEEN)
    kickoff = editable_kickoff(request.user, pk)
    board = Board(kickoff, request.user, KickoffFilters.from_query(request.GET))
    item = readable_chosen(request.user, kind, item_pk)
    key = kind, item.pk
    board.findings.also.add(key)
    choice = board.findings.choices.get(key)
    if choice is None and not is_offered(item):
        raise Http404
    form = board.choice_form(key, request.POST)
    if not form.is_valid():
        return ask_again(request, board, key, form, status=422)
    choice, is_done = KickoffLesson.objects.decide(
        kickoff, item, form.values(), seen=form.cleaned_data["version"]
    )
    board.findings.choices[key] = choice
    if not is_done:
        form.show_version(choice.version)
        conflict = form.differences(choice)
        return ask_again(request, board, key, form, conflict, status=409)
    if not request.htmx:
        return redirect(f"{board.address}#{item.anchor}")
    return _answer_decided(request, board, board.card(key))


def _answer_decided(request, board, card):
    """The decision and the tray. A note saved on leaving its field exchanges nothing but the
    version, so that nothing moves under the hands of somebody who writes on.
    """
    context = {"board": board, "kickoff": board.kickoff, "card": card}
    if "disposition" in request.POST:
        return render(request, "kickoffs/_decided.html", context)
    response = render(request, "kickoffs/_noted.html", context)
    response["HX-Reswap"] = "none"
    return response


def ask_again(request, board, key, form, conflict=(), *, status):
    """Answer with the form again, on the page or, for htmx, alone."""
    card = board.card(key, form=form, conflict=conflict)
    if request.htmx:
        context = {"board": board, "kickoff": board.kickoff, "card": card}
        return render(request, "kickoffs/_decision.html", context, status=status)
    board.urgent[key] = card
    return show(request, board, status=status)


@require_POST
def accept_current_wording(request, pk, kind, item_pk):
    """Take what changed since it was chosen as it is worded now."""
    kickoff = editable_kickoff(request.user, pk)
    item = readable_chosen(request.user, kind, item_pk)
    choice = get_object_or_404(kickoff.choices.with_items(), **{kind: item})
    choice.accept_current_wording()
    return redirect(f"{_back(request, choice)}#{item.anchor}")


@require_POST
def happened(request, pk):
    """Note in one click that what was warned of happened; without `happened`, take it back."""
    choice = choice_with_editable_result(request.user, pk)
    choice.note_happened(happened=bool(request.POST.get("happened")))
    if request.htmx:
        context = {"choice": choice, "may_record": True, "back": _back(request, choice)}
        return render(request, "kickoffs/_happened.html", context)
    return redirect(f"{_back(request, choice)}#{choice.item.anchor}")


@require_POST
def result(request, pk):
    """Record the outcome of something chosen, and whether what it warns of happened again."""
    if "version" not in request.POST:
        return HttpResponseBadRequest(UNSEEN)
    choice = choice_with_editable_result(request.user, pk)
    form = KickoffResultForm(request.POST, choice=choice)
    if not form.is_valid():
        return _answer_result(request, choice, form=form, status=422)
    values = form.values()
    if choice.record_result(values, seen=form.cleaned_data["version"]):
        return _answer_recorded(request, choice)
    theirs = _in_words(choice)
    for name, value in values.items():
        setattr(choice, name, value)
    return _answer_result(request, choice, theirs=theirs, status=409)


def _answer_recorded(request, choice):
    """Without the button it was saved as it was chosen: then nothing is exchanged under the hands."""
    if not request.htmx:
        return redirect(f"{_back(request, choice)}#choice-{choice.pk}")
    if "save" in request.POST:
        return _answer_result(request, choice, is_saved=True, status=200)
    response = render(request, "kickoffs/_result_kept.html", {"choice": choice})
    response["HX-Reswap"] = "none"
    return response


def _answer_result(request, choice, *, status, **more):
    context = {"choice": choice, "may_record": True, "back": _back(request, choice), **more}
    template = "kickoffs/_result.html" if request.htmx else "kickoffs/result.html"
    return render(request, template, context, status=status)


def _in_words(choice):
    again = {True: "it happened again", False: "it did not happen again"}
    stood = choice.get_stood_in_the_way_display().lower()
    words = [choice.get_result_display(), again.get(choice.happened_again, ""), stood]
    return ", ".join(word for word in words if word) or "no outcome"


def _back(request, choice):
    """Return the page that held the form, or the kickoff if it is not one of ours."""
    address = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        address, {request.get_host()}, require_https=request.is_secure()
    )
    return address if is_ours else choice.kickoff.get_absolute_url()
