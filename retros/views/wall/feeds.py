"""The wall for feed readers: Atom (RFC 4287) and JSON Feed 1.1, with the same text.

An entry's id is the address of its post, which stays.
"""

import re
from datetime import UTC, datetime
from json import dumps
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse

from retros.kept_html import kept_text
from retros.models import WallPost
from retros.views.wall.pages import for_readers, newest_posts, wall_filters

ENTRIES = 50
TITLE = "Fail Wall"
ABOUT = "What our teams learned when things did not go as planned, in their own words."
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)  # Atom wants a date even when there is no entry
# What XML 1.0 can't hold, however it is written.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@login_not_required
@for_readers
def atom(request):
    """Serve the newest posts as Atom. One query while nothing changed, else three; a tag adds two."""
    return _feed(request, _atom, "application/atom+xml; charset=utf-8")


@login_not_required
@for_readers
def json(request):
    """Serve the newest posts as JSON Feed. One query while nothing changed, else three; a tag adds two."""
    return _feed(request, _json, "application/feed+json")


def _feed(request, write, content_type):
    filters = wall_filters(request.GET)
    own_address = _own_address(request, filters)
    page = newest_posts(filters, ENTRIES)
    text = kept_text(page, own_address, lambda: write(own_address, _newest(filters)))
    return HttpResponse(text, content_type=content_type)


def _atom(own_address, posts):
    context = {
        "title": TITLE,
        "subtitle": ABOUT,
        "page": _absolute(reverse("wall")),
        "self": own_address,
        "updated": max((post.updated_at for post in posts), default=LONG_AGO),
        "entries": [
            {"post": post, "address": _absolute(post.get_absolute_url())} for post in posts
        ],
    }
    return without_what_xml_refuses(render_to_string("wall/feed.atom", context))


def _json(own_address, posts):
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": TITLE,
        "description": ABOUT,
        "home_page_url": _absolute(reverse("wall")),
        "feed_url": own_address,
        "authors": [{"name": TITLE}],
        "items": [_item(post) for post in posts],
    }
    return dumps(feed)


def without_what_xml_refuses(text):
    """Remove the characters from `text` that XML does not allow."""
    return _NOT_XML.sub("", text)


def _newest(filters):
    return list(WallPost.objects.on_wall().for_cards().filtered(**filters)[:ENTRIES])


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
