"""The wall on a screen: for everyone who may read it, and by the link of a screen in an office.

A link stays open when its screen polls: a 304 costs one query, and once a minute a write that says
that the screen is there.
"""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_safe

from accounts.limits import count_wrong_link, may_try_links
from accounts.tokens import hash_token
from retros.models import Screen, ScreenState, screen_and_state, wall_state
from retros.views.wall.pages import framed_by_known_hosts, may_read_the_wall
from retros.views.wall.slides import (
    Show,
    gone_response,
    news,
    player,
    requested_turn,
    worker_script,
)

POLL_SECONDS = 10  # for which a cache may answer a screen that asks for news


@login_not_required
@framed_by_known_hosts
@require_safe
def screen(request):
    """Show the player of the whole wall; `?theme=light` or `day`. Four queries."""
    if not may_read_the_wall(request):
        return redirect_to_login(request.get_full_path())
    addresses = {"slides": reverse("wall_slides"), "worker": reverse("wall_worker")}
    return _shared(player(request, _whole_wall(request), **addresses))


@login_not_required
@require_safe
def slides(request):
    """Answer the poll of that player. One query; three when there is news."""
    if not may_read_the_wall(request):
        return gone_response(request)
    return _shared(news(request, _whole_wall(request)))


@login_not_required
@require_safe
def worker(request):
    """Serve the service worker that keeps that player while the server is away."""
    return worker_script()


def _whole_wall(request):
    theme = request.GET.get("theme", "")
    theme = theme if theme in Screen.Theme else Screen.Theme.DARK.value
    usual = ScreenState(None, theme, None, is_revoked=False, is_noted=True)
    state = wall_state()
    return Show(usual, state, requested_turn(request, state))


def _shared(response):
    if settings.FAIL_WALL == "public":
        response["Cache-Control"] = f"public, max-age=0, s-maxage={POLL_SECONDS}"
    else:
        response["Cache-Control"] = "no-store"
    return response


def by_link(view):
    """Decorate a view so that it gets the states of the screen with this token and of the wall.

    A wrong token answers 404 and counts; after too many of them 429. A right one never reads that
    count: a poll takes a single query.
    """

    @login_not_required
    @require_safe
    @sensitive_variables("token")
    def opened(request, token):
        found, state = screen_and_state(hash_token(token))
        if found is None:
            return _wrong_link(request)
        if found.is_revoked:
            return gone_response(request)
        response = view(request, token, found, state)
        response["Cache-Control"] = "no-store"
        return response

    return opened


def _wrong_link(request):
    if not may_try_links(request):
        return HttpResponse("Too many wrong links. Wait a minute and try again.", status=429)
    count_wrong_link(request)
    return gone_response(request)


@login_not_required
@framed_by_known_hosts
@by_link
def office_screen(request, token, found, state):
    """Show the player of one screen."""
    addresses = {
        "slides": reverse("office_slides", args=[token]),
        "worker": reverse("office_worker", args=[token]),
    }
    return player(request, Show(found, state, requested_turn(request, state)), **addresses)


@by_link
def office_slides(request, token, found, state):
    """Answer its poll, three times a minute, with `?showing=` the id of the post on show."""
    if not found.is_noted:
        showing = request.GET.get("showing", "")
        is_id = showing.isdecimal() and len(showing) < 19
        Screen(pk=found.pk).note_seen(int(showing) if is_id else None)
    return news(request, Show(found, state, requested_turn(request, state)))


@by_link
def office_worker(request, token, found, state):
    """Serve its service worker, which keeps it while the server is away."""
    return worker_script()
