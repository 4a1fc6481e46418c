"""Words that search treats as the same."""

from typing import Self

from django.db import models

from accounts.models import Reader
from retros.models.fields import not_blank

EQUIVALENT_WORDS_MAX = 500  # rows


class EquivalentWordsQuerySet(models.QuerySet["EquivalentWords"]):
    def visible_to(self, user: Reader) -> Self:
        """Return all for signed-in people, as searches show them; none for visitors."""
        return self.all() if user.is_authenticated else self.none()


class EquivalentWords(models.Model):
    """Ways of writing the same, separated by commas: words, short phrases, or endings as "-ise"."""

    words = models.CharField(max_length=200, unique=True, validators=[not_blank])

    objects = EquivalentWordsQuerySet.as_manager()

    class Meta:
        ordering = ["words"]
        verbose_name_plural = "equivalent words"

    def __str__(self):
        return self.words

    @property
    def ways(self) -> list[str]:
        """Each way of writing."""
        return ways_from_text(self.words)


def ways_from_text(text: str) -> list[str]:
    """Parse a line of ways, separated by commas. Keep each once."""
    ways = (" ".join(part.split()) for part in text.replace("，", ",").split(","))
    return list(dict.fromkeys(filter(None, ways)))
