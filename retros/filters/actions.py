"""Which action items the list shows: whose, in which state, due when, and how old."""

from datetime import timedelta

from django import forms
from django.db.models import F, Q
from django.utils import timezone

from retros.filters.base import (
    ListFilter,
    TagFilter,
    TeamFilter,
    choice_filter,
    having,
    offer,
    tags_on,
    with_current_tags,
)
from retros.models import ActionItem, Retrospective

_STATES = [*ActionItem.Status.choices, ("all", "All")]
_WHOSE = [("mine", "Assigned to you"), ("team", "Your teams"), ("others", "Other teams")]
_DUE = [("overdue", "Overdue"), ("soon", "In the next 30 days"), ("none", "Without a due date")]
_AGES = [("new", "Less than a year"), ("old", "A year or more"), ("unknown", "Date unknown")]


class ActionFilter(ListFilter):
    state = choice_filter(_STATES, "State", None, widget=forms.Select, method="leave")
    whose = choice_filter(_WHOSE, "Whose", "Anyone’s", method="of")
    due = choice_filter(_DUE, "Due", "Any time", method="due_by")
    age = choice_filter(_AGES, "Age of the retrospective", "Any age", method="aged")
    team = TeamFilter("retrospective__project__team")
    tag = TagFilter(method="about")

    class Meta:
        model = ActionItem
        fields: tuple[str, ...] = ()

    def __init__(self, data, queryset):
        super().__init__(with_current_tags(data), queryset)

    def fill_choices(self):
        records = having(Retrospective, self.visible, "retrospective")
        offer(self.form.fields["tag"], tags_on(records))

    @property
    def state_shown(self):
        """The state that the list shows: open unless asked otherwise."""
        return self.form.cleaned_data.get("state") or "open"

    def filter_queryset(self, queryset):
        if self.state_shown != "all":
            queryset = queryset.filter(status=self.state_shown)
        if self.state_shown not in ("open", "all"):
            closed = F("closed_on").desc(nulls_last=True)
            queryset = queryset.order_by(closed, "-pk")
        return super().filter_queryset(queryset)

    def leave(self, queryset, name, value):
        return queryset

    def of(self, queryset, name, value):
        return queryset.filter(nearness=[key for key, _ in _WHOSE].index(value))

    def due_by(self, queryset, name, value):
        today = timezone.localdate()
        if value == "none":
            return queryset.filter(due_on=None)
        if value == "overdue":
            return queryset.filter(due_on__lt=today)
        return queryset.filter(due_on__range=(today, today + timedelta(days=30)))

    def aged(self, queryset, name, value):
        dated = Retrospective.objects.with_dates()
        year_ago = timezone.localdate() - timedelta(days=365)
        found = {
            "new": Q(dated__gt=year_ago),
            "old": Q(dated__lte=year_ago),
            "unknown": Q(dated=None),
        }[value]
        return queryset.filter(retrospective__in=dated.filter(found).values("pk"))

    def about(self, queryset, name, value):
        """Keep items whose retrospective has the tag."""
        tagged = Retrospective.objects.filter(tags=value).values("pk")
        return queryset.filter(retrospective__in=tagged)
