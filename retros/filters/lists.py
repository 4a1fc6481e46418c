"""The filters of retrospectives, lessons and projects."""

from django import forms
from taggit.models import Tag

from retros.filters.base import (
    ListFilter,
    TagFilter,
    TeamFilter,
    choice_filter,
    containing,
    offer_years_of,
    text_filter,
    with_current_tags,
)
from retros.models import Category, Lesson, Project, Retrospective


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
        super().__init__(with_current_tags(data), queryset)

    def fill_choices(self):
        fields = self.form.fields
        offer_years_of(fields["year"], self.visible)
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
    q = text_filter("by_text")
    category = choice_filter(Category.choices, "Category", "Any category")
    team = TeamFilter("retrospective__project__team")
    status = choice_filter(Lesson.Status.choices, "Status", "Any status")
    year = choice_filter([], "Year", "Any year", method="dated_in")
    tag = TagFilter()

    class Meta:
        model = Lesson
        fields: tuple[str, ...] = ()

    def __init__(self, data, queryset):
        super().__init__(with_current_tags(data), queryset)

    def fill_choices(self):
        fields = self.form.fields
        sources = self.visible.order_by().values("retrospective")
        offer_years_of(fields["year"], Retrospective.objects.filter(pk__in=sources))
        tags = Tag.objects.filter(lesson__in=self.visible.order_by().values("pk")).distinct()
        fields["tag"].queryset = tags.order_by("name")

    @property
    def sorted_by(self):
        """The order of the list: newest first unless asked otherwise."""
        return self.form.cleaned_data.get("sort") or "newest"

    def filter_queryset(self, queryset):
        found = super().filter_queryset(queryset)
        return found.most_used_first() if self.sorted_by == "used" else found.newest_first()

    def by_text(self, queryset, name, value):
        columns = ("statement", "detail", "applies_when", "not_when", "kickoff_question")
        return containing(queryset, (*columns, "built_into"), value)

    def leave_order(self, queryset, name, value):
        return queryset

    def dated_in(self, queryset, name, value):
        return queryset.filter(retrospective__in=Retrospective.objects.dated_in(int(value)))


class ProjectFilter(ListFilter):
    status = choice_filter(Project.Status.choices, "Status", "Any status")
    kind = choice_filter(Project.Kind.choices, "Kind", "Any kind")
    team = TeamFilter("team")

    class Meta:
        model = Project
        fields: tuple[str, ...] = ()
