"""What the organization's directory says of people and groups by SCIM 2.0 (RFC 7643)."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

SCIM_TEXT_MAX, KEY_MAX = 255, 800  # lower case can be longer


class ScimResource(models.Model):
    """What the directory made here, by the id under which it knows it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    external_id = models.CharField(max_length=SCIM_TEXT_MAX, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True
        ordering = ["created_at", "pk"]


class ScimUser(ScimResource):
    """A person of the directory, and the account that is theirs here."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="scim_user"
    )
    user_name = models.CharField(max_length=SCIM_TEXT_MAX)
    user_name_key = models.CharField(max_length=KEY_MAX, unique=True)  # as names are compared
    told = models.JSONField(default=dict)  # displayName, name and emails, as the directory has them
    # Whether SCIM made the account. Name and address of one that was here before stay as they are.
    made_account = models.BooleanField()
    # The account's `times_closed` when SCIM closed it, so that SCIM reopens what it closed and no more.
    closed_as = models.PositiveIntegerField(null=True)

    class Meta(ScimResource.Meta):
        indexes = [models.Index(fields=["external_id"], name="scim_user_external_id")]

    def __str__(self):
        return self.user_name


class ScimGroup(ScimResource):
    """A group of the directory, which stands for what OIDC_GROUPS says."""

    display_name = models.CharField(max_length=SCIM_TEXT_MAX)
    members = models.ManyToManyField(ScimUser, related_name="groups", blank=True)

    def __str__(self):
        return self.display_name
