"""Sends what is due, one after the other."""

from django.utils import timezone

from retros.models import Notice
from retros.notifications.messages import message_of
from retros.notifications.payloads import payload_of
from retros.notifications.posting import NotDelivered, post


def send_due(*, clock=timezone.now):
    """Send every notice that is due at `clock()`; returns how many arrived.

    Several processes may do this at once: each notice is leased by one of them. What was told long
    ago is forgotten when something was sent: only then are there more rows than before.
    """
    sent = 0
    while notice := Notice.objects.lease(clock()):
        sent += _send(notice, clock)
    if sent:
        Notice.objects.forget_old(clock())
    return sent


def _send(notice, clock):
    message = message_of(notice)
    if message is None:
        notice.drop()
        return False
    channel = notice.channel
    try:
        post(channel.address, payload_of(message, channel.service), clock())
    except NotDelivered as reason:
        notice.note_failed(str(reason), clock(), not_before=reason.not_before)
        return False
    notice.note_sent(clock())
    return True
