"""The thread of each process of the server that sends what is due."""

import logging
import threading
from collections.abc import Callable

from django.db import close_old_connections

from retros.notifications.digests import send_digests
from retros.notifications.invitations import send_editor_invitations
from retros.notifications.outcomes import send_outcomes
from retros.notifications.questions import send_question_mails, show_waiting_questions
from retros.notifications.sending import send_due

EVERY_SECONDS, STOP_SECONDS = 5, 5
logger = logging.getLogger(__name__)
_is_stopping = threading.Event()
_announcers: list[Callable[[], object]] = []


def start(*announcers: Callable[[], object]):
    """Start the thread that sends what is due, after it has called `announcers`, which queue more.

    It may be killed at any moment.
    """
    _announcers.extend(announcers)
    _thread.start()


def stop():
    """Begin nothing more, and wait up to STOP_SECONDS for what is being sent."""
    _is_stopping.set()
    if _thread.is_alive():
        _thread.join(STOP_SECONDS)


def _run():
    while not _is_stopping.wait(EVERY_SECONDS):
        send_all_due()


def send_all_due():
    """Send everything due once. Log errors, and try again next time."""
    close_old_connections()
    try:
        for announce in _announcers:
            announce()
        send_due(until=_is_stopping.is_set)
        send_digests()
        show_waiting_questions()
        send_question_mails()
        send_editor_invitations()
        send_outcomes()
    except Exception as error:
        # Its kind only: a message or a stack may hold an address.
        logger.error("Notifications could not be sent: %s", type(error).__name__)
    finally:
        close_old_connections()


_thread = threading.Thread(target=_run, name="notifications", daemon=True)
