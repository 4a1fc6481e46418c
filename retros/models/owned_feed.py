from typing import ClassVar, Self

from django.conf import settings
from django.db import models

from accounts.models import Reader
from accounts.tokens import hash_token, new_token


class OwnedFeedQuerySet(models.QuerySet):
    def visible_to(self, user: Reader) -> Self:
        """Restrict to the user’s own."""
        return self.filter(owner=user) if user.is_authenticated else self.none()

    def opened_by(self, token: str) -> Self:
        """Return the one that `token` opens while its owner may sign in; or none."""
        return self.filter(token_hash=hash_token(token), owner__is_active=True)


class OwnedFeed(models.Model):
    """What a person’s own program reads. Its address holds a token, stored as a hash."""

    owner = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", editable=False
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)

    objects: ClassVar[models.Manager] = OwnedFeedQuerySet.as_manager()

    class Meta:
        abstract = True

    @classmethod
    def renew(cls, user) -> str:
        """Return a token for the feed of `user`, to be shown once. The previous one stops working."""
        token = new_token()
        cls.objects.update_or_create(owner=user, defaults={"token_hash": hash_token(token)})
        return token


class CalendarFeed(OwnedFeed):
    """A person’s calendar of what to look at again."""

    def __str__(self):
        return f"Calendar of {self.owner}"


class PathFeed(OwnedFeed):
    """A person’s feed of what changes on Start here."""

    def __str__(self):
        return f"Start here for {self.owner}"
