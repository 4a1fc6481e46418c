"""Mail with what came of a gathering, once it is published, to those who want that."""

import logging
from collections.abc import Callable
from contextlib import contextmanager
from datetime import datetime
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from retros.models import OutcomeMail, OutcomeRequest
from retros.monitoring.counters import emails_failed
from retros.notifications.clock import database_now

MOST = 30
logger = logging.getLogger(__name__)


def send_outcomes(*, clock: Callable[[], datetime] = database_now) -> int:
    """Send every mail about an outcome that is due at `clock()`; returns how many left."""
    sent = 0
    while settings.SENDS_EMAIL and (mail := OutcomeMail.objects.lease(clock())):
        stop = settings.SITE_URL + reverse("outcome_mail_stop", args=[mail.stop_token])
        with _failure_logged():
            for record in mail.published(clock()):
                _message(mail.user, record, stop).send()
                sent += 1
    while settings.SENDS_EMAIL and (asked := OutcomeRequest.objects.lease(clock())):
        with _failure_logged():
            _message(asked.user, asked.gathering.retrospective).send()
            asked.delete()
            sent += 1
    return sent


@contextmanager
def _failure_logged():
    """Log that a mail did not leave; its lease ends an hour later."""
    try:
        yield
    except (OSError, SMTPException) as error:
        logger.error("A mail about an outcome could not be sent: %s", type(error).__name__)
        emails_failed.inc()


def _message(person, record, stop=""):
    context = {
        "record": record,
        "link": settings.SITE_URL + record.get_absolute_url(),
        "lessons": record.lessons.all()[:MOST],
        "actions": record.action_items.all()[:MOST],
        "stop": stop,
    }
    unsubscribe = {
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    title = f"Published: {' '.join(record.title.split())}"
    body = render_to_string("notifications/outcome.txt", context)
    return EmailMessage(title, body, to=[person.email], headers=unsubscribe if stop else None)
