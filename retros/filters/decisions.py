"""The filter of decisions, and the day as of which they are looked at."""

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from retros.filters.base import (
    ListFilter,
    TagFilter,
    TeamFilter,
    choice_filter,
    containing,
    offer_tags,
    offer_years,
    tags_on,
    text_filter,
    with_current_tags,
)
from retros.models import Decision, Phase, Project, Retrospective, TagDescription

KNOWN_THEN = ("choice", "informed_by", "options", "expected")
KNOWN_LATER = ("outcome", "same_again")
_ENDS = ("decided_on", "-decided_on")


def as_of_day(data):
    """Return the day of the query string’s `as_of`, or None if there is none that makes sense."""
    try:
        return forms.DateField(required=False).clean(data.get("as_of", ""))
    except ValidationError:
        return None


class DecisionFilter(ListFilter):
    """Decisions, as they stood on the day `as_of` if there is one.

    What only became known after that day neither narrows the list nor is offered as a choice.
    """

    VIEWS = [("list", "List"), ("time", "Over time"), ("matrix", "Quality and outcome")]
    STANDINGS = [
        ("standing", "Still stands"),
        ("due", "Due to be revisited"),
        ("replaced", "Replaced"),
    ]

    view = choice_filter(VIEWS, "View", None, widget=forms.HiddenInput, method="leave")
    q = text_filter("by_text")
    product = TagFilter("Product", "Any product", method="about")
    standing = choice_filter(STANDINGS, "Status", "Any status", method="by_standing")
    outcome = choice_filter(Decision.Outcome.choices, "Outcome", "Any outcome")
    source = choice_filter(Decision.Source.choices, "Based on", "Anything", method="based_on")
    same_again = choice_filter(Decision.SameAgain.choices, "Same choice again?", "Any answer")
    team = TeamFilter("retrospective__project__team")
    phase = choice_filter(Phase.choices, "Phase", "Any phase")
    year = choice_filter([], "Year decided", "Any year", field_name="decided_on__year")
    tag = TagFilter(method="about")
    as_of = django_filters.DateFilter(
        label="As of",
        method="leave",
        help_text="Covers what became known later.",
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "in"}),
    )

    class Meta:
        model = Decision
        fields: tuple[str, ...] = ()

    def __init__(self, data, queryset, user):
        self.user, self.day = user, as_of_day(data)
        asked = data.get("view")
        self.shown_view = asked if asked in dict(self.VIEWS) else "list"
        super().__init__(with_current_tags(data, "product", "tag"), queryset)

    def fill_choices(self):
        if self.day:
            for name in KNOWN_LATER:
                del self.filters[name]
        fields = self.form.fields
        decisions = self._made_by_then(self.visible)
        offer_years(fields["year"], _years_of(decisions))
        related = (Retrospective, "retrospective"), (Project, "retrospective__project")
        tags = list(tags_on(decisions, *related))
        products = set(TagDescription.objects.products().values_list("tag", flat=True))
        for name, offered in (("tag", tags), ("product", [it for it in tags if it.pk in products])):
            offer_tags(fields[name], offered)

    def filter_queryset(self, queryset):
        return super().filter_queryset(self._made_by_then(queryset)).newest_first()

    def _made_by_then(self, decisions):
        return decisions.filter(decided_on__lte=self.day) if self.day else decisions

    def leave(self, queryset, name, value):
        return queryset

    def by_text(self, queryset, name, value):
        return containing(
            queryset, KNOWN_THEN if self.day else (*KNOWN_THEN, "what_happened"), value
        )

    def about(self, queryset, name, value):
        """Keep decisions whose retrospective or project has the tag."""
        return queryset.filter(
            Q(retrospective__in=Retrospective.objects.filter(tags=value).values("pk"))
            | Q(retrospective__project__in=Project.objects.filter(tags=value).values("pk"))
        )

    def by_standing(self, queryset, name, value):
        standing = queryset.with_standing(self.user, self.day)
        if value == "due":
            day = self.day or timezone.localdate()
            return standing.filter(is_replaced=False, revisit_on__lte=day)
        return standing.filter(is_replaced=value == "replaced")

    def based_on(self, queryset, name, value):
        # As text: SQLite can't look into a JSON list, and the quotes keep words apart.
        return queryset.alias(source_text=Cast("sources", TextField())).filter(
            source_text__contains=f'"{value}"'
        )


def _years_of(decisions):
    """All years from that of the first decision to that of the last, last first.

    The index finds these two; to read the years of all would take longer than the list.
    """
    dated = decisions.filter(decided_on__isnull=False)
    days = [dated.order_by(by).values_list("decided_on", flat=True).first() for by in _ENDS]
    return [*range(days[1].year, days[0].year - 1, -1)] if all(days) else []
