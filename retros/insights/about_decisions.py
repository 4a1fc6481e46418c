"""Questions about decisions and action items."""

from collections.abc import Iterator
from datetime import date

from django.db.models import F, QuerySet, TextField, Value
from django.db.models.functions import Cast

from retros.insights.dimensions import Ages, Dimension, in_ages
from retros.insights.question import Question
from retros.models import ActionItem, Decision, date_of_retrospective


def _by_source(day: date) -> list[QuerySet]:
    """One queryset a source: a decision can be based on several things."""
    decisions = Decision.objects.published().exclude(outcome="").annotate(column=F("outcome"))
    # As text: SQLite can't look into a JSON list, and the quotes keep words apart.
    worded = decisions.alias(source_text=Cast("sources", TextField()))
    return [
        worded.filter(source_text__contains=f'"{source}"').annotate(row=Value(source))
        for source in Decision.Source.values
    ]


def _by_outcome(day: date) -> list[QuerySet]:
    told = Decision.objects.published().exclude(outcome="").exclude(same_again="")
    return [told.annotate(row=F("outcome"), column=F("same_again"))]


def _by_age(day: date) -> list[QuerySet]:
    items = ActionItem.objects.published().annotate(dated=date_of_retrospective("retrospective__"))
    return [items.annotate(row=in_ages("dated", day), column=F("status"))]


SOURCES = Question(
    "sources",
    "What did our decisions rest on?",
    "decision",
    Dimension(Decision.Source),
    Dimension(Decision.Outcome),
    _by_source,
    "retrospective__project",
)
QUALITY = Question(
    "quality",
    "Would we choose the same again?",
    "decision",
    Dimension(Decision.Outcome),
    Dimension(Decision.SameAgain),
    _by_outcome,
    "retrospective__project",
)
ACTIONS = Question(
    "actions",
    "Which actions wait?",
    "action item",
    Ages(),
    Dimension(ActionItem.Status),
    _by_age,
    "retrospective__project",
)


def rows_of(decisions: QuerySet) -> Iterator[tuple[str, str, list[str], int, int | None]]:
    """Yield (outcome, same choice again, sources, project, team) of decisions with an outcome.

    One query.
    """
    # As text: to read the JSON of each row takes longer than all else.
    told = decisions.exclude(outcome="").annotate(text=Cast("sources", TextField()))
    path = "retrospective__project"
    columns = ("outcome", "same_again", "text", path, f"{path}__team")
    of_text: dict[str, list[str]] = {}
    found = told.order_by().values_list(*columns)
    for outcome, again, text, project, team in found.iterator(chunk_size=2000):
        if text not in of_text:
            of_text[text] = [source for source in Decision.Source.values if f'"{source}"' in text]
        yield outcome, again, of_text[text], project, team
