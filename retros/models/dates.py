from datetime import date, datetime

from django.db.models import DateField, F, Value
from django.db.models.functions import NullIf
from django.utils import timezone

# Before every date, so that what has none comes last in the same index on both databases.
UNDATED = date.min


def date_of_retrospective(prefix: str = "") -> NullIf:
    """Return the expression for the date of a retrospective, as `Retrospective.dated_on` says it.

    `prefix` is the path to it, such as "retrospective__". To sort by it, `listed_on` has an index.
    """
    return NullIf(F(f"{prefix}listed_on"), Value(UNDATED, output_field=DateField()))


def start_of_today() -> datetime:
    """Return when today began, where the site is."""
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
