from datetime import date, datetime, time, timedelta
from typing import Self

from django.conf import settings
from django.core import signing
from django.db import models
from django.utils import timezone

from accounts.models import Reader

ARRIVES_AT = time(8)  # on Mondays, in the site's time zone
AFTER_FAILURE = timedelta(hours=1)
_SIGNER = signing.Signer(salt="retros.digest.stop")


class DigestQuerySet(models.QuerySet["Digest"]):
    def start(self, user: Reader) -> "Digest":
        """Subscribe `user` from next Monday on, to lessons published from now on."""
        now = timezone.now()
        return self.get_or_create(
            user=user, defaults={"due_at": next_delivery(now), "covered_until": now}
        )[0]

    def with_stop_token(self, token: str) -> Self:
        """Return the subscription that the unsubscribe link with `token` ends, if it still exists.

        Raises BadSignature for a forged token.
        """
        return self.filter(user=_SIGNER.unsign(token))

    def lease(self, now: datetime) -> "Digest | None":
        """Lease the next due digest so that no other worker sends it. Return None if none is due.

        If the worker dies, that week has no email, and the next one covers both weeks.
        """
        due = self.filter(due_at__lte=now, user__is_active=True)
        for digest in due.select_related("user").order_by("due_at", "pk")[:20]:
            mine = self.filter(pk=digest.pk, due_at=digest.due_at)
            if mine.update(due_at=next_delivery(now)):
                return digest
        return None


class Digest(models.Model):
    """A person’s subscription to the weekly email with newly published lessons."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="digest"
    )
    due_at = models.DateTimeField(db_index=True)
    covered_until = models.DateTimeField()

    # Also what of one’s own to look at again: decisions to revisit, lessons to review.
    reminds = models.BooleanField(default=True, db_default=True)

    objects = DigestQuerySet.as_manager()

    def __str__(self):
        return f"Weekly mail to {self.user}"

    @property
    def stop_token(self) -> str:
        """The signed token that unsubscribes without signing in."""
        return _SIGNER.sign(str(self.user_id))

    def note_sent(self, until) -> None:
        """Record that lessons published before `until` were sent."""
        Digest.objects.filter(pk=self.pk).update(covered_until=until)

    def postpone(self, now: datetime) -> None:
        """Retry in an hour, because the email could not be sent."""
        Digest.objects.filter(pk=self.pk).update(due_at=now + AFTER_FAILURE)


def next_delivery(now: datetime) -> datetime:
    """Return the first Monday morning after `now`."""
    here = timezone.localtime(now)
    monday = here.date() + timedelta(days=-here.weekday() % 7)
    arrival = _morning_of(monday)
    return arrival if arrival > now else _morning_of(monday + timedelta(days=7))


def _morning_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, ARRIVES_AT))
