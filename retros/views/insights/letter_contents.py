"""What a letter says: numbers of its period, lessons and decisions of both kinds of outcomes, and what is due.

Where no project said how it ended, what went well and what went wrong have the same room instead.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

from django.db.models import F
from django.utils import timezone

from retros import insights
from retros.models import Decision, Lesson, Observation
from retros.views.insights.letter_choice import IS_PUBLISHED, KINDS, OUTCOMES, RESULTS, chosen_of
from retros.views.insights.period import Period

DUE = 5  # of each kind
ALONE = 2  # where there are none of the other kind
_DUE_WITHIN = timedelta(days=92)
_OF_PERIOD = ("looked-back", "categories")  # the other numbers are of the day of the letter


@dataclass(frozen=True)
class Side:
    """Lessons, observations or decisions of one kind of outcome. `missing` says what there is none of."""

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
    """All that a letter says. Of lessons, observations and decisions there are two sides, or none."""

    period: Period
    numbers: list[str]  # sentences about the period
    standing: list[str]  # sentences about the day on which it was counted
    lessons: list[Side]
    observations: list[Side]  # instead of `lessons`
    others: list[Lesson]  # of projects that didn’t say how they ended, instead of `lessons`
    decisions: list[Side]
    due: Due
    advice: list[str]

    @property
    def questions(self) -> list[str]:
        """What the lessons give the next kickoff to ask."""
        lessons = [lesson for side in self.lessons for lesson in side.items] + self.others
        return [lesson.kickoff_question for lesson in lessons if lesson.kickoff_question]


def write_letter(stored, period) -> Letter:
    """Return the letter of a period, with numbers as `stored`. At most five queries where what it shows was chosen."""
    chosen = chosen_of(stored, period)
    pictures = {picture.question.slug: picture for picture in insights.pictures_of(stored)}
    numbers = [insights.finding_of(stored, slug, period.key) for slug in _OF_PERIOD]
    said = [it for slug, it in pictures.items() if slug not in _OF_PERIOD and it.finding]
    return Letter(
        period,
        [f"{sentence}." for sentence in numbers if sentence],
        [f"{picture.finding}." for picture in said],
        _lessons(chosen["lessons"]),
        _observations(chosen.get("observations", [[], []])),
        _others(chosen.get("others", [[]])),
        _decisions(chosen["decisions"]),
        _due(),
        [picture.words.advice for picture in [pictures["looked-back"], *said][:3]],
    )


def _balanced(found):
    """Return sides of the same size; without any of one kind, few of the other; without both, none."""
    sides = list(found)
    number = min(len(side.items) for side in sides) or ALONE
    cut = [Side(side.heading, side.missing, side.items[:number]) for side in sides]
    return cut if any(side.items for side in cut) else []


def _lessons(chosen):
    headings = (
        (
            "Where the goal was met",
            "No project of this time that met its goal has published a lesson.",
        ),
        (
            "Where it was missed or the work stopped early",
            "No project of this time that missed its goal or stopped early has published a lesson.",
        ),
    )
    lessons = Lesson.objects.offerable().select_related("retrospective")
    found = lessons.in_bulk(chain.from_iterable(chosen))
    return _balanced(
        Side(
            *words,
            [found[pk] for pk in pks if pk in found and found[pk].retrospective.result in of],
        )
        for words, pks, of in zip(headings, chosen, RESULTS, strict=True)
    )


def _observations(chosen):
    headings = (
        ("What went well", "No retrospective of this time says what went well."),
        ("What went wrong", "No retrospective of this time says what went wrong."),
    )
    found = Observation.objects.filter(IS_PUBLISHED).in_bulk(chain.from_iterable(chosen))
    return _balanced(
        Side(*words, [found[pk] for pk in pks if pk in found and found[pk].kind == kind])
        for words, pks, kind in zip(headings, chosen, KINDS, strict=True)
    )


def _others(chosen):
    found = Lesson.objects.offerable().in_bulk(chain.from_iterable(chosen))
    return [found[pk] for pks in chosen for pk in pks if pk in found]


def _decisions(chosen):
    headings = (
        (
            "Turned out as expected, or better",
            "No decision of this time is known to have turned out as expected or better.",
        ),
        (
            "Turned out worse, or mixed",
            "No decision of this time is known to have turned out worse or mixed.",
        ),
    )
    found = Decision.objects.filter(IS_PUBLISHED).in_bulk(chain.from_iterable(chosen))
    return _balanced(
        Side(*words, [found[pk] for pk in pks if pk in found and found[pk].outcome in of])
        for words, pks, of in zip(headings, chosen, OUTCOMES, strict=True)
    )


def _due():
    """Return what everybody can read and is due within a quarter, the longest waiting first."""
    by = timezone.localdate() + _DUE_WITHIN
    decisions = Decision.objects.filter(IS_PUBLISHED).due(by).order_by(F("revisit_on").asc(), "pk")
    lessons = Lesson.objects.filter(IS_PUBLISHED).due(by).order_by("review_on", "pk")
    return Due(by, list(decisions[:DUE]), list(lessons[:DUE]))
