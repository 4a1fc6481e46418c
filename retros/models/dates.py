from datetime import datetime

from django.db.models import Case, DateField, When
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone


def date_of_retrospective(prefix: str = "") -> Case:
    """Return the expression for the date of a retrospective, as `Retrospective.dated_on` says it.

    `prefix` is the path to it, such as "retrospective__". The day of an import says nothing of when
    the work was looked back on.
    """
    known_days = (TruncDate(f"{prefix}published_at"), TruncDate(f"{prefix}created_at"))
    return Case(
        When(**{f"{prefix}held_on__isnull": False}, then=f"{prefix}held_on"),
        When(**{f"{prefix}source_hash": ""}, then=Coalesce(*known_days)),
        output_field=DateField(),
    )


def start_of_today() -> datetime:
    """Return when today began, where the site is."""
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
