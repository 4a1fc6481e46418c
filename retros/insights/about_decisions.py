"""Questions about decisions and action items."""

from datetime import date

from django.db.models import F, QuerySet, TextField, Value
from django.db.models.functions import Cast

from retros.insights.dimensions import Ages, Dimension, Quarters, in_ages, in_quarters
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


def _by_quarter(day: date) -> list[QuerySet]:
    closed = (ActionItem.Status.DONE, ActionItem.Status.DROPPED)
    items = ActionItem.objects.published().filter(status__in=closed)
    return [items.annotate(row=in_quarters("closed_on", day), column=F("status"))]


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
    columns_are_told=True,
)
CLOSED = Question(
    "closed",
    "How many were done or dropped?",
    "action item",
    Quarters(),
    Dimension(ActionItem.Status),
    _by_quarter,
    "retrospective__project",
    columns_are_told=True,
)
