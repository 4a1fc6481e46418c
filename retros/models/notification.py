"""The queue of notifications, written in the transaction of the event they announce.

A notification stores the kind and id of its subject and no text, which is read when it is sent.
"""

from datetime import datetime, timedelta
from typing import Self

from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import Reader
from retros.models.channel import Channel

LEASE = timedelta(minutes=2)  # longer than any sending takes
PAUSES = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 120, 240)]
GIVES_UP_AFTER = timedelta(days=1)
NOTIFICATIONS_KEPT_FOR = timedelta(days=30)
# A kickoff chooses lesson after lesson: announce it once nothing more was chosen for a while.
SETTLES_IN = timedelta(minutes=30)


class NotificationQuerySet(models.QuerySet["Notification"]):
    def visible_to(self, user: Reader) -> Self:
        """Restrict to curators, who manage the channels."""
        return self.filter(channel__in=Channel.objects.visible_to(user))

    def announce(self, kind, subject_id, team_id, *, settles=False) -> None:
        """Queue one notification for each channel subscribed to `kind`. Call it where the event is saved.

        A dropped notification is queued again. With `settles`, one that was not tried yet starts
        waiting again.
        """
        now = timezone.now()
        due = now + SETTLES_IN if settles else now
        channels = list(Channel.objects.subscribed_to(kind, team_id))
        if not channels:
            return
        about = {"kind": kind, "subject_id": subject_id}
        times = {"due_at": due, "first_due_at": due}
        made = [Notification(channel=channel, **about, **times) for channel in channels]
        with transaction.atomic():
            Notification.objects.bulk_create(made, ignore_conflicts=True)
            known = self.filter(channel__in=channels, **about)
            known.filter(state=Notification.State.DROPPED).update(**times, **_FRESH)
            if settles:
                known.filter(state=Notification.State.WAITING, attempts=0).update(**times)

    def test(self, channel) -> "Notification":
        """Queue a test message to `channel`."""
        return self.create(channel=channel, kind=Notification.Kind.TEST)

    def waiting(self) -> Self:
        """Return notifications that are still to be sent."""
        return self.filter(state=Notification.State.WAITING)

    def forget_old(self, now: datetime) -> None:
        """Delete notifications that ended more than NOTIFICATIONS_KEPT_FOR ago."""
        self.exclude(state=Notification.State.WAITING).filter(
            first_due_at__lt=now - NOTIFICATIONS_KEPT_FOR
        ).delete()

    def lease(self, now: datetime) -> "Notification | None":
        """Lease the next due notification so that no other worker sends it. Return None if none is due.

        The lease expires, so a notification whose worker died is sent by another: at least once.
        """
        for notification in self.waiting().filter(due_at__lte=now).order_by("due_at", "pk")[:20]:
            mine = self.waiting().filter(pk=notification.pk, due_at=notification.due_at)
            if mine.update(due_at=now + LEASE, attempts=F("attempts") + 1):
                notification.attempts += 1
                return notification
        return None


class Notification(models.Model):
    """A message to one channel, and the state of its delivery."""

    class Kind(models.TextChoices):
        WALL = "wall", "New wall post"
        RETROSPECTIVE = "retrospective", "Published retrospective"
        KICKOFF = "kickoff", "Kickoff that chose lessons"
        LATER_MATCH = "later-match", "New match for a kickoff"
        BACKUPS = "backups", "Backups too old"
        TEST = "test", "Test"

    class State(models.TextChoices):
        WAITING = "waiting", "Queued"
        SENT = "sent", "Sent"
        DROPPED = "dropped", "Not sent: no longer published"
        GIVEN_UP = "given-up", "Failed"

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=13, choices=Kind)
    # None is a test; for BACKUPS it is the last backup, or 0.
    subject_id = models.BigIntegerField(null=True)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    attempts = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=100, blank=True)  # in our words, never in theirs
    first_due_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        ordering = ["-first_due_at", "-pk"]
        indexes = [
            models.Index("due_at", condition=Q(state="waiting"), name="notification_due"),
        ]
        constraints = [
            models.UniqueConstraint("channel", "kind", "subject_id", name="notification_once"),
            models.CheckConstraint(
                condition=Q(kind="test", subject_id=None)
                | (~Q(kind="test") & Q(subject_id__isnull=False)),
                name="notification_about_something",
            ),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False)
                | (~Q(state="sent") & Q(sent_at=None)),
                name="notification_sent_at_some_time",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.get_state_display()}"

    @property
    def subject_address(self) -> str | None:
        """The address of its subject; None where the subject has no page of its own."""
        if self.kind in {self.Kind.TEST, self.Kind.BACKUPS, self.Kind.LATER_MATCH}:
            return None
        page = "wall_post" if self.kind == self.Kind.WALL else self.kind
        return reverse(page, args=[self.subject_id])

    @property
    def was_tried(self) -> bool:
        """Whether it waits for another attempt."""
        return self.state == self.State.WAITING and bool(self.error)

    def note_sent(self, now: datetime) -> None:
        """Record that the message was delivered."""
        self._become(self.State.SENT, sent_at=now, error="")

    def drop(self) -> None:
        """Cancel it, because its subject may no longer be read."""
        self._become(self.State.DROPPED, error="")

    def note_failed(self, error, now: datetime, *, not_before=None) -> None:
        """Retry with growing pauses for a day. A test message is tried once.

        `not_before` is when the channel allows the next request. Its other notifications wait too.
        """
        end = self.first_due_at + GIVES_UP_AFTER
        if self.kind == self.Kind.TEST or now >= end:
            self._become(self.State.GIVEN_UP, error=error)
            return
        pause = PAUSES[min(self.attempts, len(PAUSES)) - 1]
        due = min(max(now + pause, not_before or now), max(end, now + PAUSES[0]))
        self._become(self.State.WAITING, error=error, due_at=due)
        others = Notification.objects.waiting().filter(channel=self.channel_id, due_at__lt=due)
        others.exclude(kind=self.Kind.TEST).update(due_at=due)

    def try_again(self) -> None:
        """Queue a failed notification again, as if it were new."""
        now = timezone.now()
        given_up = Notification.objects.filter(pk=self.pk, state=self.State.GIVEN_UP)
        given_up.update(due_at=now, first_due_at=now, **_FRESH)

    def _become(self, state, **values) -> None:
        """Change the state, unless another worker ended it meanwhile."""
        Notification.objects.waiting().filter(pk=self.pk).update(state=state, **values)


_FRESH = {"state": Notification.State.WAITING, "attempts": 0, "error": ""}
