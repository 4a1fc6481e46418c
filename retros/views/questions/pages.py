"""The list of questions: those for me, all open ones, those that I asked."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from retros.models import Question
from retros.views.paging import page_of
from retros.views.questions.asking import kept_by_browser

SHOWN = {"yours": "For you", "open": "All open", "asked": "Asked by you"}


@require_safe
def questions(request):
    """List questions that wait for an answer, newest first; `?show=` narrows or widens the list."""
    show = request.GET.get("show", "")
    show = show if show in SHOWN else "open"
    found = Question.objects.visible_to(request.user)
    if show == "asked":
        found = found.filter(asked_by=request.user)
    else:
        found = found.still_open()
        if show == "yours":
            found = found.for_you(request.user)
    page = page_of(request, found.for_cards(request.user).newest_first())
    waiting = Question.objects.for_you(request.user).still_open()
    context = {
        "show": show,
        "choices": SHOWN.items(),
        "kept": kept_by_browser(request),
        "is_sent": "sent" in request.GET,
        "page": page,
        "yours": set(waiting.filter(pk__in=[one.pk for one in page]).values_list("pk", flat=True)),
    }
    return render(request, "questions/list.html", context)
