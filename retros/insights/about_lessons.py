"""Questions about lessons. All but one count every published lesson, so that their totals agree."""

from datetime import date

from django.db.models import (
    DateField,
    Exists,
    F,
    OuterRef,
    QuerySet,
    Subquery,
    TextChoices,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Greatest, NullIf, TruncDate

from retros.insights.about_projects import Whole
from retros.insights.dimensions import Ages, Dimension, Periods, first_of, in_ages, in_periods
from retros.insights.question import Question, Users
from retros.models import Category, KickoffLesson, Lesson, date_of_retrospective


class Stage(TextChoices):
    """How far a lesson has come."""

    NEVER = "never", "Not looked at in a kickoff yet"
    LOOKED_AT = "looked-at", "Looked at, not applied"
    APPLIED = "applied", "Applied, result not known"
    HELPED = "helped", "Applied, helped"
    NO_DIFFERENCE = "no-difference", "Applied, made no difference"
    IN_THE_WAY = "in-the-way", "Applied, got in the way"


class Review(TextChoices):
    """Whether somebody is to look at a lesson again."""

    OVERDUE = "overdue", "Review overdue"
    PLANNED = "planned", "Review planned"
    NONE = "none", "No review planned"


class Again(TextChoices):
    HAPPENED = "happened", "Happened again"
    LEARNED = "learned", "Learned again"


_LONG_AGO = Value(date(1, 1, 1), output_field=DateField())
_Result = KickoffLesson.Result


def _lessons() -> QuerySet:
    return Lesson.objects.published().annotate(dated=date_of_retrospective("retrospective__"))


def _uses() -> QuerySet:
    return KickoffLesson.objects.filter(lesson=OuterRef("pk"), kickoff__removed_at=None)


def _has(stage: TextChoices, uses: QuerySet) -> When:
    return When(Exists(uses), then=Value(stage.value))


def _by_category(day: date) -> list[QuerySet]:
    return [_lessons().annotate(row=in_periods("dated", day), column=F("category"))]


def _travelled(day: date) -> list[QuerySet]:
    applied = _uses().filter(disposition=KickoffLesson.Disposition.APPLY)
    row = first_of(
        _has(Stage.HELPED, applied.filter(result=_Result.HELPED)),
        _has(Stage.IN_THE_WAY, applied.filter(result=_Result.IN_THE_WAY)),
        _has(Stage.NO_DIFFERENCE, applied.filter(result=_Result.NO_DIFFERENCE)),
        _has(Stage.APPLIED, applied),
        _has(Stage.LOOKED_AT, _uses()),
        default=Stage.NEVER,
    )
    return [Lesson.objects.published().annotate(row=row, column=Value(Whole.ALL.value))]


def _users() -> Users:
    uses = KickoffLesson.objects.filter(lesson__in=Lesson.objects.published())
    uses = uses.filter(kickoff__removed_at=None)
    return uses.values_list("lesson", "kickoff__project", "kickoff__project__team")


def _came_again(day: date) -> list[QuerySet]:
    # A list, read once: where nothing is a duplicate, SQLite would after ANALYZE read all for each.
    copied = Lesson.objects.published().exclude(duplicate_of=None).values("duplicate_of")
    column = first_of(
        _has(Again.HAPPENED, _uses().filter(happened_again=True)),
        When(pk__in=copied, then=Value(Again.LEARNED.value)),
        default="",
    )
    lessons = Lesson.objects.published().annotate(row=F("category"), column=column)
    return [lessons.exclude(column="")]


def _met_it_again() -> Users:
    uses = KickoffLesson.objects.filter(kickoff__removed_at=None, happened_again=True)
    uses = uses.exclude(lesson=None)
    yield from uses.values_list("lesson", "kickoff__project", "kickoff__project__team")
    copies = Lesson.objects.published().exclude(duplicate_of=None)
    of_project = ("retrospective__project", "retrospective__project__team")
    yield from copies.values_list("duplicate_of", *of_project)


def _by_age(day: date) -> list[QuerySet]:
    helped = _uses().filter(result=_Result.HELPED).annotate(on=TruncDate("updated_at"))
    days = (
        F("dated"),
        F("built_in_on"),
        Subquery(helped.order_by("-updated_at").values("on")[:1]),
    )
    # Greatest is null on SQLite where one of its arguments is.
    last = Greatest(*(Coalesce(one, _LONG_AGO) for one in days), output_field=DateField())
    confirmed = _lessons().annotate(confirmed_on=NullIf(last, _LONG_AGO))
    return [confirmed.annotate(row=in_ages("confirmed_on", day), column=F("status"))]


def _stood_in_the_way(day: date) -> list[QuerySet]:
    again = KickoffLesson.objects.filter(happened_again=True, kickoff__removed_at=None)
    again = again.filter(lesson__in=Lesson.objects.published()).exclude(stood_in_the_way="")
    return [again.annotate(row=F("stood_in_the_way"), column=Value(Whole.ALL.value))]


def _who_had_learned_it() -> Users:
    again = KickoffLesson.objects.filter(happened_again=True).exclude(stood_in_the_way="")
    of_project = "lesson__retrospective__project"
    return again.exclude(lesson=None).values_list("pk", of_project, f"{of_project}__team")


def _by_review(day: date) -> list[QuerySet]:
    row = first_of(
        When(review_on__lte=day, then=Value(Review.OVERDUE.value)),
        When(review_on__gt=day, then=Value(Review.PLANNED.value)),
        default=Review.NONE,
    )
    return [Lesson.objects.offerable().annotate(row=row, column=Value(Whole.ALL.value))]


CATEGORIES = Question(
    "categories",
    "What do we learn about?",
    "lesson",
    Periods(),
    Dimension(Category),
    _by_category,
    "retrospective__project",
)
TRAVEL = Question(
    "travel",
    "Do lessons travel?",
    "lesson",
    Dimension(Stage),
    Dimension(Whole),
    _travelled,
    "retrospective__project",
    _users,
)
AGAIN = Question(
    "again",
    "What happened again in spite of a lesson?",
    "lesson",
    Dimension(Category),
    Dimension(Again),
    _came_again,
    "retrospective__project",
    _met_it_again,
)
FRESHNESS = Question(
    "freshness",
    "How fresh is what we know?",
    "lesson",
    Ages(),
    Dimension(Lesson.Status),
    _by_age,
    "retrospective__project",
    columns_are_told=True,
)
STOOD_IN_THE_WAY = Question(
    "stood-in-the-way",
    "What stood in the way?",
    "outcome",
    Dimension(KickoffLesson.StoodInTheWay),
    Dimension(Whole),
    _stood_in_the_way,
    "kickoff__project",
    _who_had_learned_it,
)
REVIEWS = Question(
    "reviews",
    "Which lessons are overdue for review?",
    "lesson",
    Dimension(Review),
    Dimension(Whole),
    _by_review,
    "retrospective__project",
)
