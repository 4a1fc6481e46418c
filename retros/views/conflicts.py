"""Two people wrote the same at once: how they get to see both texts."""

from django.http import JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from retros.forms.merge_edits import use_theirs


def conflict_response(request, form, conflict):
    """The answer to a save while typing: both texts as HTML, and what the next save is based on."""
    html = render_to_string("_conflict.html", {"conflict": conflict}, request)
    return JsonResponse({"conflict": html} | form.as_conflicted(), status=409)


def render_with_theirs(request, form, template, context):
    """The page again with theirs in one field of `form`: "Keep theirs" was pressed without scripts.

    Nothing is saved yet. 409 as long as another field waits for a decision.
    """
    context["conflict"] = use_theirs(form, request.POST)
    return render(request, template, context, status=409 if context["conflict"] else 200)
