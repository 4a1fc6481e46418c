"""Which action items the list shows: whose, in which state, due when, and how old."""

from datetime import timedelta

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Q
from django.utils import timezone
from taggit.models import TaggedItem

from retros.filters.base import (
    ListFilter,
    TagFilter,
    TeamFilter,
    choice_filter,
    offer,
    tags_on,
    with_current_tags,
)
from retros.models import ActionItem, Retrospective, date_of_retrospective

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

    def __init__(self, data, queryset, user):
        self.user = user
        super().__init__(with_current_tags(data), queryset)

    def fill_choices(self):
        tags = tags_on(self.visible, (Retrospective, "retrospective"))
        offer(self.form.fields["tag"], tags)

    def groups(self):
        """Return what the filters leave: items of the reader, then of their teams, then of others."""
        if self.form.cleaned_data.get("whose"):
            return [self.qs]
        return [self.qs.filter(group) for group in self._groups().values()]

    def _groups(self):
        own, of_teams = Q(owner=self.user), Q(retrospective__project__team__in=self.user.team_ids)
        if not self.user.team_ids:  # then nothing has to be known of projects
            return {"mine": own, "others": ~own}
        return {"mine": own, "team": ~own & of_teams, "others": ~own & ~of_teams}

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
        group = self._groups().get(value)
        return queryset.none() if group is None else queryset.filter(group)

    def due_by(self, queryset, name, value):
        today = timezone.localdate()
        if value == "none":
            return queryset.filter(due_on=None)
        if value == "overdue":
            return queryset.filter(due_on__lt=today)
        return queryset.filter(due_on__range=(today, today + timedelta(days=30)))

    def aged(self, queryset, name, value):
        year_ago = timezone.localdate() - timedelta(days=365)
        found = {
            "new": Q(dated__gt=year_ago),
            "old": Q(dated__lte=year_ago),
            "unknown": Q(dated=None),
        }[value]
        return queryset.alias(dated=date_of_retrospective("retrospective__")).filter(found)

    def about(self, queryset, name, value):
        """Keep items whose retrospective has the tag."""
        kind = ContentType.objects.get_for_model(Retrospective)
        uses = TaggedItem.objects.filter(tag=value, content_type=kind)
        return queryset.filter(retrospective__in=uses.values("object_id"))
