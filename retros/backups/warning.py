"""Tell administrators that the last backup is too old."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils import timezone

from accounts.models import Installation, User
from retros.backups.status import backups_problem, last_backup
from retros.models import Notification
from retros.monitoring.counters import emails_failed

logger = logging.getLogger(__name__)
TEXT = """{problem}

To make one every day, and to prove it: `retros backup --to FOLDER` and `retros drill`.
{link} says more. Until there is a new backup, this email comes once a day.
"""


def warn_of_old_backups() -> None:
    """Email administrators and queue a notification if backups are too old; once a day.

    Of several processes one does it. Channels hear of each last backup once.
    """
    problem = backups_problem()
    if not problem or not Installation.lease_backup_warning(timezone.now()):
        return
    last = last_backup()
    Notification.objects.announce("backups", last.pk if last else 0, None)
    if settings.SENDS_EMAIL:
        _send_email(problem)


def _send_email(problem):
    text = TEXT.format(problem=problem, link=settings.SITE_URL + reverse("system"))
    for address in User.objects.administrators().values_list("email", flat=True):
        try:
            send_mail("No recent backup of Retros", text, None, [address])
        except (OSError, SMTPException) as error:
            logger.error("A warning of old backups could not be sent: %s", type(error).__name__)
            emails_failed.inc()
