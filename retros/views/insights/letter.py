"""The letter: what the organization learned in a year or a quarter, on one page that can be printed.

Success and failure have the same room: as many lessons of projects that met their goal as of those
that missed it or stopped early. It names no people, no teams and no projects.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from retros import insights
from retros.kickoffs import one_line
from retros.models import Lesson, Retrospective

EACH = 4  # lessons of projects that met their goal, and of the others
_LOOKED_AT = (
    40  # lessons from which those are chosen, so that a long list of one project leaves room
)
_SIDES = (
    ("Where the goal was met", ("met",)),
    ("Where it was missed or the work stopped early", ("missed", "stopped-early")),
)
OF_A_YEAR = ("looked-back", "categories")  # the other numbers are of the day of the letter


@dataclass(frozen=True)
class Period:
    """A year, or a quarter of it."""

    year: int
    quarter: int | None = None

    def __str__(self):
        return f"Q{self.quarter} {self.year}" if self.quarter else str(self.year)

    @property
    def days(self) -> tuple[date, date]:
        """Its first and its last day."""
        first = date(self.year, 3 * (self.quarter or 1) - 2, 1)
        last_month = 3 * (self.quarter or 4)
        after = date(self.year + last_month // 12, last_month % 12 + 1, 1)
        return first, after - timedelta(days=1)

    @property
    def is_running(self) -> bool:
        """Whether today is in it."""
        first, last = self.days
        return first <= timezone.localdate() <= last

    @property
    def quarters(self) -> "list[Period]":
        """The quarters of its year that have begun."""
        every = [Period(self.year, number) for number in (1, 2, 3, 4)]
        return [one for one in every if one.days[0] <= timezone.localdate()]

    @property
    def address(self) -> str:
        if self.quarter:
            return reverse("quarterly_letter", args=[self.year, self.quarter])
        return reverse("letter", args=[self.year])

    @property
    def markdown_address(self) -> str:
        return f"{self.address.rstrip('/')}.md"


@dataclass
class Letter:
    period: Period
    numbers: list[str]  # sentences about the year
    standing: list[str]  # sentences about the day on which it was counted
    sides: list[
        tuple[str, list[Lesson]]
    ]  # the same number of lessons in each; none if one has none
    advice: list[str]

    @property
    def questions(self) -> list[str]:
        """What the lessons give the next kickoff to ask."""
        return [q for _, lessons in self.sides for one in lessons if (q := one.kickoff_question)]


@require_safe
def letter(request, year=None, quarter=None):
    """Show the letter of a year or quarter; without one, of the last full year that was looked back on."""
    years = Retrospective.objects.published().years()
    this_year = timezone.localdate().year
    if year is None:
        year = next((one for one in years if one < this_year), years[0] if years else this_year)
    else:
        _check(Period(year, quarter), years)
    stored = insights.todays()
    context = {
        "letter": _written(stored, Period(year, quarter)),
        "counted_on": stored.counted_on,
        "years": [one for one in years if one <= this_year],
    }
    return render(request, "insights/letter.html", context)


@require_safe
def markdown(request, year, quarter=None):
    """Return the letter of a year or quarter as Markdown."""
    period = Period(year, quarter)
    _check(period, Retrospective.objects.published().years())
    stored = insights.todays()
    text = _as_markdown(_written(stored, period), stored.counted_on)
    response = HttpResponse(text, content_type="text/markdown; charset=utf-8")
    name = str(period).lower().replace(" ", "-")
    response["Content-Disposition"] = f'inline; filename="letter-{name}.md"'
    return response


def _check(period, years):
    """Raise 404 unless something was looked back on in its year and the quarter has begun."""
    is_year = period.quarter is None
    if period.year not in years or not (is_year or period in period.quarters):
        raise Http404


def _written(stored, period):
    pictures = {picture.question.slug: picture for picture in insights.pictures_of(stored)}
    numbers = [insights.finding_of(stored, slug, period.year) for slug in OF_A_YEAR]
    others = [picture for slug, picture in pictures.items() if slug not in OF_A_YEAR]
    found = [(insights.finding_of(stored, it.question.slug), it) for it in others]
    said = [(finding, picture) for finding, picture in found if finding]
    advised = [pictures["looked-back"], *(picture for _, picture in said)][:3]
    return Letter(
        period,
        [f"{sentence}." for sentence in numbers if sentence],
        [f"{finding}." for finding, _ in said],
        _balanced([(heading, _lessons_of(period, results)) for heading, results in _SIDES]),
        [picture.words.advice for picture in advised],
    )


def _balanced(sides):
    """Return as many lessons of each side as the smaller one has."""
    number = min(len(lessons) for _, lessons in sides)
    return [(heading, lessons[:number]) for heading, lessons in sides]


def _lessons_of(period, results):
    """Lessons that kickoffs applied most, then the newest; one of each project. Two queries."""
    records = Retrospective.objects.published().with_dates().filter(result__in=results)
    records = records.filter(dated__range=period.days)
    lessons = Lesson.objects.offerable().filter(retrospective__in=records.order_by().values("pk"))
    order = lessons.most_used_first().values_list("retrospective__project", "pk")[:_LOOKED_AT]
    by_project: dict[int, int] = {}
    for project, pk in order:
        by_project.setdefault(project, pk)
    chosen = list(by_project.values())[:EACH]
    found = Lesson.objects.in_bulk(chosen)
    return [found[pk] for pk in chosen]


def _as_markdown(letter, counted_on):
    parts = [f"# What we learned in {letter.period}", _items(letter.numbers)]
    for heading, lessons in letter.sides:
        if lessons:
            parts += [f"## {heading}", "\n".join(map(_lesson_item, lessons))]
    parts += _section("Questions for the next kickoff", [one_line(q) for q in letter.questions])
    parts += _section(f"Where we stand on {counted_on:%Y-%m-%d}", letter.standing)
    parts += _section("What could we do?", letter.advice)
    address = f"{settings.SITE_URL}{letter.period.address}"
    return "\n\n".join([part for part in parts if part] + [f"From <{address}>"]) + "\n"


def _section(heading, sentences):
    return [f"## {heading}", _items(sentences)] if sentences else []


def _items(sentences):
    return "\n".join(f"- {sentence}" for sentence in sentences)


def _lesson_item(lesson):
    address = f"{settings.SITE_URL}{lesson.get_absolute_url()}"
    return f"- {one_line(lesson.statement)} ([{lesson.get_category_display()}]({address}))"
