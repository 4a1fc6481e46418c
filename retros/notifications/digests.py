"""The weekly mail with new lessons and what to look at again, for those who asked for it."""

import logging
from collections.abc import Callable
from datetime import datetime
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

from retros.models import Digest, Lesson
from retros.monitoring.counters import emails_failed
from retros.notifications.clock import database_now
from retros.notifications.reminders import MOST, reminders_of

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
    reminders = reminders_of(digest, now)
    has_news = bool(lessons or reminders)
    try:
        if has_news:
            _mail(digest, lessons, reminders).send()
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


def _mail(digest, lessons, reminders):
    stop = settings.SITE_URL + reverse("digest_stop", args=[digest.stop_token])
    title = _title(lessons, {due.kind for due in reminders})
    context = {
        "title": title,
        "lessons": lessons[:MOST],
        "more": len(lessons) > MOST,
        "reminders": reminders,
        "site": settings.SITE_URL,
        "stop": stop,
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


def _title(lessons, kinds):
    if lessons:
        return "New lessons this week"
    if kinds == {Digest.Reminder.ACTIONS}:
        return "Action items that are due"
    if kinds == {Digest.Reminder.KICKOFFS}:
        return "New for your kickoffs"
    return "Time to look again"
