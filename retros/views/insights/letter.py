"""The letter: what the organization learned in a year or a quarter, on one page that can be printed.

Success and failure have the same room: as many lessons of projects that met their goal as of those
that missed it or stopped early, and as many decisions that turned out well as others. Where there are none of one kind,
it says so. Where no project said how it ended, it shows as much of what went well as of what went wrong. It names no people, no teams and no projects.
"""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from retros import insights
from retros.filters import years_of_published
from retros.kickoffs import one_line
from retros.rendering import plain_text
from retros.views.insights.letter_contents import write_letter
from retros.views.insights.period import Period


@require_safe
def letter(request, year=None, quarter=None):
    """Show the letter of a year or quarter; without one, of the last full year that was looked back on."""
    years = years_of_published()
    this_year = timezone.localdate().year
    if year is None:
        year = next((one for one in years if one < this_year), years[0] if years else this_year)
    else:
        _check(Period(year, quarter))
    stored = insights.todays()
    context = {
        "letter": write_letter(stored, Period(year, quarter)),
        "counted_on": stored.counted_on,
        "is_empty": year not in years,
        "years": [one for one in years if one <= this_year],
    }
    return render(request, "insights/letter.html", context)


@require_safe
def markdown(request, year, quarter=None):
    """Return the letter of a year or quarter as Markdown."""
    period = Period(year, quarter)
    _check(period)
    if year in years_of_published():
        stored = insights.todays()
        text = _as_markdown(write_letter(stored, period), stored.counted_on)
    else:
        text = f"# What we learned in {period}\n\nNo retrospective of {year} has been published.\n"
    response = HttpResponse(text, content_type="text/markdown; charset=utf-8")
    name = str(period).lower().replace(" ", "-")
    response["Content-Disposition"] = f'inline; filename="letter-{name}.md"'
    return response


def _check(period):
    """Raise 404 unless the year and the quarter have begun."""
    is_known = 1 <= period.year <= timezone.localdate().year
    if not is_known or (period.quarter is not None and period not in period.quarters):
        raise Http404


def _as_markdown(letter, counted_on):
    parts = [f"# What we learned in {letter.period}", _items(letter.numbers)]
    for side in letter.lessons:
        parts += _section(
            side.heading, [_lesson_item(each) for each in side.items] or [side.missing]
        )
    for side in letter.observations:
        items = [_observation_item(each) for each in side.items] or [side.missing]
        parts += _section(side.heading, items)
    parts += _section("Lessons", [_lesson_item(each) for each in letter.others])
    for side in letter.decisions:
        items = [_decision_item(each) for each in side.items] or [side.missing]
        parts += _section(f"Decisions: {side.heading[0].lower()}{side.heading[1:]}", items)
    parts += _section("Questions for the next kickoff", [one_line(q) for q in letter.questions])
    parts += _section(f"Where we stand on {counted_on:%Y-%m-%d}", letter.standing)
    due = letter.due
    looked_at = [_due_item(each, each.revisit_on) for each in due.decisions]
    looked_at += [_due_item(each, each.review_on) for each in due.lessons]
    parts += _section(f"To look at again by {due.by:%Y-%m-%d}", looked_at)
    parts += _section("What could we do?", letter.advice)
    address = f"{settings.SITE_URL}{letter.period.address}"
    return "\n\n".join([part for part in parts if part] + [f"From <{address}>"]) + "\n"


def _section(heading, sentences):
    return [f"## {heading}", _items(sentences)] if sentences else []


def _items(sentences):
    return "\n".join(f"- {sentence}" for sentence in sentences)


def _lesson_item(lesson):
    return _linked(lesson, lesson.get_category_display())


def _observation_item(observation):
    address = f"{settings.SITE_URL}{observation.get_absolute_url()}"
    return f"{one_line(plain_text(observation.text))} ([Retrospective]({address}))"


def _decision_item(decision):
    return _linked(decision, decision.get_outcome_display())


def _due_item(thing, day):
    return _linked(thing, f"{day:%Y-%m-%d}")


def _linked(thing, words):
    return f"{one_line(str(thing))} ([{words}]({settings.SITE_URL}{thing.get_absolute_url()}))"
