"""A feed of what changes on Start here, for a person’s own feed reader."""

from datetime import UTC

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from accounts.limits import count_wrong_link, may_try_links
from retros import paths
from retros.models import PathFeed, ReadingPath
from retros.views.start_here.pages import show
from retros.views.wall.feeds import LONG_AGO, without_what_xml_refuses

ENTRIES = 30


@require_POST
@never_cache
def feed_address(request):
    """Create a feed address and show it once. The previous one stops working."""
    path = reverse("path_feed", args=[PathFeed.renew(request.user)])
    return show(request, None, address=f"{settings.SITE_URL}{path}")


@login_not_required
@require_safe
@never_cache
@sensitive_variables("token")
def feed(request, token):
    """Serve the published paths, last changed first, as their owner sees them.

    A wrong token answers 404 and counts; after too many of them 429.
    """
    if not may_try_links(request):
        return HttpResponse("Too many wrong links. Wait a minute and try again.", status=429)
    found = PathFeed.objects.opened_by(token).select_related("owner").first()
    if found is None:
        count_wrong_link(request)
        raise Http404
    published = ReadingPath.objects.visible_to(found.owner).published().select_related("team")
    newest = list(published.order_by("-updated_at", "-pk")[:ENTRIES])
    stops = paths.load_stops(newest, found.owner)
    context = {
        "site": settings.SITE_URL,
        "cards": [paths.PathCard(path, stops[path.pk]) for path in newest],
        "updated": max((path.updated_at for path in newest), default=LONG_AGO).astimezone(UTC),
    }
    text = without_what_xml_refuses(render_to_string("start_here/feed.atom", context))
    return HttpResponse(text, content_type="application/atom+xml; charset=utf-8")
