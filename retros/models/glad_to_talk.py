from typing import Self

from django.db import models

from accounts.models import Reader
from retros.models.retrospective import Retrospective


class GladToTalkQuerySet(models.QuerySet["GladToTalk"]):
    def visible_to(self, user: Reader) -> Self:
        """Return those of retrospectives that `user` may read."""
        return self.filter(retrospective__in=Retrospective.objects.visible_to(user))

    def say(self, retrospective: Retrospective, *, is_glad: bool) -> None:
        """Offer that somebody is glad to talk, or withdraw it. Neither says who."""
        if is_glad:
            self.get_or_create(retrospective=retrospective)
        else:
            self.filter(retrospective=retrospective).delete()


class GladToTalk(models.Model):
    """Somebody who wrote a retrospective is glad to talk about it. Nobody’s name is stored."""

    retrospective = models.OneToOneField(
        Retrospective, on_delete=models.CASCADE, editable=False, related_name="glad_to_talk"
    )

    objects = GladToTalkQuerySet.as_manager()

    def __str__(self):
        return f"Glad to talk: {self.retrospective}"
