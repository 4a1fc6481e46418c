"""Questions that appear later, and the mail about them for those who want it at once."""

import logging
from collections.abc import Callable
from datetime import datetime
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from retros.models import Question, QuestionBox, QuestionMail
from retros.monitoring.counters import emails_failed
from retros.notifications.clock import database_now

MOST = 10
logger = logging.getLogger(__name__)


def show_waiting_questions() -> int:
    """Let unattributed questions appear, once a day and for all at once; returns how many did."""
    box = QuestionBox.objects.due().first()
    if box is None:
        return 0
    box.unlock_with_secret_key()
    appeared = box.reveal_if_due()
    for question in appeared:
        QuestionMail.objects.announce(question)
    return len(appeared)


def send_question_mails(*, clock: Callable[[], datetime] = database_now) -> int:
    """Send every mail about questions that is due at `clock()`; returns how many left."""
    sent = 0
    while mail := QuestionMail.objects.lease(clock()):
        sent += _send(mail, clock())
    return sent


def _send(mail, now):
    visible = Question.objects.visible_to(mail.user).with_items().newest_first()
    yours = visible.still_open().for_you(mail.user)[:MOST]
    answered = visible.filter(asked_by=mail.user).answered_first()[:3]
    if not (yours or answered):
        return False
    try:
        _message(mail, yours, answered).send()
    except (OSError, SMTPException) as error:
        logger.error("A mail about questions could not be sent: %s", type(error).__name__)
        emails_failed.inc()
        mail.postpone(now)
        return False
    return True


def _message(mail, yours, answered):
    stop = settings.SITE_URL + reverse("question_mail_stop", args=[mail.stop_token])
    context = {"yours": yours, "answered": answered, "site": settings.SITE_URL, "stop": stop}
    headers = {
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    body = render_to_string("notifications/questions.txt", context)
    title = "Questions about what you wrote" if yours else "Your question was answered"
    return EmailMessage(title, body, to=[mail.user.email], headers=headers)
