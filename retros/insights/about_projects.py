"""Questions about projects and kickoffs.

A project counts once everybody may know of it: it has a retrospective that all can read, or a
kickoff. So a draft changes no number, and neither does what is in the trash.
"""

from datetime import date, timedelta

from django.db.models import (
    DateField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextChoices,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from retros.insights.dimensions import (
    UNKNOWN,
    Dimension,
    Periods,
    Spans,
    filled_in,
    first_of,
    in_periods,
)
from retros.insights.question import Question
from retros.models import Kickoff, KickoffLesson, Project, Retrospective


class LookedBack(TextChoices):
    MET = "met", "Goal met"
    PARTLY = "partly", "Partly met"
    MISSED = "missed", "Missed or stopped"
    UNSAID = "unsaid", "Not said"
    NONE = "none", "No retrospective"


class Wait(TextChoices):
    BEFORE = "before", "Before the end"
    TWO_WEEKS = "two-weeks", "Within 2 weeks"
    SIX_WEEKS = "six-weeks", "2 to 6 weeks"
    THREE_MONTHS = "three-months", "6 weeks to 3 months"
    YEAR = "year", "3 months to a year"
    LATER = "later", "Over a year"


# {wait: (from, up to)}, for the label of several that share a line.
_ENDS = {
    Wait.BEFORE: ("", "0 weeks"),
    Wait.TWO_WEEKS: ("0", "2 weeks"),
    Wait.SIX_WEEKS: ("2 weeks", "6 weeks"),
    Wait.THREE_MONTHS: ("6 weeks", "3 months"),
    Wait.YEAR: ("3 months", "a year"),
    Wait.LATER: ("a year", ""),
}


class Found(TextChoices):
    SOMETHING = "something", "Chose something to apply or watch"
    NOTHING = "nothing", "Chose nothing"


class Whole(TextChoices):
    """The one column of a table that has no others."""

    ALL = "all", "All"


WAITS = {Wait.TWO_WEEKS: 14, Wait.SIX_WEEKS: 42, Wait.THREE_MONTHS: 91, Wait.YEAR: 365}  # days
_Result = Retrospective.Result


def _ended(day: date) -> QuerySet:
    """Return projects that are over, with `has_record`, `result` and `looked_back_on`.

    The last retrospective counts.
    """
    last = _last_record()
    kickoffs = Kickoff.objects.filter(project=OuterRef("pk"), removed_at=None).order_by()
    has_record = Q(has_record=True)
    return (
        Project.objects.annotate(
            has_record=Exists(_records().order_by()),
            result=Subquery(last.values("result")[:1]),
            looked_back_on=Subquery(last.values("on")[:1]),
        )
        .filter(has_record | Exists(kickoffs))
        .filter(
            Q(ended_on__lte=day)
            | Q(ended_on=None, status__in=Project.OVER)
            | Q(has_record, ended_on=None, status="")
        )
    )


def _records() -> QuerySet:
    """Return the published retrospectives of a project, the outer row, with their date as `on`."""
    records = Retrospective.objects.filter(project=OuterRef("pk"), removed_at=None)
    return records.exclude(status=Retrospective.Status.DRAFT).with_dates().annotate(on=F("dated"))


def _last_record() -> QuerySet:
    return _records().order_by(F("on").desc(nulls_last=True), "-pk")


def _period_of_end(day: date) -> Coalesce:
    """Return the expression for when a project was over; the last retrospective stands for a missing end.

    The retrospective is looked up once for each project, not once for each period.
    """
    end = ExpressionWrapper(OuterRef("ended_on"), output_field=DateField())
    of_record = (
        _last_record().annotate(end=Coalesce(end, "on")).annotate(row=in_periods("end", day))
    )
    return Coalesce(Subquery(of_record.values("row")[:1]), in_periods("ended_on", day))


def _looked_back(day: date) -> list[QuerySet]:
    partly = (_Result.PARTLY_MET, _Result.CHANGED_COURSE)
    missed = (_Result.MISSED, _Result.STOPPED_EARLY)
    column = first_of(
        When(has_record=False, then=Value(LookedBack.NONE.value)),
        When(result=_Result.MET, then=Value(LookedBack.MET.value)),
        When(result__in=partly, then=Value(LookedBack.PARTLY.value)),
        When(result__in=missed, then=Value(LookedBack.MISSED.value)),
        default=LookedBack.UNSAID,
    )
    return [_ended(day).annotate(row=_period_of_end(day), column=column)]


def _waited(day: date) -> list[QuerySet]:
    undated = Q(ended_on=None) | Q(looked_back_on=None)
    row = first_of(
        When(undated, then=Value(UNKNOWN)),
        When(looked_back_on__lt=F("ended_on"), then=Value(Wait.BEFORE.value)),
        *(
            When(looked_back_on__lte=F("ended_on") + timedelta(days=days), then=Value(wait.value))
            for wait, days in WAITS.items()
        ),
        default=Wait.LATER,
    )
    looked_back = _ended(day).filter(has_record=True)
    return [looked_back.annotate(row=row, column=Value(Whole.ALL.value))]


def _kickoffs(day: date) -> list[QuerySet]:
    chosen = KickoffLesson.objects.in_brief().still_readable().filter(kickoff=OuterRef("pk"))
    column = first_of(
        When(Exists(chosen), then=Value(Found.SOMETHING.value)), default=Found.NOTHING
    )
    kickoffs = Kickoff.objects.filter(removed_at=None)
    return [kickoffs.annotate(row=filled_in("project__kind"), column=column)]


LOOKED_BACK = Question(
    "looked-back",
    "Do we look back, also at success?",
    "project",
    Periods(),
    Dimension(LookedBack),
    _looked_back,
    "pk",
    columns_are_told=True,
)
WAITED = Question(
    "waiting",
    "How long until we look back?",
    "project",
    Spans(Wait, _ENDS, "Any time"),
    Dimension(Whole),
    _waited,
    "pk",
)
UNANSWERED = Question(
    "unanswered",
    "What could nobody answer?",
    "kickoff",
    Dimension(Project.Kind, unsaid="Kind not recorded"),
    Dimension(Found),
    _kickoffs,
    "project",
)
