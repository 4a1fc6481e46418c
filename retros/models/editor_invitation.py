from collections.abc import Iterable
from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.models import Reader, User
from retros.models.retrospective import Retrospective


class EditorInvitationQuerySet(models.QuerySet["EditorInvitation"]):
    def visible_to(self, user: Reader) -> Self:
        """Restrict to the user’s own, of drafts that they can still edit."""
        if not user.is_authenticated:
            return self.none()
        drafts = Retrospective.objects.editable_by(user).drafts()
        return self.filter(user=user, retrospective__in=drafts)

    def follow(self, retrospective: Retrospective, invited: Iterable[User]) -> None:
        """Tell those who are new among the `invited` editors; forget who is no longer one.

        Call it before `retrospective.invited` changes. Three queries.
        """
        before = set(retrospective.invited.values_list("pk", flat=True))
        invited = list(invited)
        gone = self.filter(retrospective=retrospective).exclude(user__in=invited)
        gone.exclude(user=retrospective.facilitator_id).delete()
        new = [EditorInvitation(retrospective=retrospective, user=each) for each in invited]
        new = [one for one in new if one.user_id not in before]
        EditorInvitation.objects.bulk_create(new, ignore_conflicts=True)

    def lease(self, now: datetime) -> "EditorInvitation | None":
        """Lease the next one whose mail is due so that no other worker sends it; None without one."""
        due = self.filter(mail_due_at__lte=now, user__is_active=True)
        for found in due.select_related("user", "retrospective__project").order_by("pk")[:20]:
            mine = self.filter(pk=found.pk, mail_due_at=found.mail_due_at)
            if mine.update(mail_due_at=None):
                return found
        return None


class EditorInvitation(models.Model):
    """Somebody may edit a draft now and has not opened it from their home page or dismissed that."""

    retrospective = models.ForeignKey(
        Retrospective, on_delete=models.CASCADE, editable=False, related_name="+"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, editable=False, related_name="+"
    )
    mail_due_at = models.DateTimeField(default=timezone.now, null=True, db_index=True)

    objects = EditorInvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("retrospective", "user", name="editorinvitation_once")
        ]

    def __str__(self):
        return f"{self.user} may edit {self.retrospective}"
