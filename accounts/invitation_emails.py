"""Sending invitations by email."""

import logging
from smtplib import SMTPException, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string
from django.utils import timezone

from accounts.models import Installation
from accounts.signals import email_failed

logger = logging.getLogger(__name__)


def send_invitations(made, *, by) -> set[str]:
    """Send each link to its address and return the addresses to which none was sent.

    `made` is what `InvitationForm.invite` returns. Without `EMAIL_URL` nothing is sent. An address
    that the mail server refuses keeps no other from its email; a server that fails is not asked again.
    """
    unsent = {address for _, _, address in made if address}
    if not unsent or not settings.SENDS_EMAIL:
        return unsent
    try:
        with get_connection() as connection:
            for one, link, address in made:
                try:
                    _email(one, link, address, by, connection).send()
                except SMTPRecipientsRefused as error:
                    _note_failure(error)
                else:
                    unsent.discard(address)
    except (OSError, SMTPException) as error:
        _note_failure(error)
    return unsent


def _email(invitation, link, address, by, connection):
    context = {
        "link": link,
        "by": by,
        "expires_on": timezone.localtime(invitation.expires_at),
        "organization": Installation.of_this_site().organization,
    }
    text = render_to_string("people/email/invitation.txt", context)
    return EmailMessage("Join Retros", text, to=[address], connection=connection)


def _note_failure(error):
    # Its type only: the text may hold the address.
    logger.error("Could not send an invitation: %s", type(error).__name__)
    email_failed.send(sender=send_invitations)
