"""The public pages of the Fail Wall: the only ones that show what people wrote to everyone.

What visitors get depends on nobody, so caches can share it. Members get the list and the posts with
the site’s navigation, and no cache stores that. With FAIL_WALL=screens only members can read these
pages at all.
"""

from functools import partial, wraps

from csp.decorators import csp_replace
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.db.models import Count
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.http import urlencode
from django.views.decorators.cache import cache_control
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import conditional_page, require_safe

from accounts.frames import frame_for, is_member
from accounts.models import Team
from retros.access_to_wall import wall_post_on_the_wall
from retros.drawing.link_preview import link_preview
from retros.drawing.wall_card import contour_lines
from retros.kept_html import Page, kept_html, render_to_keep
from retros.models import Category, WallPost, name_on_the_wall, tags_on_the_wall, without_controls
from retros.views.paging import page_of

ON_PAGE, EMBEDDED = 25, 10  # posts
SHARED_SECONDS = 60  # that shared caches may answer for; browsers always revalidate


def may_read_the_wall(request):
    """Return whether the wall is open to this request: to everyone, or only to members."""
    return settings.FAIL_WALL == "public" or request.user.is_authenticated


def for_readers(view, *, navigates=False):
    """Make a view of the wall read-only, with an ETag, and cacheable by shared caches.

    One that `navigates` answers members with a page of their own, which no cache stores.
    """
    shared = cache_control(public=True, max_age=0, s_maxage=SHARED_SECONDS)(view)

    @wraps(view)
    def answer(request, *args, **kwargs):
        if settings.FAIL_WALL == "public" and not (navigates and is_member(request)):
            response = shared(request, *args, **kwargs)
            if navigates:
                patch_vary_headers(response, ["Cookie"])
            return response
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        return response

    return require_safe(conditional_page(answer))


for_readers_and_members = partial(for_readers, navigates=True)


@login_not_required
@for_readers_and_members
def wall(request):
    """List the posts on the wall, newest first, filtered by `?category=`, `?team=` and `?tag=`.

    One query for the first page while nothing on it changed, else seven; with a tag two more.
    """
    filters = wall_filters(request.GET)
    if "page" in request.GET:
        content = _content(request, filters)
    else:
        page, rights = newest_posts(filters, ON_PAGE), settings.FAIL_WALL
        (content,) = kept_html(page, rights, lambda: _content(request, filters))
    context = {"frame": frame_for(request), "content": content}
    return render(request, "wall/wall.html", context)


def newest_posts(filters, number):
    """Return what a page with so many of the newest posts depends on."""
    return Page("wall", tuple(filters.values()), (number, *filters))


def _content(request, filters):
    """Return what the page says to everyone."""
    posts = WallPost.objects.on_wall()
    page = page_of(request, posts.for_cards().filtered(**filters), size=ON_PAGE)
    first = page[0] if page and page.number == 1 else None
    context = {
        "wall_is_public": settings.FAIL_WALL == "public",
        "page": page,
        "first": first,
        "lines": contour_lines(first.pk) if first else [],
        "about": _about(filters),
        "teams": Team.objects.filter(pk__in=posts.order_by().values("team")),
        "tags": tags_on_the_wall(),
        "query": QueryDict(urlencode(filters)),
        "category": filters.get("category"),
        "team": filters.get("team"),
        "tag": filters.get("tag"),
    }
    return render_to_keep("wall/_content.html", context)


@login_not_required
@for_readers_and_members
def post(request, pk):
    """Show a post at its permanent address."""
    found = wall_post_on_the_wall(pk)
    context = {
        "frame": frame_for(request),
        "post": found,
        "lines": contour_lines(found.pk),
        "site_url": settings.SITE_URL,
    }
    return render(request, "wall/post.html", context)


@login_not_required
@for_readers
def preview(request, pk):
    """Draw the preview image that chats show with a link to the post."""
    return HttpResponse(link_preview(wall_post_on_the_wall(pk)), content_type="image/png")


def framed_by_known_hosts(view):
    """Let pages of FAIL_WALL_EMBED_HOSTS, and no others, frame the view. A 304 says so, too."""

    def shown(request, *arguments, **named):
        policy = {"frame-ancestors": settings.FAIL_WALL_EMBED_HOSTS or ["'none'"]}
        # The older X-Frame-Options knows no list of hosts.
        return csp_replace(policy)(xframe_options_exempt(view))(request, *arguments, **named)

    return wraps(view)(shown)


@login_not_required
@framed_by_known_hosts
@for_readers
def embed(request):
    """Show the newest posts in a frame on an intranet page, filtered like the wall.

    Two queries, with a tag four.
    """
    posts = WallPost.objects.on_wall().for_cards().filtered(**wall_filters(request.GET))
    return render(request, "wall/embed.html", {"posts": posts[:EMBEDDED]})


def wall_filters(query):
    """Return the `category`, `team` and `tag` of a query string that are not empty.

    Links on a page repeat only these, so unknown parameters don’t change the response. Two
    queries for a tag, else none.
    """
    names = ("category", "team", "tag")
    known = {name: without_controls(query.get(name, "")).strip() for name in names}
    if known["tag"]:
        known["tag"] = name_on_the_wall(known["tag"])
    return {name: value for name, value in known.items() if value}


def _about(filters):
    """Count the posts in each category that match the other filters: [(value, label, n)]."""
    others = {name: value for name, value in filters.items() if name != "category"}
    posts = WallPost.objects.on_wall().filtered(**others).order_by()
    counts = dict(posts.values_list("category").annotate(Count("pk")))
    return [(value, label, counts.get(value, 0)) for value, label in Category.choices]
