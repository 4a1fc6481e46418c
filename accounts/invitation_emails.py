"""Sending invitations by email."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string
from django.utils import timezone

from accounts.signals import email_failed

logger = logging.getLogger(__name__)


def send_invitations(made, *, by) -> set[str]:
    """Send each link to its address and return the addresses to which none was sent.

    `made` is what `InvitationForm.invite` returns. Without `EMAIL_URL` nothing is sent. After the
    first failure the mail server is not asked again.
    """
    waiting = [(one, link, address) for one, link, address in made if address]
    if not settings.SENDS_EMAIL:
        return {address for _, _, address in waiting}
    connection = get_connection()
    while waiting:
        one, link, address = waiting[0]
        context = {"link": link, "by": by, "expires_on": timezone.localtime(one.expires_at)}
        text = render_to_string("people/email/invitation.txt", context)
        try:
            EmailMessage("Join Retros", text, to=[address], connection=connection).send()
        except (OSError, SMTPException) as error:
            # Its type only: the text may hold the address.
            logger.error("Could not send an invitation: %s", type(error).__name__)
            email_failed.send(sender=send_invitations)
            break
        waiting.pop(0)
    return {address for _, _, address in waiting}
