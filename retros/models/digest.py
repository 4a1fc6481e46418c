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
        """From the next Monday on, `user` gets what is new from now on."""
        now = timezone.now()
        return self.get_or_create(
            user=user, defaults={"due_at": next_arrival(now), "covered_until": now}
        )[0]

    def stopped_by(self, token: str) -> Self:
        """Those that the link with `token` stops: one, or none where it is stopped already.

        Raises BadSignature for a token that is not ours.
        """
        return self.filter(user=_SIGNER.unsign(token))

    def lease(self, now: datetime) -> "Digest | None":
        """The next one that is due, for the caller alone to send; or None.

        A caller that never comes back leaves a week without a mail, and the next one tells of both.
        """
        due = self.filter(due_at__lte=now, user__is_active=True)
        for digest in due.select_related("user").order_by("due_at", "pk")[:20]:
            mine = self.filter(pk=digest.pk, due_at=digest.due_at)
            if mine.update(due_at=next_arrival(now)):
                return digest
        return None


class Digest(models.Model):
    """That a person wants a mail each week with the lessons that were published."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="digest"
    )
    due_at = models.DateTimeField(db_index=True)
    covered_until = models.DateTimeField()

    objects = DigestQuerySet.as_manager()

    def __str__(self):
        return f"Weekly mail to {self.user}"

    @property
    def stop_token(self) -> str:
        """Stops it without signing in, for whoever holds the mail."""
        return _SIGNER.sign(str(self.user_id))

    def note_sent(self, until) -> None:
        """All that was published before `until` is told."""
        Digest.objects.filter(pk=self.pk).update(covered_until=until)

    def postpone(self, now: datetime) -> None:
        """The mail did not leave: try again soon."""
        Digest.objects.filter(pk=self.pk).update(due_at=now + AFTER_FAILURE)


def next_arrival(now: datetime) -> datetime:
    """The first Monday morning after `now`."""
    here = timezone.localtime(now)
    monday = here.date() + timedelta(days=-here.weekday() % 7)
    arrival = _morning_of(monday)
    return arrival if arrival > now else _morning_of(monday + timedelta(days=7))


def _morning_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, ARRIVES_AT))
