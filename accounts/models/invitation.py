from datetime import timedelta
from typing import Self

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import F
from django.utils import timezone

from accounts.models.team import Membership, Team
from accounts.models.user import CURATORS, User
from accounts.tokens import hash_token, new_token

DAYS_VALID = 14
DAYS_VALID_MAX = 90
SEATS_MAX = 500
NOTE_MAX = 120


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> Self:
        """Return invitations that are not used up, revoked or expired."""
        return self.filter(accepted_at=None, expires_at__gt=timezone.now())

    def for_token(self, token: str) -> Self:
        """Return the open invitation for `token`, if any."""
        return self.open().filter(token_hash=hash_token(token))


class Invitation(models.Model):
    """A link, created by a curator, with which new people join. The link is not stored."""

    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    note = models.CharField(
        max_length=NOTE_MAX,
        blank=True,
        help_text="For example: Ada, new designer. Only curators see this.",
    )
    team = models.ForeignKey(Team, on_delete=models.SET_NULL, null=True, blank=True)
    as_curator = models.BooleanField("Invite as a curator", default=False)
    seats = models.PositiveSmallIntegerField(
        "How many people may join with it",
        default=1,
        db_default=1,
        validators=[MinValueValidator(1), MaxValueValidator(SEATS_MAX)],
    )
    joined = models.PositiveSmallIntegerField(default=0, db_default=0, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField(editable=False)
    accepted_at = models.DateTimeField(null=True, editable=False)  # by the last of its people

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]

    def __str__(self):
        return self.note or f"Invitation {self.pk}"

    def issue(self, *, days: int = DAYS_VALID) -> str:
        """Save with a fresh token and return it; it can't be read again later."""
        token = new_token()
        self.token_hash = hash_token(token)
        self.expires_at = timezone.now() + timedelta(days=days)
        self.save()
        return token

    def accept(self, *, email: str, display_name, password: str | None) -> "User | None":
        """Create a person whom this invites, or return None if others used the link up."""
        with transaction.atomic():
            usable = Invitation.objects.open().filter(pk=self.pk, joined__lt=F("seats"))
            if not usable.update(joined=F("joined") + 1):
                return None
            used_up = Invitation.objects.filter(pk=self.pk, joined__gte=F("seats"))
            used_up.update(accepted_at=timezone.now())
            user = User.objects.create_user(email, password, display_name=display_name)
            if self.team:
                Membership.objects.create(user=user, team=self.team)
            if self.as_curator:
                user.groups.add(Group.objects.get(name=CURATORS))
            return user
