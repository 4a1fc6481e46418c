"""What a player of the wall is given: its page, its slides, and the news that it asks for.

`static/js/wall.js` plays it; docs/wall.md tells how.
"""

import hashlib
import re
import time
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response

from retros.drawing import wall_card
from retros.models import ALL_FIT, Screen, ScreenState, WallPost, WallState, rotation, width_of

TURN_SECONDS = 15 * 60  # for whom the round is not yet counted; about as long as one takes
# How wide what was learned may be set for each size of type; see .len-* in static/css/wall.css.
SIZES = ((62, "s"), (84, "m"), (115, "l"), (150, "xl"))
# How wide both lines of the story may be for each of its layouts; see .story-* in static/css/wall.css.
STORIES = ((0, "none"), (130, "short"), (260, "long"))
_HYPHEN = re.compile(r"(?<=\w)-(?=\w)")  # a large line must not end with "cut-"
_WORKER = settings.ASSETS_DIR / "static" / "js" / "wall-worker.js"
_DRAWN_BY = (
    Path(__file__),
    Path(wall_card.__file__),
    *sorted((settings.ASSETS_DIR / "templates" / "wall" / "screen").glob("*.html")),
)


class Slide(NamedTuple):
    post: WallPost
    seconds: int  # for which it is shown
    we_did: str  # as in the post, but compounds stay on one line
    happened: str
    learned: str
    size: str  # of the type of what was learned
    story: str  # "none", "short", "long" or "widest"
    lines: list
    code: wall_card.Code


@dataclass
class Show:
    """What one player shows in one round: that of a screen, or with the usual settings."""

    of: ScreenState  # without a number where the settings are the usual ones
    state: WallState
    turn: int

    @cached_property
    def now(self):
        """In the time zone of the site."""
        return timezone.localtime()

    @cached_property
    def build(self):
        """A short name for the code and the settings; a player reloads itself when it changes."""
        made = f"{_code()} {self.of.changed_at} {self.of.theme} {self.now.utcoffset()}"
        return _digest(made)[:12]

    @cached_property
    def etag(self):
        """Changes with the posts that hang, their teams' names, the round, what is built, and the
        day: in how many projects something was learned is news enough for tomorrow.
        """
        seen = f"{self.build} {self.turn} {self.state} {self.now.date()}"
        return f'"{_digest(seen)[:32]}"'

    @cached_property
    def screen(self):
        """The Screen with all its settings. One query, where it has a link."""
        return Screen.objects.get(pk=self.of.pk) if self.of.pk else Screen(theme=self.of.theme)

    def slides(self):
        """Return the rendered slides of the round. Two queries; for the link of a screen four."""
        posts = self.screen.posts() if self.screen.pk else WallPost.objects.on_wall()
        dated = [(pk, timezone.localdate(at)) for pk, at in posts.values_list("pk", "posted_at")]
        chosen = rotation(dated, turn=self.turn, today=self.now.date())
        found = WallPost.objects.on_wall().with_projects().select_related("team").in_bulk(chosen)
        posts = [found[pk] for pk in chosen if pk in found]
        pace = self.screen.pace
        return [_drawn(it, it.updated_at, str(it.team), it.projects, pace) for it in posts]


def requested_turn(request, state):
    """Return the number of the round that the player counted, or else by the clock.

    0 if all rounds are the same, so that the next one brings no news.
    """
    if state.post_count <= ALL_FIT:
        return 0
    turn = request.GET.get("turn", "")
    is_number = turn.isascii() and turn.isdigit() and len(turn) < 10
    return int(turn) if is_number else int(time.time()) // TURN_SECONDS


def player(request, show, *, slides, worker):
    """Show the page of a player, which polls the address `slides`; 304 if it is unchanged."""
    response = _not_modified(request, show)
    if response is None:
        context = _context(show) | {
            "theme": show.screen.theme,
            "quiet": _minutes(show.screen),
            "utc_offset": int(show.now.utcoffset().total_seconds()) // 60,
            "build": show.build,
            "etag": show.etag,
            "turn": show.turn,
            "slides_address": slides,
            "worker_address": worker,
        }
        response = render(request, "wall/screen/screen.html", context)
    response["ETag"] = show.etag
    return response


def news(request, show):
    """Return the slides alone, or 304 if the player has them."""
    response = _not_modified(request, show)
    if response is None:
        response = render(request, "wall/screen/screen.html#slides", _context(show))
    response["ETag"], response["X-Wall-Build"] = show.etag, show.build
    return response


def _not_modified(request, show):
    if request.META.get("HTTP_IF_NONE_MATCH") == show.etag:  # as players ask, and quick to see
        return HttpResponseNotModified()
    return get_conditional_response(request, etag=show.etag)


def gone_response(request):
    """Answer 404 to a player whose link does not work: readable on a television, and marked so that
    the player can tell it from the 404 of a server that is being set up.
    """
    context = {"waiting_lines": wall_card.contour_lines("waiting")}
    response = render(request, "wall/screen/gone.html", context, status=404)
    response["X-Wall"] = "gone"
    response["Cache-Control"] = "no-store"
    return response


def worker_script():
    """Serve the service worker that keeps the page of a player while the server is away.

    Its address is next to the page, because it can reach no further.
    """
    response = HttpResponse(_WORKER.read_bytes(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


def _context(show):
    return {
        "slides": show.slides(),
        "waiting_lines": wall_card.contour_lines("waiting"),
        "waiting_code": wall_card.code_of(settings.SITE_URL + reverse("wall_new")),
    }


@lru_cache(maxsize=wall_card.KEPT)
def _drawn(post, updated_at, team, projects, pace):
    """The slide as HTML. Kept, since a new post lets every screen fetch a round of fifty at once.

    A post equals another by its id alone; what else may change is named beside it.
    """
    slide = slide_of(post, pace)
    context = {"slide": slide, "post": post, "lines": slide.lines, "code": slide.code}
    return render_to_string("wall/screen/_slide.html", context)


def slide_of(post, pace=1):
    """Return a post with what its slide needs; no query."""
    width = width_of(post.learned)
    story_width = width_of(post.we_did) + width_of(post.happened)
    return Slide(
        post=post,
        seconds=round(post.reading_seconds * pace),
        we_did=_unbroken(post.we_did),
        happened=_unbroken(post.happened),
        learned=_unbroken(post.learned),
        size=next((size for most, size in SIZES if width <= most), "xxl"),
        story=next((it for most, it in STORIES if story_width <= most), "widest"),
        lines=wall_card.contour_lines(post.pk),
        code=wall_card.code_of(settings.SITE_URL + post.get_absolute_url()),
    )


def _unbroken(text):
    return _HYPHEN.sub("\u2060-\u2060", text)  # with word joiners around it


def _minutes(screen):
    """Quiet hours as minutes of the day, "1320-390"; "" without."""
    ends = [at.hour * 60 + at.minute for at in (screen.quiet_from, screen.quiet_until) if at]
    return "-".join(map(str, ends))


@lru_cache(maxsize=1)
def _code():
    digest = hashlib.sha256(getattr(staticfiles_storage, "manifest_hash", "").encode())
    for path in _DRAWN_BY:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _digest(text):
    return hashlib.sha256(text.encode()).hexdigest()
