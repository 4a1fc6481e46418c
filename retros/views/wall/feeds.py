"""The wall for feed readers: Atom (RFC 4287) and JSON Feed 1.1, with the same text.

An entry's id is the address of its post, which stays.
"""

import re
from datetime import UTC, datetime
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse

from retros.models import WallPost
from retros.views.wall.pages import filter_posts, for_readers, wall_filters

ENTRIES = 50
TITLE = "Fail Wall"
ABOUT = "What our teams learned when things did not go as planned, in their own words."
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)  # Atom wants a date even when there is no entry
# What XML 1.0 can't hold, however it is written.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@login_not_required
@for_readers
def atom(request):
    """Serve the newest posts as Atom. Two queries, with a tag four."""
    filters = wall_filters(request.GET)
    posts = _newest(filters)
    context = {
        "title": TITLE,
        "subtitle": ABOUT,
        "page": _absolute(reverse("wall")),
        "self": _own_address(request, filters),
        "updated": max((post.updated_at for post in posts), default=LONG_AGO),
        "entries": [
            {"post": post, "address": _absolute(post.get_absolute_url())} for post in posts
        ],
    }
    text = without_what_xml_refuses(render_to_string("wall/feed.atom", context))
    return HttpResponse(text, content_type="application/atom+xml; charset=utf-8")


@login_not_required
@for_readers
def json(request):
    """Serve the newest posts as JSON Feed. Two queries, with a tag four."""
    filters = wall_filters(request.GET)
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": TITLE,
        "description": ABOUT,
        "home_page_url": _absolute(reverse("wall")),
        "feed_url": _own_address(request, filters),
        "authors": [{"name": TITLE}],
        "items": [_item(post) for post in _newest(filters)],
    }
    return JsonResponse(feed, content_type="application/feed+json")


def without_what_xml_refuses(text):
    """Remove the characters from `text` that XML does not allow."""
    return _NOT_XML.sub("", text)


def _newest(filters):
    return list(filter_posts(WallPost.objects.on_wall().for_cards(), filters)[:ENTRIES])


def _item(post):
    address = _absolute(post.get_absolute_url())
    item = {
        "id": address,
        "url": address,
        "title": post.learned,
        "content_html": render_to_string("wall/_feed_text.html", {"post": post}).strip(),
        "date_published": post.posted_at.isoformat(),
        "date_modified": post.updated_at.isoformat(),
        "tags": [post.get_category_display(), *post.tag_names],
    }
    if post.signature:
        item["authors"] = [{"name": post.signature}]
    return item


def _absolute(path):
    """From the setting, not the request: what a shared cache keeps must not depend on a header."""
    return f"{settings.SITE_URL}{path}"


def _own_address(request, filters):
    query = urlencode(filters)
    return _absolute(request.path + (f"?{query}" if query else ""))
