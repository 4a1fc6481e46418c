"""Shared behavior of the parts of a retrospective: order, version and trash."""

import uuid
from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Max, Q
from django.utils import timezone

from accounts.models import Reader
from retros.models.fields import EditorField
from retros.models.readers import apart_for, readable_by
from retros.models.stored_insights import StoredInsights

TRASH_DAYS = 30  # product.md, rule 6


def trash_cutoff() -> datetime:
    """Return the time after which removed parts can still be restored."""
    return timezone.now() - timedelta(days=TRASH_DAYS)


def save_if_unchanged(instance, values, *, seen, version_field="version") -> bool:
    """Write `values` to the row if its version is still the one that the writer saw.

    One conditional UPDATE inside a transaction; comparing in Python and saving afterwards lost
    half of the edits in a trial. Returns False, with nothing written, if somebody else was first.
    A method `also_written(values)` of the row adds what they bring about, in the database only.
    On success the instance carries the new values. Adds `updated_at`. The row's search entry is
    brought up to date in the same transaction.
    """
    now = timezone.now()
    more = getattr(instance, "also_written", None)
    written = values | (more(values) if more else {})
    with transaction.atomic():
        changed = (
            type(instance)
            ._base_manager.filter(pk=instance.pk, **{version_field: seen})
            .update(**written, updated_at=now, **{version_field: F(version_field) + 1})
        )
        if not changed:
            return False
        for name, value in values.items():
            setattr(instance, name, value)
        instance.updated_at = now
        setattr(instance, version_field, seen + 1)
        models.signals.post_save.send(
            type(instance), instance=instance, created=False, update_fields=frozenset(values)
        )
    return True


class PartQuerySet(models.QuerySet):
    """Parts that are not in the trash. `Model.with_removed` includes the others."""

    def visible_to(self, user: Reader) -> Self:
        """Return parts of retrospectives that `user` may read."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(readable_by(user, "retrospective__"))

    def published_to(self, user: Reader) -> Self:
        """Return parts of published retrospectives to signed-in people; see there."""
        return self.published() if user.is_authenticated else self.none()

    def apart_for(self, user: Reader) -> tuple[Self, Self]:
        """Return those of `visible_to`: what everybody may read, and drafts apart."""
        return (
            apart_for(self, user, "retrospective__")
            if user.is_authenticated
            else (self.none(),) * 2
        )

    def written_by(self, user: Reader) -> Self:
        """Return parts of retrospectives that `user` may edit."""
        retrospectives = self.model._meta.get_field("retrospective").related_model
        written = retrospectives.objects.editable_by(user)  # type: ignore[union-attr]
        return self.filter(retrospective__in=written.values("pk"))

    def published(self) -> Self:
        """Return parts of published retrospectives."""
        return self.filter(
            retrospective__status="published", retrospective__removed_at__isnull=True
        )


_PartManager = models.Manager.from_queryset(PartQuerySet)


class PresentManager(_PartManager):
    def get_queryset(self):
        return super().get_queryset().filter(removed_at=None)


class Part(models.Model):
    """A piece of a retrospective that is written, moved and removed on its own."""

    retrospective = models.ForeignKey(
        "retros.Retrospective", on_delete=models.CASCADE, editable=False
    )
    position = models.PositiveIntegerField(default=0, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    changed_by = EditorField()  # never of what a gathering left unattributed
    # Made by the browser, so that a repeated request creates one row.
    client_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)
    removed_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar[models.Manager] = PresentManager()
    with_removed: ClassVar[models.Manager] = _PartManager()

    class Meta:
        abstract = True
        ordering = ["position", "pk"]

    def save(self, *args, **kwargs) -> None:
        if self._state.adding and not self.position:
            last = self.siblings().aggregate(last=Max("position"))["last"]
            self.position = (last or 0) + 1
        super().save(*args, **kwargs)

    @property
    def anchor(self) -> str:
        """Its id on a page, such as "lesson-12"."""
        return f"{self._meta.model_name}-{self.pk}"

    def following(self) -> Self | None:
        """Return the next sibling, or None. Run 2 queries."""
        order = list(self.siblings().values_list("pk", flat=True))
        after = order[order.index(self.pk) + 1 :]
        return self.siblings().get(pk=after[0]) if after else None

    def place(self) -> tuple[int, int]:
        """Return (its position, number of siblings), counted from 1. Run one query."""
        order = list(self.siblings().values_list("pk", flat=True))
        return order.index(self.pk) + 1, len(order)

    def siblings(self) -> models.QuerySet:
        """Return parts of the same kind in the same retrospective, including this one."""
        return type(self).objects.filter(retrospective=self.retrospective_id)

    def move(self, *, up: bool) -> None:
        """Swap places with the previous (or next) sibling. Do nothing at either end."""
        before = Q(position=self.position, pk__lt=self.pk) | Q(position__lt=self.position)
        after = Q(position=self.position, pk__gt=self.pk) | Q(position__gt=self.position)
        with transaction.atomic():
            order = list(self.siblings().select_for_update().values_list("pk", flat=True))
            neighbors = self.siblings().filter(before if up else after)
            neighbor = neighbors.last() if up else neighbors.first()
            if neighbor is None:
                return
            mine, other = order.index(self.pk), order.index(neighbor.pk)
            order[mine], order[other] = order[other], order[mine]
            for position, pk in enumerate(order, start=1):
                type(self).objects.filter(pk=pk).update(position=position)
        self.refresh_from_db(fields=["position"])

    def remove(self) -> None:
        """Move to the trash, from which it can be restored for 30 days."""
        self._set_removed(timezone.now())
        StoredInsights.objects.empty()

    def restore(self) -> None:
        """Restore from the trash."""
        self._set_removed(None)

    def _set_removed(self, moment) -> None:
        self.removed_at = moment
        self.save(update_fields=["removed_at"])


class Authored(models.Model):
    """A row whose author is known and may be shown."""

    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    class Meta:
        abstract = True


class Signed(models.Model):
    """A row that a person signed at a gathering; without a signature it is unattributed."""

    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    class Meta:
        abstract = True
