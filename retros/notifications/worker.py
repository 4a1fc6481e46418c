"""The thread of each process of the server that sends what is due."""

import logging
import threading

from django.db import close_old_connections

from retros.notifications.digests import send_digests
from retros.notifications.sending import send_due

EVERY_SECONDS = 5
logger = logging.getLogger(__name__)


def start():
    """Look for what is due as long as the process lives; it may be killed at any moment."""
    threading.Thread(target=_go_on, name="notifications", daemon=True).start()


def _go_on():
    pause = threading.Event()
    while not pause.wait(EVERY_SECONDS):
        look()


def look():
    """Send what is due once; whatever goes wrong is logged, and tried again next time."""
    close_old_connections()
    try:
        send_due()
        send_digests()
    except Exception as error:
        # Its kind only: a message or a stack may hold an address.
        logger.error("Notifications could not be sent: %s", type(error).__name__)
    finally:
        close_old_connections()
