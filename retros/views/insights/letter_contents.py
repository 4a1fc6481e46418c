"""What a letter says: numbers of its period, lessons and decisions of both kinds of outcomes, and what is due."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, F, OuterRef
from django.utils import timezone

from retros import insights
from retros.models import Decision, Lesson, Retrospective
from retros.views.insights.period import Period
from retros.views.paging import InTurn

LESSONS, DECISIONS, DUE = 4, 3, 5  # of each kind
ALONE = 2  # where there are none of the other kind
_LOOKED_AT = 40  # from which those are chosen, so that a long list of one project leaves room
_DUE_WITHIN = timedelta(days=92)
_OF_PERIOD = ("looked-back", "categories")  # the other numbers are of the day of the letter
_Outcome = Decision.Outcome
# Not joined: SQLite would begin with all published retrospectives.
_IS_PUBLISHED = Exists(Retrospective.objects.published().filter(pk=OuterRef("retrospective")))


@dataclass(frozen=True)
class Side:
    """Lessons or decisions of one kind of outcome. `missing` says what there is none of."""

    heading: str
    missing: str
    items: list


@dataclass(frozen=True)
class Due:
    """What somebody should look at again."""

    by: date
    decisions: list[Decision]
    lessons: list[Lesson]


@dataclass(frozen=True)
class Letter:
    """All that a letter says. Of `lessons` and `decisions` there are two sides, or none."""

    period: Period
    numbers: list[str]  # sentences about the period
    standing: list[str]  # sentences about the day on which it was counted
    lessons: list[Side]
    decisions: list[Side]
    due: Due
    advice: list[str]

    @property
    def questions(self) -> list[str]:
        """What the lessons give the next kickoff to ask."""
        lessons = [lesson for side in self.lessons for lesson in side.items]
        return [lesson.kickoff_question for lesson in lessons if lesson.kickoff_question]


def write_letter(stored, period) -> Letter:
    """Return the letter of a period, with numbers as `stored`. About a dozen queries."""
    pictures = {picture.question.slug: picture for picture in insights.pictures_of(stored)}
    numbers = [insights.finding_of(stored, slug, period.key) for slug in _OF_PERIOD]
    said = [it for slug, it in pictures.items() if slug not in _OF_PERIOD and it.finding]
    return Letter(
        period,
        [f"{sentence}." for sentence in numbers if sentence],
        [f"{picture.finding}." for picture in said],
        _lessons(period),
        _decisions(period),
        _due(),
        [picture.words.advice for picture in [pictures["looked-back"], *said][:3]],
    )


def _balanced(*sides):
    """Return sides of the same size; without any of one kind, few of the other; without both, none."""
    number = min(len(side.items) for side in sides) or ALONE
    cut = [Side(side.heading, side.missing, side.items[:number]) for side in sides]
    return cut if any(side.items for side in cut) else []


def _lessons(period):
    return _balanced(
        Side(
            "Where the goal was met",
            "No project of this time that met its goal has published a lesson.",
            _lessons_of(period, ("met",)),
        ),
        Side(
            "Where it was missed or the work stopped early",
            "No project of this time that missed its goal or stopped early has published a lesson.",
            _lessons_of(period, ("missed", "stopped-early")),
        ),
    )


def _records_of(period):
    return Retrospective.objects.published().with_dates().filter(dated__range=period.days)


def _lessons_of(period, results):
    """Return lessons that kickoffs applied most, then the newest; one of each project. Two queries."""
    records = _records_of(period).filter(result__in=results).order_by().values("pk")
    lessons = Lesson.objects.offerable().filter(retrospective__in=records)
    order = lessons.most_used_first().values_list("retrospective__project", "pk")
    return _one_of_each(order[:_LOOKED_AT], LESSONS, Lesson.objects)


def _decisions(period):
    return _balanced(
        Side(
            "Turned out as expected, or better",
            "No decision of this time is known to have turned out as expected or better.",
            _decisions_of(period, (_Outcome.BETTER, _Outcome.AS_EXPECTED)),
        ),
        Side(
            "Turned out worse, or mixed",
            "No decision of this time is known to have turned out worse or mixed.",
            _decisions_of(period, (_Outcome.WORSE, _Outcome.MIXED)),
        ),
    )


def _decisions_of(period, outcomes):
    """Return the latest decisions; one of each project. Two queries, or a few more.

    One without a day belongs to the time of its retrospective.
    """
    found = Decision.objects.filter(_IS_PUBLISHED, outcome__in=outcomes).newest_first()
    found = found.values_list("retrospective__project", "pk")
    records = _records_of(period).order_by().values("pk")
    undated = found.filter(decided_on=None, retrospective__in=records)
    order = InTurn([found.filter(decided_on__range=period.days), undated])
    return _one_of_each(order[:_LOOKED_AT], DECISIONS, Decision.objects)


def _one_of_each(order, number, manager):
    by_project: dict[int, int] = {}
    for project, pk in order:
        by_project.setdefault(project, pk)
    chosen = list(by_project.values())[:number]
    found = manager.in_bulk(chosen)
    return [found[pk] for pk in chosen]


def _due():
    """Return what everybody can read and is due within a quarter, the longest waiting first."""
    by = timezone.localdate() + _DUE_WITHIN
    decisions = Decision.objects.filter(_IS_PUBLISHED).due(by).order_by(F("revisit_on").asc(), "pk")
    lessons = Lesson.objects.filter(_IS_PUBLISHED).due(by).order_by("review_on", "pk")
    return Due(by, list(decisions[:DUE]), list(lessons[:DUE]))
