"""The brief of a kickoff, as a page and as Markdown."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from retros.access_to_kickoffs import readable_kickoff
from retros.kickoffs import brief_markdown, brief_of


@require_safe
def brief(request, pk):
    """Show the brief for the meeting: questions first, two printed pages for ten lessons."""
    kickoff = readable_kickoff(request.user, pk)
    context = {
        "kickoff": kickoff,
        "brief": brief_of(kickoff, request.user),
        "may_edit": kickoff.is_edited_by(request.user),
    }
    return render(request, "kickoffs/brief.html", context)


@require_safe
def markdown(request, pk):
    """Download the brief as Markdown."""
    kickoff = readable_kickoff(request.user, pk)
    text = brief_markdown(brief_of(kickoff, request.user))
    response = HttpResponse(text, content_type="text/markdown; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="kickoff-{kickoff.pk}.md"'
    return response
