"""Searches without results."""

import secrets
from datetime import timedelta
from typing import Self

from django.db import models
from django.db.models import F
from django.utils import timezone

from accounts.models import Reader

UNANSWERED_WORDS_MAX = 80  # characters; longer searches are pasted texts and not kept
ROWS_MAX = 1_000
KEPT_FOR = timedelta(days=365)


def _any_number():
    """Return a random id, so that neither ids nor rows tell in which order people searched."""
    return secrets.randbelow(2**31 - 1) + 1


class UnansweredSearchQuerySet(models.QuerySet["UnansweredSearch"]):
    def visible_to(self, user: Reader) -> Self:
        """Restrict to curators."""
        return self.all() if user.is_authenticated and user.is_curator else self.none()

    def open(self) -> Self:
        """Return searches that are neither answered nor hidden."""
        return self.filter(closed_on=None)

    def note(self, words) -> None:
        """Count a search for `words` that found nothing. Two queries, three for new words.

        One marked as answered is reopened: it found nothing after all.
        """
        today = timezone.localdate()
        known = self.filter(words=words)
        if known.update(times=F("times") + 1, last_searched_on=today):
            known.filter(is_hidden=False).update(closed_on=None)
            return
        self.filter(last_searched_on__lt=today - KEPT_FOR).delete()
        if self.count() < ROWS_MAX:
            new = self.model(words=words, last_searched_on=today)
            self.bulk_create([new], ignore_conflicts=True)


class UnansweredSearch(models.Model):
    """Words that found nothing, how often, and the last day. Never who, from where or at what time."""

    id = models.BigIntegerField(primary_key=True, default=_any_number, editable=False)
    words = models.CharField(max_length=UNANSWERED_WORDS_MAX, unique=True, editable=False)
    times = models.PositiveIntegerField(default=1, editable=False)
    last_searched_on = models.DateField(editable=False)
    closed_on = models.DateField(null=True, editable=False)
    is_hidden = models.BooleanField(default=False, editable=False)

    objects = UnansweredSearchQuerySet.as_manager()

    class Meta:
        ordering = ["-times", "words"]

    def __str__(self):
        return self.words

    def close(self, *, hidden=False) -> None:
        """Mark it as answered, or hide it even if it is searched for again."""
        self.closed_on, self.is_hidden = timezone.localdate(), hidden
        self.save(update_fields=["closed_on", "is_hidden"])

    def reopen(self) -> None:
        """Put it back on the list."""
        self.closed_on, self.is_hidden = None, False
        self.save(update_fields=["closed_on", "is_hidden"])
