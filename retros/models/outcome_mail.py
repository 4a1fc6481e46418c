from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.core import signing
from django.db import models
from django.db.models import Max, Q
from django.utils import timezone

from retros.models.retrospective import Retrospective

WAIT = timedelta(minutes=1)  # what is published now may be seen by others only a moment later
TRIED_AGAIN_AFTER = timedelta(hours=1)
_SIGNER = signing.Signer(salt="retros.outcomes.stop")


class OutcomeMailQuerySet(models.QuerySet["OutcomeMail"]):
    def with_stop_token(self, token: str) -> Self:
        """Return what the link with `token` ends, if it still exists. Raises BadSignature."""
        return self.filter(user=_SIGNER.unsign(token))

    def lease(self, now: datetime) -> "OutcomeMail | None":
        """Lease the next one that something may be sent to, for an hour; None without one."""
        latest = _gathered().aggregate(latest=Max("published_at"))["latest"]
        if latest is None:
            return None
        due = self.filter(covered_until__lt=min(latest, now - WAIT), user__is_active=True)
        due = due.filter(Q(not_before=None) | Q(not_before__lte=now))
        for found in due.select_related("user").order_by("pk")[:20]:
            mine = self.filter(pk=found.pk, not_before=found.not_before)
            if mine.update(not_before=now + TRIED_AGAIN_AFTER):
                return found
        return None


def _gathered():
    return Retrospective.objects.published().filter(gathering__revealed_on__isnull=False)


class OutcomeMail(models.Model):
    """Somebody who wants mail when what a gathering prepared is published, if they may edit it.

    A standing choice, which stores nothing about any gathering: whoever asked for the outcome of
    one on its page would be seen to do so between what was written before and after.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="outcome_mail"
    )
    covered_until = models.DateTimeField(default=timezone.now)
    not_before = models.DateTimeField(null=True)  # while it is leased, and after a failure

    objects = OutcomeMailQuerySet.as_manager()

    def __str__(self):
        return f"Mail about outcomes to {self.user}"

    @property
    def stop_token(self) -> str:
        """The signed token that stops it without signing in."""
        return _SIGNER.sign(str(self.user_id))

    def published(self, now: datetime) -> Iterator[Retrospective]:
        """Yield what was published since the last mail of what the person may edit.

        Each is noted as sent when the next one is asked for, and is not sent again to who asked for
        it on the page of the gathering; the lease ends after the last.
        """
        until = now - WAIT
        new = _gathered().filter(published_at__gt=self.covered_until, published_at__lte=until)
        mine = new.editable_by(self.user)
        for record in mine.select_related("project").order_by("published_at", "pk"):
            yield record
            self.user.outcome_requests.filter(gathering__retrospective=record).delete()
            self._note(covered_until=record.published_at)
        self._note(covered_until=until, not_before=None)

    def _note(self, **values):
        OutcomeMail.objects.filter(pk=self.pk).update(**values)


class OutcomeRequestQuerySet(models.QuerySet["OutcomeRequest"]):
    def lease(self, now: datetime) -> "OutcomeRequest | None":
        """Lease the next one whose retrospective is published, for an hour; None without one."""
        published = Retrospective.objects.published().filter(published_at__lte=now - WAIT)
        due = self.filter(gathering__retrospective__in=published, user__is_active=True)
        due = due.filter(Q(not_before=None) | Q(not_before__lte=now))
        related = ("user", "gathering__retrospective__project")
        for found in due.select_related(*related).order_by("pk")[:20]:
            mine = self.filter(pk=found.pk, not_before=found.not_before)
            if mine.update(not_before=now + TRIED_AGAIN_AFTER):
                return found
        return None


class OutcomeRequest(models.Model):
    """Somebody with the link of a gathering asked there for one email with what comes of it.

    Tells that they had the link, not whether they wrote. Deleted once the email is sent.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        editable=False,
        related_name="outcome_requests",
    )
    gathering = models.ForeignKey(
        "retros.Gathering", on_delete=models.CASCADE, editable=False, related_name="+"
    )
    not_before = models.DateTimeField(null=True, editable=False)  # leased, or after a failure

    objects = OutcomeRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("gathering", "user", name="outcomerequest_once"),
        ]

    def __str__(self):
        return "An email with the outcome of a gathering"
