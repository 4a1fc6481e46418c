"""Asking about an item, suggesting a correction, and reporting that it helped.

Of an unattributed one nothing here stores who, when or in which order: no session, no message and
no log line.
"""

import uuid
from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.tokens import new_token
from retros.access import editable_retrospective
from retros.access_to_questions import readable_item
from retros.forms.lesson_suggestions import LessonSuggestionForm
from retros.forms.questions import (
    CorrectionForm,
    HelpedForm,
    QuestionForm,
    TalkForm,
    WhoKnowsForm,
    correctable_fields,
)
from retros.models import (
    BECOME_LESSONS,
    PARTS_ASKED_ABOUT,
    QUESTION_MAX,
    BrowserKey,
    GladToTalk,
    InboxIsFull,
    QuestionBox,
    QuestionMail,
    TooManyWaiting,
    conversation_address,
    kind_of,
    without_controls,
)
from retros.text_diff import diff
from retros.views.inbox.links import keep_key, secret_in_browser
from retros.views.questions.conversations import conversation_of, is_glad_to_talk

COOKIE_PATH = "/questions/"
FULL = "Too many unattributed questions are waiting now. Sign yours, or try again in a few days."
YOURS_ARE_MANY = (
    "10 unattributed questions of yours are waiting, which is the limit. Sign this one, or remove one "
    "that waits."
)


@require_safe
def conversation(request, kind, pk):
    """Show everything that was asked about an item, and what waits of this browser."""
    item = readable_item(request.user, kind, pk)
    context = {
        "conversation": conversation_of(item, request.user),
        "item": item,
        "kept": kept_by_browser(request, item),
        "is_sent": "sent" in request.GET,
    }
    return render(request, "questions/conversation.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request, kind, pk):
    """Ask a question about an item, or about a part of it named by `?about=`."""
    item, parts = chosen_item(request, kind, pk)
    return _answer(request, item, QuestionForm, "questions/ask.html", {"parts": parts})


@require_http_methods(["GET", "HEAD", "POST"])
def suggest_lesson(request, kind, pk):
    """Suggest to those who wrote an observation or a decision that it becomes a lesson."""
    if kind not in BECOME_LESSONS:
        raise Http404
    item = readable_item(request.user, kind, pk)
    return _answer(request, item, LessonSuggestionForm, "questions/suggest_lesson.html", {})


@require_http_methods(["GET", "HEAD", "POST"])
def helped(request, kind, pk):
    """Report that an item helped, and in which project."""
    item, parts = chosen_item(request, kind, pk)
    return _answer(request, item, HelpedForm, "questions/helped.html", {"parts": parts})


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request, kind, pk):
    """Suggest another text for the field of an item that `?field=` names."""
    item, parts = chosen_item(request, kind, pk)
    fields = correctable_fields(item)
    if not fields:
        raise Http404
    field = request.GET.get("field", "")
    field = field if field in fields else next(iter(fields))
    context = {"parts": parts, "kind": kind, "fields": fields, "field": field}
    made = partial(CorrectionForm, field=field)
    return _answer(request, item, made, "questions/correct.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def talk(request, kind, pk):
    """Write to the people who wrote an item, if one of them said to be glad to talk."""
    item = readable_item(request.user, kind, pk)
    if not is_glad_to_talk(item):
        raise Http404
    return _answer(request, item, TalkForm, "questions/talk.html", {})


@require_POST
def glad_to_talk(request, pk):
    """Say that somebody is glad to talk about a retrospective, or take that back without `glad`."""
    record = editable_retrospective(request.user, pk)
    is_glad = "glad" in request.POST
    GladToTalk.objects.say(record, is_glad=is_glad)
    said = "Readers can write to you now." if is_glad else "Readers can’t write to you any more."
    messages.success(request, said)
    return redirect(f"{record.get_absolute_url()}#questions")


@require_http_methods(["GET", "HEAD", "POST"])
def ask_everybody(request):
    """Ask everybody, or those who wrote about a tag; `?q=` gives words to begin with."""
    words = without_controls(request.GET.get("q", ""))[:QUESTION_MAX]

    def made(data, *, item, user):
        return WhoKnowsForm(data, user=user, initial={"text": words})

    return _answer(request, None, made, "questions/new.html", {})


@require_POST
def remove_waiting(request, number):
    """Remove an unattributed question of this browser before it appears."""
    key, box = _key_of(request), QuestionBox.objects.open()
    removed = box.remove(number, key=key) if key else None
    about = removed.about if removed else {"kind": ""}
    if not about["kind"]:
        return redirect("questions")
    return redirect("conversation", about["kind"], about["id"])


def chosen_item(request, kind, pk):
    """Return the item, or the part of a retrospective that `?about=` names, and its parts to choose from."""
    item = readable_item(request.user, kind, pk)
    if kind != "retrospective":
        return item, []
    chosen = request.GET.get("about", "")
    named = {f"{name}-{part.pk}": part for name, parts in _parts_of(item) for part in parts}
    return named.get(chosen, item), [(name, str(part)) for name, part in named.items()]


def _parts_of(record):
    related = ("decisions", "observations", "lessons", "action_items")
    for name, rows in zip(PARTS_ASKED_ABOUT, related, strict=True):
        yield name, getattr(record, rows).select_related("retrospective")


@sensitive_post_parameters()
@sensitive_variables()
def _answer(request, item, make_form, template, context):
    data = request.POST if request.method == "POST" else None
    form = make_form(data, item=item, user=request.user)
    status = 200
    if data is not None:
        done = form.is_valid() and _send(request, item, form)
        if done:
            return done
        form.add_wording_hints()
        status = 422
        if "proposed" in form.cleaned_data or "proposed" in form.errors:
            context["runs"] = diff(form.current, form["proposed"].value() or "")
    context |= {"form": form, "item": item}
    context["back"] = item.get_absolute_url() if item else reverse("questions")
    return render(request, template, context, status=status)


def _send(request, item, form):
    """Store what a valid form says and return the answer; None with an error in the form."""
    address = conversation_address(item) if item else reverse("questions")
    if form.is_signed:
        question = form.question()
        QuestionMail.objects.announce(question)
        return redirect(f"{address}#question-{question.pk}")
    key = _key_of(request) or BrowserKey(new_token(), request.user.pk)
    try:
        box = QuestionBox.objects.open()
        if not box.add(form.contribution(key), key=key):  # other words in an old page
            box.add(form.contribution(key, number=uuid.uuid4()), key=key)
    except InboxIsFull as full:
        form.add_error(None, YOURS_ARE_MANY if isinstance(full, TooManyWaiting) else FULL)
        return None
    response = redirect(f"{address}?sent=1")
    keep_key(key, response, COOKIE_PATH)
    return response


def _key_of(request):
    secret = secret_in_browser(request)
    return BrowserKey(secret, request.user.pk) if secret else None


def kept_by_browser(request, item=None):
    """Return what this browser wrote about `item`, or to everybody, without a name and that waits."""
    key = _key_of(request)
    if not key:
        return []
    mine = QuestionBox.objects.open().contents().written_with(key)
    wanted = (kind_of(item), item.pk) if item else ("", 0)
    return [one for one in mine if (one.about["kind"], one.about["id"]) == wanted]
