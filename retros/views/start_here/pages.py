"""Start here: what to read first, for the whole site or a team; and one path."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.models import Team
from retros import paths
from retros.models import ReadingPath
from retros.views.paging import page_of

TEAM_PATHS = 12  # paths of teams that the page of the site names


@require_safe
def start_here(request, slug=None):
    """Show the paths and what follows from the data. Drafts of paths only to who may change them."""
    return show(request, get_object_or_404(Team, slug=slug) if slug else None)


def show(request, team, **more):
    """Answer with the page of the whole site, or of `team`."""
    retrospectives = paths.published_of(team)
    lessons = paths.most_used_lessons(retrospectives)
    results = paths.results(retrospectives)
    visible = ReadingPath.objects.visible_to(request.user)
    page = page_of(request, visible.of(team).for_lists())
    stops = paths.load_stops(page.object_list, request.user)
    context = {
        "team": team,
        "page": page,
        "paths": [paths.PathCard(path, stops[path.pk]) for path in page.object_list],
        "of_teams": _of_teams(visible) if team is None else [],
        "may_write": team in paths.places_of(request.user),
        "lessons": lessons,
        "decisions": paths.lasting_decisions(retrospectives),
        "results": [(heading, records) for heading, records in results if records],
        "questions": paths.kickoff_questions(lessons),
        "words": [] if team else paths.words(request.user),
        "surprised": paths.surprises(retrospectives),
    }
    return render(request, "start_here/page.html", context | more)


def _of_teams(visible):
    found = visible.published().exclude(team=None).select_related("team")
    return found.order_by("-updated_at", "-pk")[:TEAM_PATHS]


@require_safe
def path(request, pk):
    """Show a path: its stops that this reader may see, in order."""
    found = paths.readable_path(request.user, pk)
    stops = paths.load_stops([found], request.user)[found.pk]
    context = {
        "path": found,
        "card": paths.PathCard(found, stops),
        "may_edit": found.is_edited_by(request.user),
    }
    return render(request, "start_here/path.html", context)


@require_safe
def markdown(request, pk):
    """Return a path as Markdown."""
    found = paths.readable_path(request.user, pk)
    stops = paths.load_stops([found], request.user)[found.pk]
    text = paths.path_markdown(paths.PathCard(found, stops))
    response = HttpResponse(text, content_type="text/markdown; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="path-{found.pk}.md"'
    return response
