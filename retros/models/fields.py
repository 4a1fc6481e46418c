"""Fields whose limits are enforced in forms and in the database."""

import re
import unicodedata

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

MARKDOWN_MAX_LENGTH = 100_000  # about 40 printed pages; more is a document to attach, not to read

# Control characters but tab and line ends. They have no glyph, and NUL is refused by PostgreSQL.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def without_controls(text: str) -> str:
    """Return `text` in NFC, with Unix line ends and without control characters."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _CONTROL.sub("", text))


def not_blank(text: str) -> None:
    """Reject text without visible characters.

    Raises ValidationError.
    """
    if not any(character.isprintable() and not character.isspace() for character in text):
        raise ValidationError("Please write something here.", code="required")


class TextLengthChecks:
    """Meta.constraints for the length of text columns, which SQLite itself ignores."""

    @staticmethod
    def of(table, **limits) -> list[models.BaseConstraint]:
        """Make one CHECK constraint per column: `of("lesson", statement=140)`."""
        return [
            _LengthCheck(
                condition=LessThanOrEqual(Length(column), limit),
                name=f"{table}_{column}_length",
                violation_error_message=f"Please keep this within {limit:,} characters.",
            )
            for column, limit in limits.items()
        ]


class _LengthCheck(models.CheckConstraint):
    """Checks a form's text by itself: Django would ask the database about each text of a form."""

    def validate(self, _model, instance, exclude=None, using=None):
        length, limit = self.condition.lhs, self.condition.rhs
        [column] = length.get_source_expressions()
        text = "" if column.name in (exclude or ()) else getattr(instance, column.name)
        if text and len(text) > limit:
            raise ValidationError(self.get_violation_error_message(), self.violation_error_code)

    def deconstruct(self):
        return "django.db.models.CheckConstraint", *super().deconstruct()[1:]


class EditorField(models.ForeignKey):
    """Who saved the text last, to name them to whoever edits it at the same time."""

    def __init__(self, **options):
        fixed = {
            "to": settings.AUTH_USER_MODEL,
            "on_delete": models.SET_NULL,
            "null": True,
            "editable": False,
            "related_name": "+",
            "db_index": False,
        }
        super().__init__(**options | fixed)


class MarkdownField(models.TextField):
    """Text that people write in Markdown; rendered only by `retros.rendering`."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", MARKDOWN_MAX_LENGTH)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, _, args, kwargs = super().deconstruct()
        return name, "retros.models.fields.MarkdownField", args, {**kwargs, "blank": self.blank}
