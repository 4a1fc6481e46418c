"""Which people the list shows: by name, role, team and whether they may sign in."""

from django import forms
from django.db.models import Q

from accounts.models import CURATORS, User
from retros.filters.base import ListFilter, TeamFilter, choice_filter, containing, text_filter

_STATES = [("open", "Open"), ("closed", "Closed"), ("all", "All")]


class PeopleFilter(ListFilter):
    q = text_filter("named")
    role = choice_filter(User.Role.choices, "Role", "Any role", method="with_role")
    team = TeamFilter("teams")
    state = choice_filter(_STATES, "Accounts", None, widget=forms.Select, method="leave")

    class Meta:
        model = User
        fields: tuple[str, ...] = ()

    def fill_choices(self):
        self.form.fields["q"].label = "Name contains"

    @property
    def state_shown(self):
        """The accounts that the list shows: open ones unless asked otherwise."""
        return self.form.cleaned_data.get("state") or "open"

    def filter_queryset(self, queryset):
        if self.state_shown != "all":
            queryset = queryset.filter(is_active=self.state_shown == "open")
        return super().filter_queryset(queryset)

    def leave(self, queryset, name, value):
        return queryset

    def named(self, queryset, name, value):
        return containing(queryset, ["display_name"], value)

    def with_role(self, queryset, name, value):
        curators = Q(groups__name=CURATORS)
        if value == User.Role.ADMINISTRATOR:
            return queryset.filter(is_superuser=True)
        if value == User.Role.CURATOR:
            return queryset.filter(curators, is_superuser=False)
        return queryset.filter(is_superuser=False).exclude(curators)
