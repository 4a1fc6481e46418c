"""Emails that tell somebody what changed about their account."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string

from accounts.signals import email_failed

logger = logging.getLogger(__name__)


def tell(user, subject, template):
    """Email a text to `user`, who would notice if it was not them. Without EMAIL_URL, send nothing."""
    if not settings.SENDS_EMAIL:
        return
    context = {"user": user, "name": settings.OIDC_NAME, "site": settings.SITE_URL}
    text = render_to_string(template, context)
    try:
        send_mail(subject, text, None, [user.email])
    except (OSError, SMTPException) as error:
        logger.error("Could not send an email: %s", type(error).__name__)
        email_failed.send(sender=tell)
