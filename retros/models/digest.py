from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from typing import ClassVar, Self

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

    def reminding_of(self, kind: str) -> Self:
        """Return those that remind of `kind`, a Digest.Reminder."""
        return self.filter(**{Digest.COLUMNS[Digest.Reminder(kind)]: True})

    def remind_of(self, kinds: Collection[str]) -> None:
        """Let them remind of these kinds and of no others."""
        self.update(**{column: kind in kinds for kind, column in Digest.COLUMNS.items()})

    def stop_reminding_of(self, kind: str) -> None:
        self.update(**{Digest.COLUMNS[Digest.Reminder(kind)]: False})

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

    class Reminder(models.TextChoices):
        """What else it says. Each kind can be stopped by itself."""

        ACTIONS = "actions", "action items that are due"
        DATES = "dates", "decisions to revisit and lessons to review"
        KICKOFFS = "kickoffs", "what is new for your kickoffs"
        QUESTIONS = "questions", "questions that wait for an answer"

    COLUMNS: ClassVar = {
        Reminder.ACTIONS: "reminds_of_actions",
        Reminder.DATES: "reminds",
        Reminder.KICKOFFS: "reminds_of_kickoffs",
        Reminder.QUESTIONS: "reminds_of_questions",
    }

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="digest"
    )
    due_at = models.DateTimeField(db_index=True)
    covered_until = models.DateTimeField()

    reminds = models.BooleanField(default=True, db_default=True)
    reminds_of_actions = models.BooleanField(default=True, db_default=True)
    reminds_of_kickoffs = models.BooleanField(default=True, db_default=True)
    reminds_of_questions = models.BooleanField(default=True, db_default=True)

    objects = DigestQuerySet.as_manager()

    def __str__(self):
        return f"Weekly mail to {self.user}"

    @property
    def stop_token(self) -> str:
        """The signed token that unsubscribes without signing in."""
        return _SIGNER.sign(str(self.user_id))

    def reminds_of(self, kind: str) -> bool:
        """Return whether it reminds of `kind`, a Reminder."""
        return getattr(self, self.COLUMNS[self.Reminder(kind)])

    @property
    def reminders(self) -> list[tuple[Reminder, bool]]:
        """Each kind of reminder, and whether it is wanted."""
        return [(kind, self.reminds_of(kind)) for kind in self.Reminder]

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
