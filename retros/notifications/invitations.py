"""Mail to those who may edit a draft now."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from retros.models import EditorInvitation
from retros.monitoring.counters import emails_failed
from retros.notifications.clock import database_now

AFTER_FAILURE = timedelta(hours=1)
logger = logging.getLogger(__name__)


def send_editor_invitations(*, clock: Callable[[], datetime] = database_now) -> int:
    """Send every mail about a draft that somebody may edit now; returns how many left."""
    if not settings.SENDS_EMAIL:
        return 0
    sent = 0
    while invitation := EditorInvitation.objects.lease(clock()):
        sent += _send(invitation, clock())
    return sent


def _send(invitation, now):
    if not EditorInvitation.objects.visible_to(invitation.user).filter(pk=invitation.pk).exists():
        return False
    record = invitation.retrospective
    link = settings.SITE_URL + reverse("retrospective_edit", args=[record.pk])
    body = render_to_string("notifications/invited.txt", {"record": record, "link": link})
    title = "You can edit a draft retrospective"
    try:
        EmailMessage(title, body, to=[invitation.user.email]).send()
    except (OSError, SMTPException) as error:
        logger.error("A mail to an editor could not be sent: %s", type(error).__name__)
        emails_failed.inc()
        later = now + AFTER_FAILURE
        EditorInvitation.objects.filter(pk=invitation.pk).update(mail_due_at=later)
        return False
    return True
