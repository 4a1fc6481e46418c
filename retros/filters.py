"""Filters of lists, read from the query string; one class per list.

Invalid values are ignored and reported on the page, so that old bookmarks keep working.
"""

from functools import reduce
from operator import or_

import django_filters
from django import forms
from django.db.models import Q, TextField
from django.db.models.functions import Cast, ExtractYear
from taggit.models import Tag

from accounts.models import Team
from retros.models import (
    Category,
    Decision,
    Lesson,
    Phase,
    Project,
    Retrospective,
    TagDescription,
    current_slugs,
    without_controls,
)


class ListFilter(django_filters.FilterSet):
    """Filters with plain labels. `queryset` holds only what the reader may see."""

    def __init__(self, data, queryset):
        data = data.copy()
        for name in data:
            data.setlist(name, [without_controls(value) for value in data.getlist(name)])
        self.visible = queryset
        super().__init__(data, queryset)
        self.fill_choices()
        self.form.full_clean()
        for field in self.form.fields.values():
            field.hide_optional = True

    def fill_choices(self):
        """Limit the choices to values that exist among visible rows."""

    def is_filtered(self):
        """Return whether the query string filters out any rows."""
        return any(self.form.cleaned_data.get(field.name) for field in self.form.visible_fields())

    def ignored(self):
        """Return the labels of filters with invalid values."""
        return [self.form[name].label for name in self.form.errors if name in self.form.fields]


def choice_filter(choices, label, empty, **options):
    """Return a filter with a fixed list of choices."""
    return django_filters.ChoiceFilter(choices=choices, label=label, empty_label=empty, **options)


class TeamFilter(django_filters.ModelChoiceFilter):
    """Filter by a team, selected by slug."""

    def __init__(self, field_name):
        super().__init__(
            field_name=field_name,
            queryset=Team.objects.all(),
            to_field_name="slug",
            label="Team",
            empty_label="Any team",
        )


class TagFilter(django_filters.ModelChoiceFilter):
    """One tag, by the name in its address."""

    def __init__(self, label="Tag", empty="Any tag", **options):
        super().__init__(
            field_name="tags",
            queryset=Tag.objects.none(),
            to_field_name="slug",
            label=label,
            empty_label=empty,
            **options,
        )


def text_filter(columns):
    """Return a filter for rows in which each word occurs, as a part of any word of `columns`."""

    def containing(queryset, name, value):
        for word in value.split()[:8]:
            anywhere = (Q(**{f"{column}__icontains": word}) for column in columns)
            queryset = queryset.filter(reduce(or_, anywhere))
        return queryset

    return django_filters.CharFilter(
        label="Text contains",
        max_length=200,
        method=containing,
        widget=forms.TextInput(attrs={"class": "in"}),
    )


def _offer_years(field, years):
    field.choices = [(str(year), str(year)) for year in years]


def _offer_years_of(field, retrospectives):
    """Offer the years of `Retrospective.dated_on`. One query."""
    _offer_years(field, retrospectives.years())


def _with_current_tags(data, *names):
    """A copy of `data` in which former addresses of tags are replaced by the current ones."""
    data = data.copy()
    for name in names or ("tag",):
        slugs = [slug.replace("\0", "") for slug in data.getlist(name)]
        data.setlist(name, current_slugs(slugs))
    return data


class RetrospectiveFilter(ListFilter):
    STATUSES = [("published", "Published"), ("draft", "My drafts"), ("archived", "Archived")]

    status = choice_filter(STATUSES, "Show", None, widget=forms.HiddenInput)
    category = choice_filter(Category.choices, "Lesson category", "Anything", method="about")
    team = TeamFilter("project__team")
    kind = choice_filter(
        Project.Kind.choices, "Kind of project", "Any kind", field_name="project__kind"
    )
    result = choice_filter(Retrospective.Result.choices, "Result", "Any result")
    year = choice_filter([], "Year", "Any year", method="dated_in")
    tag = TagFilter()

    class Meta:
        model = Retrospective
        fields: tuple[str, ...] = ()

    def __init__(self, data, queryset):
        super().__init__(_with_current_tags(data), queryset)

    def fill_choices(self):
        fields = self.form.fields
        _offer_years_of(fields["year"], self.visible)
        seen = self.visible.order_by().values("pk")
        tags = Tag.objects.filter(retrospective__in=seen).distinct()
        fields["tag"].queryset = tags.order_by("name")

    @property
    def shown(self):
        """The status that the list shows; published by default."""
        return self.form.cleaned_data.get("status") or "published"

    def filter_queryset(self, queryset):
        return super().filter_queryset(queryset.filter(status=self.shown))

    def about(self, queryset, name, value):
        return queryset.filter(pk__in=Lesson.objects.filter(category=value).values("retrospective"))

    def dated_in(self, queryset, name, value):
        return queryset.dated_in(int(value))


