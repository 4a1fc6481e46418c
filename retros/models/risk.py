import uuid
from contextlib import contextmanager
from random import SystemRandom
from typing import Self

from django.db import models, transaction
from django.utils import timezone

from accounts.models import Reader
from retros.models.fields import TextLengthChecks, not_blank
from retros.models.kickoff import Kickoff

RISK_MAX = 300  # characters


@contextmanager
def risks_locked(kickoff_id):
    """Open a transaction that no other change to risks of the same kickoff overlaps.

    Adding rewrites all of its rows and must not undo concurrent changes.
    """
    with transaction.atomic():
        Kickoff.objects.select_for_update().get(pk=kickoff_id)
        yield


class RiskQuerySet(models.QuerySet["Risk"]):
    def visible_to(self, user: Reader) -> Self:
        """Return risks of kickoffs that `user` may read."""
        return self.present().filter(kickoff__in=Kickoff.objects.visible_to(user))

    def written_by(self, user: Reader) -> Self:
        """Return risks that `user` may change and restore from the trash, with removed ones."""
        return self.filter(kickoff__in=Kickoff.objects.editable_by(user))

    def present(self) -> Self:
        """Return risks that are not in the trash."""
        return self.filter(removed_at=None)

    def add(self, kickoff_id, texts) -> None:
        """Store risks of one kickoff, and write all of its risks again in random order.

        Rows that were only appended would keep the order of writing in their place on the disk.
        """
        with risks_locked(kickoff_id):
            rows: list[Risk] = list(Risk.objects.filter(kickoff=kickoff_id))
            rows += [Risk(kickoff_id=kickoff_id, text=text) for text in texts]
            SystemRandom().shuffle(rows)
            Risk.objects.filter(kickoff=kickoff_id)._raw_delete(
                self.db
            )  # what points at them stays
            Risk.objects.bulk_create(rows)


class Risk(models.Model):
    """Why the project might fail, as imagined before it starts. Never with an author or a time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kickoff = models.ForeignKey(Kickoff, on_delete=models.CASCADE, related_name="risks")
    text = models.CharField(max_length=RISK_MAX, validators=[not_blank])
    # The risk that this one says again; chains are flattened.
    duplicate_of = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, editable=False, related_name="said_again"
    )
    removed_at = models.DateTimeField(null=True, editable=False)

    objects = RiskQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]  # random ids: no order of arrival
        constraints = [
            *TextLengthChecks.of("risk", text=RISK_MAX),
            models.CheckConstraint(
                condition=~models.Q(duplicate_of=models.F("pk")), name="risk_is_not_its_own_copy"
            ),
        ]

    def __str__(self):
        return self.text

    @property
    def anchor(self) -> str:
        """Its id in a page."""
        return f"risk-{self.pk}"

    def say_again(self, others) -> None:
        """Group `others`, and what they stand for, under this one."""
        pks = [other.pk for other in others if other.pk != self.pk]
        with risks_locked(self.kickoff_id):
            Risk.objects.filter(models.Q(pk__in=pks) | models.Q(duplicate_of__in=pks)).exclude(
                pk=self.pk
            ).update(duplicate_of=self)
            Risk.objects.filter(pk=self.pk).update(duplicate_of=None)

    def stand_alone(self) -> None:
        """Take the grouping with this one as its first back."""
        with risks_locked(self.kickoff_id):
            self.said_again.update(duplicate_of=None)

    def remove(self) -> None:
        """Move to the trash; what was grouped under it stands alone."""
        with risks_locked(self.kickoff_id):
            self.said_again.update(duplicate_of=None)
            self.duplicate_of, self.removed_at = None, timezone.now()
            self.save(update_fields=["duplicate_of", "removed_at"])

    def restore(self) -> None:
        """Restore from the trash."""
        with risks_locked(self.kickoff_id):
            self.removed_at = None
            self.save(update_fields=["removed_at"])
