"""Backups that were made, and what was erased since: a restore erases it again."""

from typing import Self

from django.db import models
from django.utils import timezone


class BackupQuerySet(models.QuerySet["Backup"]):
    def newest_first(self) -> Self:
        return self.order_by("-made_at", "-pk")


class Backup(models.Model):
    """One backup file, and when a drill proved that it can be restored."""

    made_at = models.DateTimeField(default=timezone.now)
    file_path = models.TextField()  # on the machine that made it
    size = models.BigIntegerField()  # in bytes
    proven_at = models.DateTimeField(null=True)

    objects = BackupQuerySet.as_manager()

    def __str__(self) -> str:
        return self.file_path


class ErasureQuerySet(models.QuerySet["Erasure"]):
    def note(self, kind: str, ids) -> None:
        """Remember what is being erased, by number, in the transaction that erases it."""
        if ids := sorted(map(str, ids)):
            self.create(erased_kind=kind, erased_ids=ids)


class Erasure(models.Model):
    """Rows that were erased at one time: their kind and ids, never their text.

    The ids are sorted, so that they tell nothing about the order in which rows were written.
    """

    erased_at = models.DateTimeField(default=timezone.now)
    erased_kind = models.CharField(max_length=30)
    erased_ids = models.JSONField()

    objects = ErasureQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{len(self.erased_ids)} × {self.erased_kind}"
