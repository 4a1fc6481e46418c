"""The audit log: what was administered, by whom and when. Ids only, never a word of text.

Nothing about reading, searching or writing is recorded, and nothing of gatherings and premortems.
Each entry holds the hash of the one before it, so that a changed or removed entry shows.
"""

import hashlib
import json
from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from accounts.models.installation import Installation

NAME_MAX = 24


class AuditEntry(models.Model):
    """One thing that somebody administered. Entries are added, never changed."""

    class Kind(models.TextChoices):
        SIGNED_IN = "signed_in", "Administrator signed in"
        SIGN_IN_FAILED = "sign_in_failed", "Wrong password for an administrator"
        SECOND_STEP_FAILED = "second_step_failed", "Wrong code for an administrator"
        ROLE_CHANGED = "role_changed", "Role changed"
        ACCOUNT_CLOSED = "account_closed", "Account closed"
        ACCOUNT_REOPENED = "account_reopened", "Account reopened"
        ACCOUNT_FORGOTTEN = "account_forgotten", "Person forgotten at their wish"
        PASSWORD_LINK = "password_link", "Link for a new password created"
        SECOND_STEP_RESET = "second_step_reset", "Two-step sign-in reset"
        SIGN_IN_LINK = "sign_in_link", "Link to sign in without single sign-on created"
        INVITED = "invited", "Invitation created"
        INVITATION_WITHDRAWN = "invitation_withdrawn", "Invitation revoked"
        JOINED = "joined", "Joined by invitation"
        JOINED_BY_SCIM = "joined_by_scim", "Joined by SCIM"
        LEFT_BY_SCIM = "left_by_scim", "Account closed by SCIM"
        TEAM_ACCEPTED = "team_accepted", "People of a group let into its team"
        LINK_CREATED = "link_created", "Secret link created"
        LINK_REVOKED = "link_revoked", "Secret link revoked"
        EXPORTED = "exported", "Export downloaded"
        AUDIT_EXPORTED = "audit_exported", "Audit log downloaded"
        POSTED = "posted", "Put on the Fail Wall"
        TAKEN_DOWN = "taken_down", "Taken off the Fail Wall"
        WORDING_ASKED = "wording_asked", "Writers asked to change a reported text"
        HIDDEN = "hidden", "Reported text hidden until it is changed"
        REPORT_LEFT = "report_left", "Reported text left as it is"
        BACKED_UP = "backed_up", "Backup made"
        DRILLED = "drilled", "Restoring a backup tried"
        RESTORED = "restored", "Backup restored"
        ERASED = "erased", "Deleted items erased"
        SETTING_CHANGED = "setting_changed", "Setting changed at a start"

    class Origin(models.TextChoices):
        WEB = "web", "Browser"
        COMMAND = "command", "Command line"
        SCIM = "scim", "SCIM"

    kind = models.CharField(max_length=24, choices=Kind)
    at = models.DateTimeField("time")  # to the minute
    actor_id = models.BigIntegerField(null=True)  # no key: the entry outlives the account
    object_kind = models.CharField(max_length=NAME_MAX, blank=True)
    object_id = models.BigIntegerField(null=True)
    origin = models.CharField(max_length=8, choices=Origin)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["at"], name="audit_at")]

    def __str__(self):
        return f"{self.get_kind_display()} {self.object_kind} {self.object_id or ''}".strip()

    @classmethod
    def record(
        cls,
        kind: Kind,
        *,
        by: models.Model | None = None,
        thing: models.Model | None = None,
        named: str = "",
        origin: Origin = Origin.WEB,
    ) -> None:
        """Add an entry about `thing`, or about a setting that is `named`, and delete those older than `settings.AUDIT_DAYS`.

        `by` is the person who did it; None for a command, and where nobody is to be named. Runs four
        queries in a transaction, for which others that add entries wait.
        """
        with transaction.atomic():
            # One at a time: of two at once, both would hold the hash of the same entry before them.
            Installation.objects.select_for_update().get_or_create(pk=1)
            last = cls.objects.first()
            entry = cls(
                kind=kind,
                at=timezone.now().replace(second=0, microsecond=0),
                actor_id=by.pk if by else None,
                object_kind=str(thing._meta.verbose_name) if thing else named[:NAME_MAX],
                object_id=thing.pk if thing else None,
                origin=origin,
                previous_hash=last.hash if last else "",
            )
            entry.hash = entry.computed_hash()
            entry.save()
            cls.objects.filter(at__lt=entry.at - timedelta(days=settings.AUDIT_DAYS)).delete()

    def computed_hash(self) -> str:
        """Return the SHA-256 of this entry and the hash before it, as 64 hexadecimal digits."""
        told = [
            *(self.previous_hash, self.kind, int(self.at.timestamp()), self.actor_id),
            *(self.object_kind, self.object_id, self.origin),
        ]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()

    @classmethod
    def broken(cls) -> Iterator["AuditEntry"]:
        """Yield each kept entry that was changed, or whose entry before it was removed or changed.

        The oldest kept entry vouches for those that were deleted for their age.
        """
        before = None
        for entry in cls.objects.order_by("pk").iterator():
            follows = before is None or entry.previous_hash == before
            if not follows or entry.hash != entry.computed_hash():
                yield entry
            before = entry.hash
