"""The Fail Wall as everyone may read it: the only public pages about what people wrote.

Nothing here asks who is reading, so that any cache may share the answers. With FAIL_WALL=screens
the same pages are for members alone, and no cache keeps them.
"""

from functools import wraps

from csp.decorators import csp_replace
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.db.models import Count
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.cache import cache_control
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import conditional_page, require_safe

from accounts.models import Team
from retros.access import wall_post_on_the_wall
from retros.drawing.link_preview import link_preview
from retros.drawing.wall_card import contour_lines
from retros.models import Category, WallPost, name_on_the_wall, tags_on_the_wall, without_controls
from retros.views.paging import page_of

EMBEDDED = 10  # posts
SHARED_SECONDS = 60  # for which a cache in between may answer; browsers always ask again


def may_read_the_wall(request):
    """Whether whoever asks may read it: everyone, or members if the site says so."""
    return settings.FAIL_WALL == "public" or request.user.is_authenticated


def for_readers(view):
    """A page of the wall, for reading only, with an ETag that any cache may keep a little."""
    shared = cache_control(public=True, max_age=0, s_maxage=SHARED_SECONDS)(view)

    @wraps(view)
    def answer(request, *args, **kwargs):
        if settings.FAIL_WALL == "public":
            return shared(request, *args, **kwargs)
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        return response

    return require_safe(conditional_page(answer))


@login_not_required
@for_readers
def wall(request):
    """List the posts on the wall, newest first, filtered by `?category=`, `?team=` and `?tag=`. Six queries,
    with a tag eight.
    """
    posts = WallPost.objects.on_wall()
    narrowing = asked(request.GET)
    page = page_of(request, narrowed(posts.for_cards(), narrowing), size=25)
    first = page[0] if page and page.number == 1 else None
    context = {
        "page": page,
        "first": first,
        "lines": contour_lines(first.pk) if first else [],
        "about": _about(narrowing),
        "teams": Team.objects.filter(pk__in=posts.order_by().values("team")),
        "tags": tags_on_the_wall(),
        "asked": QueryDict(urlencode(narrowing)),
        "category": narrowing.get("category"),
        "team": narrowing.get("team"),
        "tag": narrowing.get("tag"),
    }
    return render(request, "wall/wall.html", context)


@login_not_required
@for_readers
def post(request, pk):
    """One post, at an address that stays."""
    found = wall_post_on_the_wall(pk)
    context = {"post": found, "lines": contour_lines(found.pk), "site_url": settings.SITE_URL}
    return render(request, "wall/post.html", context)


@login_not_required
@for_readers
def preview(request, pk):
    """The picture that a chat shows beside a link to the post."""
    return HttpResponse(link_preview(wall_post_on_the_wall(pk)), content_type="image/png")


def framed_by_known_hosts(view):
    """Pages of FAIL_WALL_EMBED_HOSTS may frame it, also by what a 304 says anew; no other may."""

    def shown(request):
        policy = {"frame-ancestors": settings.FAIL_WALL_EMBED_HOSTS or ["'none'"]}
        # The older X-Frame-Options knows no list of hosts.
        return csp_replace(policy)(xframe_options_exempt(view))(request)

    return wraps(view)(shown)


@login_not_required
@framed_by_known_hosts
@for_readers
def embed(request):
    """The newest posts for a frame on an intranet page, narrowed as the wall is. Two queries, with a tag four."""
    posts = narrowed(WallPost.objects.on_wall().for_cards(), asked(request.GET))
    return render(request, "wall/embed.html", {"posts": posts[:EMBEDDED]})


def asked(query):
    """What the query string says about `category`, `team` and `tag`, without what is empty.

    Pages link with this alone: an unknown parameter changes no byte of an answer. Two queries for
    a tag, else none.
    """
    names = ("category", "team", "tag")
    known = {name: without_controls(query.get(name, "")).strip() for name in names}
    if known["tag"]:
        known["tag"] = name_on_the_wall(known["tag"])
    return {name: value for name, value in known.items() if value}


def narrowed(posts, narrowing):
    """`posts` of the `category`, from the `team` (its slug), with the `tag` (its name).

    What nobody knows matches nothing: a feed of a team whose last post was taken down stays
    empty, and does not become a feed of everything.
    """
    columns = {"category": "category", "team": "team__slug", "tag": "tags__name"}
    return posts.filter(**{columns[name]: value for name, value in narrowing.items()})


def _about(narrowing):
    """How many posts there are about each category, of those that are else chosen:
    [(value, label, n)].
    """
    others = {name: value for name, value in narrowing.items() if name != "category"}
    posts = narrowed(WallPost.objects.on_wall(), others).order_by()
    counts = dict(posts.values_list("category").annotate(Count("pk")))
    return [(value, label, counts.get(value, 0)) for value, label in Category.choices]
