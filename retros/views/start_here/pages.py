"""Start here: what to read first, for the whole site or a team; and one path."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Team
from retros import paths
from retros.access import must_be_curator
from retros.models import ReadingPath, start_here_of
from retros.views.paging import page_of

TEAM_PATHS = 12  # paths of teams that the page of the site names


@require_safe
def start_here(request, slug=None):
    """Show the paths and what follows from the data. Drafts of paths only to who may change them."""
    return show(request, get_object_or_404(Team, slug=slug) if slug else None)


def show(request, team, **more):
    """Answer with the page of the whole site, or of `team`."""
    visible = ReadingPath.objects.visible_to(request.user)
    page = page_of(request, visible.of(team).for_lists())
    stops = paths.load_stops(page.object_list, request.user)
    context = {
        "team": team,
        "page": page,
        "paths": [paths.PathCard(path, stops[path.pk]) for path in page.object_list],
        "of_teams": _of_teams(visible) if team is None else [],
        "may_write": team in paths.places_of(request.user),
        "lists": paths.todays_lists(team),
        "words": [] if team else paths.words(request.user),
    }
    return render(request, "start_here/page.html", context | more)


@require_POST
def draw_again(request, slug=None):
    """Draw the lists again now, for curators."""
    must_be_curator(request.user)
    team = get_object_or_404(Team, slug=slug) if slug else None
    paths.draw_lists(team)
    messages.success(request, "Updated the lists, with everything up to now.")
    return redirect(start_here_of(team))


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
        "may_publish": found.is_published_by(request.user),
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
