from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.models import Reader
from accounts.tokens import hash_token, new_token
from retros.models.fields import TextLengthChecks, not_blank

SAVED_SEARCHES_MAX = 50  # of one person
QUERY_MAX_LENGTH = 1000


class SavedSearchQuerySet(models.QuerySet["SavedSearch"]):
    def visible_to(self, user: Reader) -> Self:
        """Restrict to the user’s own searches."""
        return self.filter(owner=user) if user.is_authenticated else self.none()

    def opened_by(self, token: str) -> Self:
        """Return the search whose feed `token` opens while its owner may sign in; or none."""
        return self.filter(token_hash=hash_token(token), owner__is_active=True)


class SavedSearch(models.Model):
    """A search that somebody comes back to. Its feed is opened by a token, stored as a hash."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", editable=False
    )
    name = models.CharField(max_length=80, validators=[not_blank])
    query = models.CharField(max_length=QUERY_MAX_LENGTH)  # a query string of /search/
    token_hash = models.CharField(max_length=64, blank=True, editable=False)  # none: no feed yet
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            *TextLengthChecks.of("savedsearch", name=80, query=QUERY_MAX_LENGTH),
            models.UniqueConstraint(
                "token_hash", condition=~models.Q(token_hash=""), name="savedsearch_token_once"
            ),
        ]

    def __str__(self):
        return self.name

    def renew_token(self) -> str:
        """Create a token for the feed, to be shown once. The previous token stops working."""
        token = new_token()
        self.token_hash = hash_token(token)
        self.save(update_fields=["token_hash"])
        return token
