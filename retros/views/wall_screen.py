"""The wall on a screen in an office: one post at a time, turned by itself (static/js/wall.js)."""

import hashlib
import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles.storage import staticfiles_storage
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from retros import wall_picture
from retros.models import WallPost
from retros.models.wall_post import width_of

SLIDES = 100
POLL_SECONDS = 10  # for which a cache may answer a screen that asks for news
# How wide what was learned may be set for each size of type; see .len-* in static/css/wall.css.
SIZES = ((62, "s"), (84, "m"), (115, "l"), (150, "xl"))
LONG_STORY = 130  # width of both lines of the story from which they are set smaller
_HYPHEN = re.compile(r"(?<=\w)-(?=\w)")  # a large line must not end with "cut-"
_DRAWN_BY = (
    Path(__file__),
    Path(wall_picture.__file__),
    *sorted((settings.BASE_DIR / "templates" / "wall" / "screen").glob("*.html")),
)


class Slide(NamedTuple):
    post: WallPost
    we_did: str  # as in the post, but compounds stay on one line
    happened: str
    learned: str
    size: str  # of the type of what was learned
    story: str  # "none", "short" or "long"
    lines: list
    code: wall_picture.Code


def etag_of_slides(request):
    """Changes with the posts that hang, with their teams' names, and with each deploy. One query."""
    hanging = WallPost.objects.up().values_list("pk", "updated_at", "team__name")[:SLIDES]
    state = f"{build()} {[(pk, at.isoformat(), team) for pk, at, team in hanging]}"
    return f'"{hashlib.sha256(state.encode()).hexdigest()[:32]}"'


@login_not_required
@require_safe
@condition(etag_func=etag_of_slides)
@cache_control(public=True, max_age=0, s_maxage=POLL_SECONDS)
def screen(request):
    """The player with its slides; `?theme=light` for bright rooms. Three queries."""
    context = _slides() | {
        "theme": "light" if request.GET.get("theme") == "light" else "dark",
        "build": build(),
        "etag": etag_of_slides(request),
    }
    return render(request, "wall/screen/screen.html", context)


@login_not_required
@require_safe
@condition(etag_func=etag_of_slides)
@cache_control(public=True, max_age=0, s_maxage=POLL_SECONDS)
def slides(request):
    """Only the slides, for a screen that asks for news. One query more than its 304."""
    response = render(request, "wall/screen/screen.html#slides", _slides())
    response["X-Wall-Build"] = build()
    return response


def _slides():
    posts = WallPost.objects.up().select_related("team")[:SLIDES]
    return {
        "slides": [slide_of(post) for post in posts],
        "waiting_lines": wall_picture.contour_lines("waiting"),
        "waiting_code": wall_picture.code_of(settings.SITE_URL + reverse("wall_new")),
    }


def slide_of(post):
    """A post with what its slide needs; no query."""
    width = width_of(post.learned)
    told = width_of(post.we_did) + width_of(post.happened)
    return Slide(
        post=post,
        we_did=_unbroken(post.we_did),
        happened=_unbroken(post.happened),
        learned=_unbroken(post.learned),
        size=next((size for most, size in SIZES if width <= most), "xxl"),
        story="long" if told > LONG_STORY else "short" if told else "none",
        lines=wall_picture.contour_lines(post.pk),
        code=wall_picture.code_of(settings.SITE_URL + post.get_absolute_url()),
    )


def _unbroken(text):
    return _HYPHEN.sub("\u2060-\u2060", text)  # with word joiners around it


@lru_cache(maxsize=1)
def build():
    """A short name for the code that draws the slides; a screen reloads itself when it changes."""
    digest = hashlib.sha256(getattr(staticfiles_storage, "manifest_hash", "").encode())
    for path in _DRAWN_BY:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
