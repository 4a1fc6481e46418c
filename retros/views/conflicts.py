"""Answers to edit conflicts."""

from django.http import JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from retros.forms.merge_edits import use_theirs


def conflict_response(request, form, conflict):
    """Answer an autosave with both texts as HTML and the base of the next save."""
    context = {"conflict": conflict, "form": form, "changed_by": form.changed_by}
    html = render_to_string("_conflict.html", context, request)
    return JsonResponse({"conflict": html} | form.as_conflicted(), status=409)


def render_with_theirs(request, form, template, context):
    """Render the page again after "Keep theirs" was pressed for one field without JavaScript.

    Save nothing. Answer 409 while another field is undecided.
    """
    context["conflict"] = use_theirs(form, request.POST)
    return render(request, template, context, status=409 if context["conflict"] else 200)
