"""Counting the answers, at most once a day, and keeping only what may be shown."""

from datetime import date

from django.utils import timezone

from retros.insights.about_decisions import ACTIONS, CLOSED, QUALITY, SOURCES
from retros.insights.about_lessons import (
    AGAIN,
    CATEGORIES,
    FRESHNESS,
    REVIEWS,
    STOOD_IN_THE_WAY,
    TRAVEL,
)
from retros.insights.about_projects import LOOKED_BACK, UNANSWERED, WAITED
from retros.insights.floor import Cell, Key, Table
from retros.insights.merging import JOINT, show_merged
from retros.insights.question import Question
from retros.models import Project, StoredInsights

QUESTIONS = {
    question.slug: question
    for question in (
        LOOKED_BACK,
        WAITED,
        CATEGORIES,
        TRAVEL,
        AGAIN,
        UNANSWERED,
        SOURCES,
        ACTIONS,
        FRESHNESS,
    )
}
_FEWEST = 100  # projects; of fewer it is quick to count
# The nine, and what some of them show below.
TABLES = QUESTIONS | {each.slug: each for each in (STOOD_IN_THE_WAY, QUALITY, CLOSED, REVIEWS)}


def count(question: Question, day: date) -> Table:
    """Return what may be shown of the answer to `question` as of `day`.

    Raises ValueError for a number that would stand under something else than the values that its
    dimensions list.
    """
    rows, columns = question.rows.values(day), question.columns.values(day)
    cells: dict[Key, Cell] = {}
    places: dict[int, Key] = {}
    for part in question.parts(day):
        found = part.order_by().values_list("pk", "row", "column", question.project, question.team)
        for pk, row, column, project, team in found.iterator(chunk_size=2000):
            if row not in rows or column not in columns:
                raise ValueError(f"Not a group of {question.slug}: {row!r}, {column!r}")
            places[pk] = key = (row, column)
            cells.setdefault(key, Cell()).add(project, team)
    for pk, project, team in question.users():
        if pk in places:
            cells[places[pk]].stand_behind("users", project, team)
    return _shown(question, cells, day)


def _shown(question: Question, cells: dict[Key, Cell], day: date) -> Table:
    return show_merged(
        cells,
        list(question.rows.values(day)),
        list(question.columns.values(day)),
        columns_are_told=question.columns_are_told,
        is_ordered=question.rows.is_ordered,
    )


def todays() -> StoredInsights:
    """Return the numbers of today. The first who asks on a day has them counted.

    Where they said nothing, they are counted again: a young site does not wait for a day. One that
    has long had too few teams to say anything does.
    """
    today = timezone.localdate()
    stored = StoredInsights.objects.filter(counted_on=today).order_by("-pk").first()
    if stored and _fits(stored) and (_says_anything(stored) or not _is_young()):
        return stored
    return recount()


def _is_young() -> bool:
    return len(Project.objects.order_by().values("pk")[:_FEWEST]) < _FEWEST


def _says_anything(stored: StoredInsights) -> bool:
    tables = stored.figures.values()
    return any(
        any(numbers)
        for table in tables
        for numbers in [*table["counts"].values(), table["rests"].values()]
    )


def _fits(stored: StoredInsights) -> bool:
    """Tell whether these are the questions of today: an update may have changed them since."""
    if stored.figures.keys() != TABLES.keys():
        return False
    for slug, question in TABLES.items():
        rows = question.rows.values(stored.counted_on)
        columns = question.columns.values(stored.counted_on)
        for line, numbers in stored.figures[slug]["counts"].items():
            if len(numbers) != len(columns) or not set(line.split(JOINT)) <= rows.keys():
                return False
    return True


def recount() -> StoredInsights:
    """Count everything now and store it in place of what was stored."""
    today = timezone.localdate()
    figures = {slug: _as_stored(count(each, today)) for slug, each in TABLES.items()}
    values = {"counted_on": today, "figures": figures, "letters": {}}
    return StoredInsights.objects.update_or_create(pk=1, defaults=values)[0]


def _as_stored(table: Table):
    counts: dict[str, list[int | None]] = {}
    for (row, _), number in table.counts.items():
        counts.setdefault(row, []).append(number)
    return {"counts": counts, "rests": table.rests}


def table_of(stored: StoredInsights, question: Question) -> Table:
    """Return the answer to a question as it was stored."""
    kept = stored.figures[question.slug]
    columns = list(question.columns.values(stored.counted_on))
    counts = {
        (row, column): number
        for row, numbers in kept["counts"].items()
        for column, number in zip(columns, numbers, strict=True)
    }
    return Table(counts, kept["rests"])
