"""Mail with what came of a gathering, once it is published, to its writers who want that."""

import logging
from collections.abc import Callable
from datetime import datetime
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from retros.models import OutcomeMail
from retros.monitoring.counters import emails_failed
from retros.notifications.clock import database_now

MOST = 30
logger = logging.getLogger(__name__)


def send_outcomes(*, clock: Callable[[], datetime] = database_now) -> int:
    """Send every mail about an outcome that is due at `clock()`; returns how many left."""
    sent = 0
    while settings.SENDS_EMAIL and (mail := OutcomeMail.objects.lease(clock())):
        try:
            for record in mail.published(clock()):
                _message(mail, record).send()
                sent += 1
        except (OSError, SMTPException) as error:
            logger.error("A mail about an outcome could not be sent: %s", type(error).__name__)
            emails_failed.inc()
    return sent


def _message(mail, record):
    stop = settings.SITE_URL + reverse("outcome_mail_stop", args=[mail.stop_token])
    context = {
        "record": record,
        "link": settings.SITE_URL + record.get_absolute_url(),
        "lessons": record.lessons.all()[:MOST],
        "actions": record.action_items.all()[:MOST],
        "stop": stop,
    }
    headers = {
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    title = f"Published: {' '.join(record.title.split())}"
    body = render_to_string("notifications/outcome.txt", context)
    return EmailMessage(title, body, to=[mail.user.email], headers=headers)
