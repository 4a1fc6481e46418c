"""What the last import of a document wrote, to tell later what people changed since."""

from typing import Self

from django.db import models

from accounts.models import Reader
from retros.models.readers import readable_by


class ImportRecordQuerySet(models.QuerySet["ImportRecord"]):
    def visible_to(self, user: Reader) -> Self:
        """Return those of retrospectives that `user` may read."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(readable_by(user, "retrospective__"))


class ImportRecord(models.Model):
    """Digests of the values that an import wrote, never the text: erased words leave no copy here.

    `own` is {field: digest}, `parts` {kind: {id of the part: {field: digest}}}.
    """

    retrospective = models.OneToOneField(
        "retros.Retrospective",
        on_delete=models.CASCADE,
        related_name="import_record",
        editable=False,
    )
    own = models.JSONField(default=dict, editable=False)
    parts = models.JSONField(default=dict, editable=False)
    # Whether names of people were left out; None: imported before this was kept.
    names_left_out = models.BooleanField(null=True, editable=False)

    objects = ImportRecordQuerySet.as_manager()

    def __str__(self):
        return f"Import of {self.retrospective_id}"


class ReplacedTextQuerySet(models.QuerySet["ReplacedText"]):
    def visible_to(self, user: Reader) -> Self:
        """Return those of retrospectives that `user` may read."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(readable_by(user, "retrospective__"))


class ReplacedText(models.Model):
    """The hash of a text that a later version replaced, which makes it known and no later one."""

    retrospective = models.ForeignKey(
        "retros.Retrospective",
        on_delete=models.CASCADE,
        related_name="replaced_texts",
        editable=False,
    )
    source_hash = models.CharField(max_length=64, editable=False, db_index=True)

    objects = ReplacedTextQuerySet.as_manager()

    def __str__(self):
        return f"Earlier text of {self.retrospective_id}"
