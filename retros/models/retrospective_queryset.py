"""Which retrospectives somebody may read or edit, and in which order."""

from typing import Any, Self

from django.db import models, transaction
from django.db.models import CharField, Count, Q
from django.db.models.functions import Cast, Substr

from accounts.models import Reader
from retros.models.dates import UNDATED, date_of_retrospective
from retros.models.readers import READABLE, WrittenBy, readable_by

_DATED_ON = date_of_retrospective()
DATED_BY = {"held_on", "source_hash", "published_at", "created_at"}  # what `dated_on` depends on


class RetrospectiveQuerySet(models.QuerySet[Any]):
    def bulk_create(self, objs, *args, **options):
        objs = list(objs)
        for record in objs:
            record.listed_on = record.dated_on or UNDATED
        return super().bulk_create(objs, *args, **options)

    def update(self, **values):
        if not DATED_BY & values.keys():
            return super().update(**values)
        with transaction.atomic():
            found = self.model._base_manager.filter(pk__in=list(self.values_list("pk", flat=True)))
            number = super().update(**values)
            for record in found.only(*DATED_BY):
                record.save(update_fields=["listed_on"])
            return number

    def write_dates(self) -> None:
        """Write `listed_on` where it is not what `dated_on` says: the version before leaves it out."""
        for record in self.only("listed_on", *DATED_BY).iterator():
            if record.listed_on != (record.dated_on or UNDATED):
                record.save(update_fields=["listed_on"])

    def published(self) -> Self:
        return self.filter(status=self.model.Status.PUBLISHED, removed_at=None)

    def drafts(self) -> Self:
        return self.filter(status=self.model.Status.DRAFT, removed_at=None)

    def visible_to(self, user: Reader) -> Self:
        """Return published and archived ones for all signed-in people, drafts for their writers."""
        return self.filter(readable_by(user)) if user.is_authenticated else self.none()

    def published_to(self, user: Reader) -> Self:
        """Return published ones to signed-in people: those of `visible_to`, read from an index alone."""
        return self.published() if user.is_authenticated else self.none()

    def editable_by(self, user: Reader) -> Self:
        """Return those that `user` may edit and that are not in the trash."""
        return self.written_by(user).filter(removed_at=None)

    def written_by(self, user: Reader) -> Self:
        """Return those that `user` may edit as author, facilitator, team member or invited person.

        Includes those in the trash.
        """
        return self.filter(WrittenBy(user)) if user.is_authenticated else self.none()

    def restorable_by(self, user: Reader) -> Self:
        """Return those whose earlier versions `user` may see and restore: as a writer or curator.

        Earlier versions contain text that was removed on purpose, so readers don't see them. Of
        drafts, curators see no more than others.
        """
        if user.is_authenticated and user.is_curator:
            return self.visible_to(user)
        return self.editable_by(user)

    def restorable_from_trash_by(self, user: Reader) -> Self:
        """Return those that `user` may restore from the trash: as a writer, or published ones as a curator."""
        if user.is_authenticated and user.is_curator:
            return self.filter(Q(status__in=READABLE) | WrittenBy(user))
        return self.written_by(user)

    def newest_first(self) -> Self:
        """Order by `dated_on`, newest first, undated ones last."""
        return self.order_by("-listed_on", "-pk")

    def with_dates(self) -> Self:
        """Add `dated`, the date of `dated_on`, to filter by."""
        return self.alias(dated=_DATED_ON)

    def dated_in(self, year) -> Self:
        """Return those whose `dated_on` is in `year`."""
        return self.filter(listed_on__year=year)

    def years(self) -> list[int]:
        """Return the years of `dated_on`, newest first. One query."""
        # As text: a function of Python for each row is most of what this takes on SQLite.
        year = Substr(Cast(_DATED_ON, CharField()), 1, 4)
        found = self.order_by().annotate(year=year).values_list("year", flat=True).distinct()
        return sorted(map(int, filter(None, found)), reverse=True)

    def with_lesson_counts(self) -> Self:
        """Annotate `lesson_count`, without lessons in the trash."""
        return self.annotate(lesson_count=Count("lessons", filter=Q(lessons__removed_at=None)))

    def for_rows(self) -> Self:
        """Fetch what a row of a list shows: project, team and `lesson_count`."""
        return self.with_lesson_counts().select_related("project__team")
