"""The weekly mail with new lessons and what to look at again, for those who asked for it."""

import logging
from collections.abc import Callable
from datetime import datetime
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from retros.models import Decision, Digest, LaterMatch, Lesson, Question
from retros.monitoring.counters import emails_failed
from retros.notifications.clock import database_now

MOST = 30
logger = logging.getLogger(__name__)


def send_digests(*, clock: Callable[[], datetime] = database_now) -> int:
    """Send every weekly mail that is due at `clock()`; returns how many left.

    Each is leased by one process, and sent at most once a week.
    """
    sent = 0
    while digest := Digest.objects.lease(clock()):
        sent += _send(digest, clock())
    return sent


def _send(digest, now):
    lessons = list(_new_lessons(digest, now)[: MOST + 1])
    matches = list(_later_matches(digest, now)[:MOST])
    due = _due(digest, now) if digest.reminds else []
    has_news = bool(lessons or matches or due)
    try:
        if has_news:
            _mail(digest, lessons, matches, due).send()
    except (OSError, SMTPException) as error:
        logger.error("A weekly mail could not be sent: %s", type(error).__name__)
        emails_failed.inc()
        digest.postpone(now)
        return False
    digest.note_sent(now)
    return has_news


def _new_lessons(digest, now):
    lessons = Lesson.objects.visible_to(digest.user).published()
    since = {
        "retrospective__published_at__gt": digest.covered_until,
        "retrospective__published_at__lte": now,
    }
    lessons = lessons.filter(**since).select_related("retrospective__project")
    return lessons.order_by("-retrospective__published_at", "-retrospective", "pk")


def _later_matches(digest, now):
    """Return what was found for the reader's kickoffs since the last mail, without their own."""
    found = LaterMatch.objects.new_for(digest.user).with_items()
    since = found.filter(found_at__gt=digest.covered_until, found_at__lte=now)
    return since.order_by("kickoff", "pk")


def _due(digest, now):
    """Return what came due since the last mail, each once: [(heading, address, its items)]."""
    today, since = timezone.localdate(now), timezone.localdate(digest.covered_until)
    decisions = Decision.objects.written_by(digest.user)
    reviewed = Lesson.objects.written_by(digest.user)
    asked = Question.objects.visible_to(digest.user).still_open().exclude(asked_by=digest.user)
    asked = asked.filter(asked_on__gte=since, asked_on__lt=today)
    yours = asked.for_you(digest.user)
    found = [
        ("Decisions to revisit", "decisions_due", decisions.due(today, since)),
        ("Decisions without an outcome", "decisions_due", decisions.missing_outcome(today, since)),
        ("Lessons to review", "lessons_due", reviewed.due(today, since)),
        ("Questions about what you wrote", "questions", yours),
        ("Who knows?", "questions", asked.to_everybody().exclude(pk__in=yours.values("pk"))),
    ]
    groups = [
        (title, reverse(page), list(rows.order_by("pk")[:MOST])) for title, page, rows in found
    ]
    return [group for group in groups if group[2]]


def _mail(digest, lessons, matches, due):
    stop = settings.SITE_URL + reverse("digest_stop", args=[digest.stop_token])
    title = "New lessons this week" if lessons or matches else "Time to look again"
    context = {
        "title": title,
        "lessons": lessons[:MOST],
        "more": len(lessons) > MOST,
        "matches": matches,
        "due": due,
        "site": settings.SITE_URL,
        "stop": stop,
        "stop_reminders": settings.SITE_URL + reverse("reminders_stop", args=[digest.stop_token]),
    }
    headers = {  # RFC 2369 and RFC 8058: mail programs show a button of their own
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    body = render_to_string("notifications/digest.txt", context)
    to = [digest.user.email]
    mail = EmailMultiAlternatives(title, body, to=to, headers=headers)
    mail.attach_alternative(render_to_string("notifications/digest.html", context), "text/html")
    return mail
