"""Wording hints for a field while it is edited."""

from dataclasses import asdict

from django.http import HttpResponseBadRequest, JsonResponse
from django.views.decorators.http import require_POST

from retros.models import MARKDOWN_MAX_LENGTH
from retros.wording import members


@require_POST
def wording(request):
    """Return the hints for `text`: {"hints": [{rule, start, end, words, reason, instead}]}.

    `start` and `end` count characters, as Python does. With `names` set to "fine", people may be
    named. Nothing is stored or logged: neither the text nor that there was a hint.
    """
    text = request.POST.get("text")
    if text is None:
        return HttpResponseBadRequest("Include the text to check.")
    (found,) = members.hints_in(
        [text[:MARKDOWN_MAX_LENGTH]], names=request.POST.get("names") != "fine"
    )
    return JsonResponse({"hints": [asdict(hint) for hint in found]})