class ExportFilter(RetrospectiveFilter):
    """The same filters over all visible retrospectives, whatever their status."""

    status = None

    def filter_queryset(self, queryset):
        return ListFilter.filter_queryset(self, queryset)


class LessonFilter(ListFilter):
    SORTS = [("newest", "Newest first"), ("used", "Most used")]

    sort = choice_filter(SORTS, "Sort", None, widget=forms.HiddenInput, method="leave_order")
    q = text_filter(
        ("statement", "detail", "applies_when", "not_when", "kickoff_question", "built_into")
    )
    category = choice_filter(Category.choices, "Category", "Any category")
    team = TeamFilter("retrospective__project__team")
    status = choice_filter(Lesson.Status.choices, "Status", "Any status")
    year = choice_filter([], "Year", "Any year", method="dated_in")
    tag = TagFilter()

    class Meta:
        model = Lesson
        fields: tuple[str, ...] = ()

    def __init__(self, data, queryset):
        super().__init__(_with_current_tags(data), queryset)

    def fill_choices(self):
        fields = self.form.fields
        sources = self.visible.order_by().values("retrospective")
        _offer_years_of(fields["year"], Retrospective.objects.filter(pk__in=sources))
        tags = Tag.objects.filter(lesson__in=self.visible.order_by().values("pk")).distinct()
        fields["tag"].queryset = tags.order_by("name")

    @property
    def sorted_by(self):
        """The order of the list: newest first unless asked otherwise."""
        return self.form.cleaned_data.get("sort") or "newest"

    def filter_queryset(self, queryset):
        found = super().filter_queryset(queryset)
        return found.most_used_first() if self.sorted_by == "used" else found.newest_first()

    def leave_order(self, queryset, name, value):
        return queryset

    def dated_in(self, queryset, name, value):
        return queryset.filter(retrospective__in=Retrospective.objects.dated_in(int(value)))


class DecisionFilter(ListFilter):
    """Decisions, as they stood on the day `as_of` if there is one."""

    VIEWS = [("list", "List")]
    STANDINGS = [("standing", "Still stands"), ("replaced", "Replaced")]

    view = choice_filter(VIEWS, "View", None, widget=forms.HiddenInput, method="leave")
    q = text_filter(("choice", "informed_by", "options", "expected", "what_happened"))
    product = TagFilter("Product", "Any product", method="about")
    standing = choice_filter(STANDINGS, "Status", "Any status", method="by_standing")
    outcome = choice_filter(Decision.Outcome.choices, "Outcome", "Any outcome")
    source = choice_filter(Decision.Source.choices, "Based on", "Anything", method="based_on")
    same_again = choice_filter(Decision.SameAgain.choices, "Same choice again?", "Any answer")
    team = TeamFilter("retrospective__project__team")
    phase = choice_filter(Phase.choices, "Phase", "Any phase")
    year = choice_filter([], "Year decided", "Any year", field_name="decided_on__year")
    tag = TagFilter(method="about")

    class Meta:
        model = Decision
        fields: tuple[str, ...] = ()

    def __init__(self, data, queryset, user):
        self.user = user
        super().__init__(_with_current_tags(data, "product", "tag"), queryset)

    def fill_choices(self):
        fields = self.form.fields
        dated = self.visible.filter(decided_on__isnull=False).order_by()
        found = dated.annotate(year=ExtractYear("decided_on")).values_list("year", flat=True)
        _offer_years(fields["year"], sorted(found.distinct(), reverse=True))
        records = Retrospective.objects.filter(decisions__in=self.visible.order_by().values("pk"))
        on_records = Q(retrospective__in=records.values("pk"))
        on_projects = Q(project__in=records.values("project"))
        tags = Tag.objects.filter(on_records | on_projects).distinct().order_by("name")
        fields["tag"].queryset = tags
        fields["product"].queryset = tags.filter(
            pk__in=TagDescription.objects.products().values("tag")
        )

    def filter_queryset(self, queryset):
        return super().filter_queryset(queryset.with_standing(self.user)).newest_first()

    def leave(self, queryset, name, value):
        return queryset

    def about(self, queryset, name, value):
        """Keep decisions whose retrospective or project has the tag."""
        return queryset.filter(
            Q(retrospective__in=Retrospective.objects.filter(tags=value).values("pk"))
            | Q(retrospective__project__in=Project.objects.filter(tags=value).values("pk"))
        )

    def by_standing(self, queryset, name, value):
        return queryset.filter(is_replaced=value == "replaced")

    def based_on(self, queryset, name, value):
        # As text: SQLite can't look into a JSON list, and the quotes keep words apart.
        return queryset.alias(source_text=Cast("sources", TextField())).filter(
            source_text__contains=f'"{value}"'
        )


class ProjectFilter(ListFilter):
    status = choice_filter(Project.Status.choices, "Status", "Any status")
    kind = choice_filter(Project.Kind.choices, "Kind", "Any kind")
    team = TeamFilter("team")

    class Meta:
        model = Project
        fields: tuple[str, ...] = ()
