"""Start here: what to read first, for the whole site or a team."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.models import Team
from retros.views.start_here import lists


@require_safe
def start_here(request, slug=None):
    """Show what to read first. Signed-in people only see it, and all of them see the same."""
    team = get_object_or_404(Team, slug=slug) if slug else None
    retrospectives = lists.published_of(team)
    lessons = lists.most_used_lessons(retrospectives)
    results = lists.results(retrospectives)
    context = {
        "team": team,
        "lessons": lessons,
        "decisions": lists.lasting_decisions(retrospectives),
        "results": [(heading, records) for heading, records in results if records],
        "questions": lists.kickoff_questions(lessons),
        "words": [] if team else lists.words(request.user),
        "surprised": lists.surprises(retrospectives),
    }
    return render(request, "start_here/page.html", context)
