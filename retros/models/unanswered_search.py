"""Searches without results."""

import secrets
from datetime import timedelta
from typing import Self

from django.db import models
from django.db.models import F
from django.utils import timezone

from accounts.models import Reader

UNANSWERED_WORDS_MAX = (
    80  # characters of a search that is kept; a longer one is a text, not a question
)
ROWS_MAX = 1_000
KEPT_FOR = timedelta(days=365)


def _any_number():
    """So that neither ids nor the order of rows say in which order people searched."""
    return secrets.randbelow(2**31 - 1) + 1


class UnansweredSearchQuerySet(models.QuerySet["UnansweredSearch"]):
    def visible_to(self, user: Reader) -> Self:
        """Restrict to curators."""
        return self.all() if user.is_authenticated and user.is_curator else self.none()

    def open(self) -> Self:
        """Return searches not settled since they were last made."""
        return self.filter(settled_on=None)

    def note(self, words) -> None:
        """Count a search for `words` that found nothing. Two queries, three for new words.

        One that was settled as answered is open again: it found nothing after all.
        """
        today = timezone.localdate()
        known = self.filter(words=words)
        if known.update(times=F("times") + 1, last_on=today):
            known.filter(is_hidden=False).update(settled_on=None)
            return
        self.filter(last_on__lt=today - KEPT_FOR).delete()
        if self.count() < ROWS_MAX:
            self.bulk_create([self.model(words=words, last_on=today)], ignore_conflicts=True)


class UnansweredSearch(models.Model):
    """Words that found nothing, how often, and the last day. Never who, where from or when."""

    id = models.BigIntegerField(primary_key=True, default=_any_number, editable=False)
    words = models.CharField(max_length=UNANSWERED_WORDS_MAX, unique=True, editable=False)
    times = models.PositiveIntegerField(default=1, editable=False)
    last_on = models.DateField(editable=False)
    settled_on = models.DateField(null=True, editable=False)
    is_hidden = models.BooleanField(default=False, editable=False)

    objects = UnansweredSearchQuerySet.as_manager()

    class Meta:
        ordering = ["-times", "words"]

    def __str__(self):
        return self.words

    def settle(self, *, hidden=False) -> None:
        """Settle it as answered, or hide it even if it is searched for again."""
        self.settled_on, self.is_hidden = timezone.localdate(), hidden
        self.save(update_fields=["settled_on", "is_hidden"])

    def open_again(self) -> None:
        """Put it back on the list."""
        self.settled_on, self.is_hidden = None, False
        self.save(update_fields=["settled_on", "is_hidden"])
