"""Sends what is due, one after the other."""

from collections.abc import Callable
from datetime import datetime

from retros.models import Notification
from retros.notifications.clock import database_now
from retros.notifications.messages import message_of
from retros.notifications.payloads import payload_of
from retros.notifications.posting import NotDelivered, post


def send_due(
    *,
    clock: Callable[[], datetime] = database_now,
    until: Callable[[], bool] = lambda: False,
) -> int:
    """Send every notification that is due at `clock()`; returns how many arrived.

    Several processes may do this at once: each notification is leased by one of them, by the clock of
    the database, since those of machines differ. Nothing is begun once `until()` is true. What was told
    long ago is forgotten when something was sent: only then are there more rows than before.
    """
    sent = 0
    while not until() and (notification := Notification.objects.lease(clock())):
        sent += _send(notification, clock)
    if sent:
        Notification.objects.forget_old(clock())
    return sent


def _send(notification, clock):
    message = message_of(notification)
    if message is None:
        notification.drop()
        return False
    channel = notification.channel
    try:
        post(channel.address, payload_of(message, channel.service), clock())
    except NotDelivered as reason:
        notification.note_failed(str(reason), clock(), not_before=reason.not_before)
        return False
    notification.note_sent(clock())
    return True
