"""The filters of retrospectives, lessons and projects."""

from typing import ClassVar

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    Case,
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from taggit.models import Tag

from retros.filters.base import (
    ListFilter,
    TagFilter,
    TeamFilter,
    choice_filter,
    containing,
    is_used_on,
    offer,
    offer_tags,
    offer_years,
    tags_on,
    text_filter,
    with_current_tags,
)
from retros.filters.newest_lessons import NewestLessons
from retros.filters.published import (
    published_lessons,
    published_retrospectives,
    years_of_published,
)
from retros.models import (
    Category,
    KickoffLesson,
    Lesson,
    Project,
    Retrospective,
    composed_once,
    without_controls,
)

REACH = 10  # retrospectives that are read for each lesson of a filtered page


class RetrospectiveFilter(ListFilter):
    STATUSES = [("published", "Published"), ("draft", "My drafts"), ("archived", "Archived")]

    SORTS = [("newest", "Newest first"), ("result", "By result"), ("used", "Most used")]

    status = choice_filter(STATUSES, "Show", None, widget=forms.HiddenInput)
    sort = choice_filter(SORTS, "Sort", None, widget=forms.HiddenInput, method="leave_order")
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

    def __init__(self, data, user):
        asked = without_controls(data.get("status", ""))
        self.shown = asked if asked in dict(self.STATUSES) else "published"
        super().__init__(with_current_tags(data), self.rows_for(user))

    def rows_for(self, user):
        """Return the rows that the filters choose from: those of the status that is shown."""
        if self.shown == "published":
            return Retrospective.objects.published_to(user)
        return Retrospective.objects.visible_to(user).filter(status=self.shown)

    def fill_choices(self):
        fields = self.form.fields
        if self.shown == "published":
            offer_years(fields["year"], years_of_published())
            offer_tags(fields["tag"], _tags_of_records(None, _kind(Retrospective)))
        else:
            offer_years(fields["year"], self.visible.years())
            offer(fields["tag"], tags_on(self.visible))

    @property
    def sorted_by(self):
        """The order of the list: newest first unless asked otherwise."""
        return self.form.cleaned_data.get("sort") or "newest"

    def number(self):
        """Return how many the filters leave. One query."""
        is_all = self.shown == "published" and not self.is_filtered()
        return published_retrospectives() if is_all else self.qs.count()

    def in_turn(self):
        """Return what the filters leave, in the order that was asked for, in parts to be paged in turn."""
        newest = "-listed_on", "-pk"
        if self.sorted_by == "newest":
            return [self.qs.order_by(*newest)]
        if self.sorted_by == "result":
            return [self.qs.order_by(_place_of_result(), *newest)]
        used = _uses_in_kickoffs().order_by().values("lesson__retrospective")
        counted = used.filter(lesson__retrospective=OuterRef("pk")).annotate(number=Count("pk"))
        most_used = Subquery(counted.values("number")).desc()
        return [  # few were ever used: only their uses are counted
            self.qs.filter(pk__in=used).order_by(most_used, *newest),
            self.qs.exclude(pk__in=used).order_by(*newest),
        ]

    def leave_order(self, queryset, name, value):
        return queryset

    def about(self, queryset, name, value):
        return queryset.filter(pk__in=Lesson.objects.filter(category=value).values("retrospective"))

    def dated_in(self, queryset, name, value):
        return queryset.dated_in(int(value))


def _place_of_result():
    """Goals met first, and what has no result last."""
    places = [When(result=value, then=Value(n)) for n, value in enumerate(Retrospective.Result)]
    return Case(*places, default=Value(len(places)), output_field=IntegerField())


def _kind(model):
    return ContentType.objects.get_for_model(model).pk


@composed_once
def _tags_of_records(_user, kind):
    published = Retrospective.objects.published()
    return Tag.objects.filter(is_used_on(published, "pk", kind)).order_by("name")


@composed_once
def _tags_of_lessons(_user, kind):
    return Tag.objects.filter(is_used_on(Lesson.objects.published(), "pk", kind)).order_by("name")


def _uses_in_kickoffs():
    """The uses of lessons that kickoffs chose to apply."""
    return KickoffLesson.objects.filter(
        lesson__isnull=False,
        lesson__removed_at=None,
        disposition="apply",
        kickoff__removed_at=None,
    )


class ExportFilter(RetrospectiveFilter):
    """The same filters over all visible retrospectives, whatever their status."""

    status = sort = None

    def rows_for(self, user):
        return Retrospective.objects.visible_to(user)


class LessonFilter(ListFilter):
    SORTS = [
        ("newest", "Newest first"),
        ("used", "Most used"),
        ("helped", "Helped most"),
        ("again", "Happened again"),
    ]
    USES: ClassVar = {
        "used": ({"disposition": "apply"}, Count("pk")),
        "helped": ({"result": "helped"}, Count("kickoff__project", distinct=True)),
        "again": ({"happened_again": True}, Count("kickoff__project", distinct=True)),
    }

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

    def __init__(self, data, user):
        self.user = user
        super().__init__(with_current_tags(data), Lesson.objects.published_to(user))

    def fill_choices(self):
        fields = self.form.fields
        offer_years(fields["year"], years_of_published())
        offer_tags(fields["tag"], _tags_of_lessons(None, _kind(Lesson)))

    @property
    def sorted_by(self):
        """The order of the list: newest first unless asked otherwise."""
        return self.form.cleaned_data.get("sort") or "newest"

    def number(self):
        """Return how many there are. Of those that the filters leave, those of others are taken off."""
        if not self.is_filtered():
            return published_lessons()
        unpublished = Q(status__in=["draft", "archived"]) | Q(removed_at__isnull=False)
        others = Retrospective.objects.filter(unpublished).order_by().values("pk")
        of_others = Lesson.objects.filter(retrospective__in=others)
        every, others = map(self.filter_queryset, (Lesson.objects.all(), of_others))
        return every.count() - others.count()

    def in_turn(self):
        """Return the ids of what the filters leave, in the order that was asked for, in parts to be paged in turn.

        Few were ever used: only these are counted, and sorted by it.
        """
        if self.sorted_by not in self.USES:
            records = Retrospective.objects.published_to(self.user)
            lessons = self.filter_queryset(Lesson.objects.all())
            return [NewestLessons(lessons, records, reach=REACH if self.is_filtered() else 1)]
        condition, counted = self.USES[self.sorted_by]
        uses = KickoffLesson.objects.filter(kickoff__removed_at=None, **condition)
        never = self.qs.exclude(Exists(uses.filter(lesson=OuterRef("pk"))))
        newest = "-lesson__retrospective__listed_on", "-lesson__retrospective_id", "-lesson_id"
        used = uses.filter(
            lesson__removed_at=None,
            lesson__retrospective__status="published",
            lesson__retrospective__removed_at=None,
        )
        if self.is_filtered():
            used = used.filter(lesson__in=self.qs.order_by().values("pk"))
        most_used = used.values("lesson").alias(number=counted).order_by("-number", *newest)
        return [
            most_used.values_list("lesson", flat=True),
            never.newest_first().values_list("pk", flat=True),
        ]

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
