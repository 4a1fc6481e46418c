"""Two people wrote the same at once: how they get to see both texts."""

from django.http import JsonResponse
from django.template.loader import render_to_string


def both_texts(request, form, conflict):
    """The answer to a save while typing: both texts as HTML, and what the next save is based on."""
    html = render_to_string("_conflict.html", {"conflict": conflict}, request)
    return JsonResponse({"conflict": html} | form.as_undecided(), status=409)
