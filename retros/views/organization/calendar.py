"""The calendar of what to look at again, for a person’s own calendar program."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from accounts.limits import count_wrong_link, may_try_links
from retros.icalendar import calendar_text
from retros.models import CalendarFeed, Decision, Lesson
from retros.views.organization.due import show_due_decisions

PAST = timedelta(days=365)
MOST = 500  # events of a kind


@require_POST
@never_cache
def calendar_address(request):
    """Create a calendar address and show it once. The previous one stops working."""
    path = reverse("calendar", args=[CalendarFeed.renew(request.user)])
    return show_due_decisions(request, address=f"{settings.SITE_URL}{path}")


@login_not_required
@require_safe
@never_cache
@sensitive_variables("token")
def calendar(request, token):
    """Serve the revisit dates of the owner’s decisions and the review dates of their lessons.

    A wrong token answers 404 and counts; after too many of them 429.
    """
    if not may_try_links(request):
        return HttpResponse("Too many wrong links. Wait a minute and try again.", status=429)
    found = CalendarFeed.objects.opened_by(token).select_related("owner").first()
    if found is None:
        count_wrong_link(request)
        raise Http404
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    text = calendar_text("Retros", _events(found.owner), host=host)
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")


def _events(user):
    """Return (key, day, text, address, when it changed) of each. Two queries."""
    since = timezone.localdate() - PAST
    decisions = Decision.objects.written_by(user).filter(revisit_on__gte=since, superseded_by=None)
    lessons = Lesson.objects.written_by(user).filter(review_on__gte=since)
    lessons = lessons.exclude(status=Lesson.Status.RETIRED)
    for decision in decisions.order_by("revisit_on", "pk")[:MOST]:
        yield _event(decision, decision.revisit_on, "Revisit: ")
    for lesson in lessons.order_by("review_on", "pk")[:MOST]:
        asked = "Is it still there? " if lesson.built_into else "Is it still valid? "
        yield _event(lesson, lesson.review_on, asked)


def _event(part, day, asked):
    address = f"{settings.SITE_URL}{part.get_absolute_url()}"
    return part.anchor, day, f"{asked}{part}", address, part.updated_at
