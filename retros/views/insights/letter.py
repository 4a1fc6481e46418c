"""The letter: what the organization learned in a year, on one page that can be printed.

Success and failure have the same room: as many lessons of projects that met their goal as of those
that missed it or stopped early. It names no people, no teams and no projects.
"""

from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
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


@dataclass
class Letter:
    year: int
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
def letter(request, year=None):
    """Show the letter of a year; without one, of the last full year that was looked back on."""
    years = Retrospective.objects.published().years()
    this_year = timezone.localdate().year
    if year is None:
        year = next((one for one in years if one < this_year), years[0] if years else this_year)
    elif year not in years:
        raise Http404
    stored = insights.todays()
    context = {
        "letter": _written(stored, year),
        "counted_on": stored.counted_on,
        "is_running": year == this_year,
        "years": [one for one in years if one <= this_year],
    }
    return render(request, "insights/letter.html", context)


@require_safe
def markdown(request, year):
    """Return the letter of a year as Markdown."""
    if year not in Retrospective.objects.published().years():
        raise Http404
    stored = insights.todays()
    text = _as_markdown(_written(stored, year), stored.counted_on)
    response = HttpResponse(text, content_type="text/markdown; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="letter-{year}.md"'
    return response


def _written(stored, year):
    pictures = {picture.question.slug: picture for picture in insights.pictures_of(stored)}
    numbers = [insights.finding_of(stored, slug, year) for slug in OF_A_YEAR]
    others = [picture for slug, picture in pictures.items() if slug not in OF_A_YEAR]
    said = [picture for picture in others if picture.finding]
    advised = [pictures["looked-back"], *said][:3]
    return Letter(
        year,
        [sentence for sentence in numbers if sentence],
        [picture.finding for picture in said],
        _balanced([(heading, _lessons_of(year, results)) for heading, results in _SIDES]),
        [picture.words.advice for picture in advised],
    )


def _balanced(sides):
    """Return as many lessons of each side as the smaller one has."""
    number = min(len(lessons) for _, lessons in sides)
    return [(heading, lessons[:number]) for heading, lessons in sides]


def _lessons_of(year, results):
    """Lessons that kickoffs applied most, then the newest; one of each project. One query."""
    records = Retrospective.objects.published().dated_in(year).filter(result__in=results)
    lessons = Lesson.objects.offerable().filter(retrospective__in=records.order_by().values("pk"))
    lessons = lessons.select_related("retrospective").most_used_first()[:_LOOKED_AT]
    by_project: dict[int, Lesson] = {}
    for lesson in lessons:
        by_project.setdefault(lesson.retrospective.project_id, lesson)
    return list(by_project.values())[:EACH]


def _as_markdown(letter, counted_on):
    parts = [f"# What we learned in {letter.year}", _items(letter.numbers)]
    for heading, lessons in letter.sides:
        if lessons:
            parts += [f"## {heading}", "\n".join(map(_lesson_item, lessons))]
    parts += _section("Questions for the next kickoff", [one_line(q) for q in letter.questions])
    parts += _section(f"Where we stand on {counted_on:%Y-%m-%d}", letter.standing)
    parts += _section("What could we do?", letter.advice)
    address = f"{settings.SITE_URL}/insights/letter/{letter.year}/"
    return "\n\n".join([part for part in parts if part] + [f"From <{address}>"]) + "\n"


def _section(heading, sentences):
    return [f"## {heading}", _items(sentences)] if sentences else []


def _items(sentences):
    return "\n".join(f"- {sentence}" for sentence in sentences)


def _lesson_item(lesson):
    address = f"{settings.SITE_URL}{lesson.get_absolute_url()}"
    return f"- {one_line(lesson.statement)} ([{lesson.get_category_display()}]({address}))"
