from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import connection, models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import Reader
from retros.models.composed import composed_once
from retros.models.parts import Signed
from retros.models.retrospective import Retrospective
from retros.models.snapshot import State, completed, state_of

SITTING_MINUTES = 10  # a change after a longer pause starts a new version


class VersionQuerySet(models.QuerySet["Version"]):
    def visible_to(self, user: Reader) -> Self:
        """Return versions of retrospectives whose history `user` may see."""
        return self.filter(retrospective__in=Retrospective.objects.restorable_by(user))

    def before_change(self, changed, *, by) -> None:
        """Keep the published text as it is now, because `by` is about to change `changed`.

        That is the retrospective, or the part of it that changes. Call it first in the transaction of the change, before any other row is locked. Drafts are
        left alone; an edit that was under way while somebody published belongs to what they
        published. Without `by`, and of what a gathering left unattributed, neither name nor time is
        kept: such changes share one version a day.
        One query for a draft and within a sitting, about a dozen for the first change of one.
        """
        retrospective = getattr(changed, "retrospective", changed)
        by = editor_of(changed, by)
        if retrospective.published_at and self._continues_sitting(retrospective, by):
            return
        newest = self._newest_locked(retrospective)
        if newest and newest.cause != Version.Cause.DRAFT:
            self._start_version(newest, Version.Cause.EDITED, by)

    def published(self, retrospective, *, by) -> None:
        """Record that the current text is published."""
        newest = self._newest_locked(retrospective)
        how = {"cause": Version.Cause.PUBLISHED, "made_at": _timestamp(by), "changed_by": by}
        if newest is None:
            self.get_or_create(retrospective=retrospective, number=1, defaults=how)
        elif newest.cause == Version.Cause.DRAFT:
            self.filter(pk=newest.pk).update(**how)

    def made_draft(self, retrospective, *, by) -> None:
        """Keep the published text; until it is published again, the newest version is the draft."""
        newest = self._newest_locked(retrospective)
        if newest and newest.cause != Version.Cause.DRAFT:
            self._start_version(newest, Version.Cause.DRAFT, by)

    def before_restoring(self, version, *, by) -> None:
        """Keep the current text, because `by` is about to restore `version`."""
        newest = self._newest_locked(version.retrospective)
        self._start_version(newest, Version.Cause.RESTORED, by, restored_from=version.number)

    def before_replacing(self, retrospective, *, by) -> None:
        """Keep the published text, because `by` is about to import a later version of its document.

        Drafts are left alone.
        """
        newest = self._newest_locked(retrospective)
        if newest and newest.cause != Version.Cause.DRAFT:
            self._start_version(newest, Version.Cause.REPLACED, by)

    def _continues_sitting(self, retrospective, by):
        """Return whether the newest version is this person's current sitting, and extend it."""
        now = _timestamp(by)
        since = now - timedelta(minutes=SITTING_MINUTES)
        moments = [connection.ops.adapt_datetimefield_value(it) for it in (now, since)]
        with connection.cursor() as cursor:  # SQL, because each save of a field asks it
            cursor.execute(
                "UPDATE retros_version SET made_at = %s WHERE made_at >= %s AND retrospective_id = %s"
                " AND cause = %s AND state IS NULL"
                f" AND changed_by_id {'= %s' if by else 'IS NULL'}",
                [*moments, retrospective.pk, Version.Cause.EDITED.value, *([by.pk] if by else [])],
            )
            return cursor.rowcount > 0

    def newest(self) -> Self:
        """Return newest versions, which hold the current text."""
        return self.filter(state__isnull=True)

    def _newest_locked(self, retrospective):
        """Return the newest version, locked; None if the retrospective was never published."""
        newest = _first(None, retrospective.pk)
        while newest and not newest[0].is_newest:
            # On PostgreSQL: somebody whom this waited for has begun the next one.
            newest = _first(None, retrospective.pk)
        return newest[0] if newest else None

    def _start_version(self, newest, cause, by, **more) -> None:
        """Make `newest` an earlier version, unless it changed nothing, and start the next one."""
        now = state_of(newest.retrospective_id)
        how = {"cause": cause, "made_at": _timestamp(by), "changed_by": by, **more}
        earlier = self.filter(retrospective=newest.retrospective_id, number=newest.number - 1)
        if newest.cause == Version.Cause.EDITED and now == earlier.get().state:
            self.filter(pk=newest.pk).update(**how)
            return
        self.filter(pk=newest.pk).update(state=now)
        self.create(retrospective_id=newest.retrospective_id, number=newest.number + 1, **how)


@composed_once
def _first(_user, retrospective):
    return Version.objects.filter(retrospective=retrospective).select_for_update()[:1]


def editor_of(changed, by):
    """Return `by`; None for an unattributed part of a gathering, whose writer may be editing it."""
    if not isinstance(changed, Signed) or changed.signed_by_id:
        return by
    return None if hasattr(changed.retrospective, "gathering") else by


def _timestamp(by):
    """Return the current time; without a person, only the date."""
    now = timezone.localtime()
    return now if by else now.replace(hour=0, minute=0, second=0, microsecond=0)


class Version(models.Model):
    """A published retrospective as it was between two sittings of edits.

    The newest one holds no state: it is the text itself.
    """

    class Cause(models.TextChoices):
        PUBLISHED = "published", "Published"
        EDITED = "edited", "Edited"
        RESTORED = "restored", "Restored"
        REPLACED = "replaced", "Replaced by a later version of its document"
        DRAFT = "draft", "Made a draft again"

    retrospective = models.ForeignKey(
        Retrospective, on_delete=models.CASCADE, related_name="versions", editable=False
    )
    number = models.PositiveIntegerField(editable=False)
    state = models.JSONField(null=True, editable=False)  # see retros.models.snapshot
    cause = models.CharField(max_length=9, choices=Cause, editable=False)
    restored_from = models.PositiveIntegerField(null=True, editable=False)
    made_at = models.DateTimeField(editable=False)  # when the last change of it was saved
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint("retrospective", "number", name="version_number_once"),
            models.UniqueConstraint(
                fields=["retrospective"],
                condition=Q(state__isnull=True),
                name="version_newest_once",
            ),
        ]

    @classmethod
    def from_db(cls, db, field_names, values):
        """Read the row; a state that an earlier release kept gets the fields added since."""
        version = super().from_db(db, field_names, values)
        if version.__dict__.get("state"):
            version.state = completed(version.state)
        return version

    def __str__(self):
        return f"Version {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("version", args=[self.retrospective_id, self.number])

    @property
    def is_newest(self) -> bool:
        """Whether it is the current text."""
        return self.state is None

    def said(self) -> State | None:
        """Return its state; for the newest version, the current text, with 8 queries."""
        return state_of(self.retrospective_id) if self.is_newest else self.state
