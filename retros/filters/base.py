"""What all filters of lists share."""

from copy import copy
from functools import cache, partial, reduce
from operator import or_

import django_filters
from django import forms
from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.lookups import IsNull
from taggit.models import Tag, TaggedItem

from accounts.models import Team
from retros.models import composed_once, current_slugs, without_controls


class _Filters(dict):
    """The filters of a class, of which each request has its own; what they hold never changes."""

    def __deepcopy__(self, memo):
        copies = {name: copy(it) for name, it in self.items()}
        for it in copies.values():
            it.method = it.method  # binds it to the copy
        return copies


class ListFilter(django_filters.FilterSet):
    """Filters with plain labels. `queryset` holds only what the reader may see."""

    @classmethod
    def get_filters(cls):
        return _Filters(super().get_filters())

    def __init__(self, data, queryset):
        data = data.copy()
        for name in data:
            data.setlist(name, [without_controls(value) for value in data.getlist(name)])
        self.visible = queryset
        super().__init__(data, queryset)
        self.fill_choices()
        if "team" in self.form.fields:
            offer(self.form.fields["team"], Team.objects.all(), partial(_teams, None))
        self.form.full_clean()
        for field in self.form.fields.values():
            field.hide_optional = True

    def fill_choices(self):
        """Limit the choices to values that exist among visible rows."""

    def looks(self):
        """Return all that the HTML of the form depends on while nothing is filtered, or None."""
        if self.is_filtered() or self.form.errors:
            return None
        fields = self.form.fields.items()
        given = [(name, *self.form.data.getlist(name)) for name, _ in fields]
        offered = [(name, *getattr(field.widget, "choices", ())) for name, field in fields]
        shown = [getattr(self, name, "") for name in ("shown", "shown_view")]
        return type(self).__name__, *shown, *given, *offered

    def is_filtered(self):
        """Return whether the query string filters out any rows."""
        return any(self.form.cleaned_data.get(field.name) for field in self.form.visible_fields())

    def number_of(self, parts):
        """Return how many rows of these querysets together the filters leave. One query for each."""
        return sum(self.filter_queryset(part).count() for part in parts)

    def ignored(self):
        """Return the labels of filters with invalid values."""
        return [self.form[name].label for name in self.form.errors if name in self.form.fields]


def choice_filter(choices, label, empty, **options):
    """Return a filter with a fixed list of choices."""
    return django_filters.ChoiceFilter(
        choices=lambda: choices,  # which is not copied for each request, as a list is
        label=label,
        empty_label=empty,
        **options,
    )


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


def text_filter(method):
    """Return a filter for text, which the method of that name applies with `containing`."""
    return django_filters.CharFilter(
        label="Text contains",
        max_length=200,
        method=method,
        widget=forms.TextInput(attrs={"class": "in"}),
    )


def containing(queryset, columns, value):
    """Keep rows in which each word of `value` occurs, as a part of any word of `columns`."""
    for word in value.split()[:8]:
        anywhere = (Q(**{f"{column}__icontains": word}) for column in columns)
        queryset = queryset.filter(reduce(or_, anywhere))
    return queryset


def offer(field, queryset, rows=None):
    """Offer the rows of `queryset`; `rows()` returns the same, if there is a faster way to read them.

    They are read once, where the field is drawn, all at once: Django would open a cursor of the
    server.
    """

    @cache
    def choices():
        values = [(getattr(it, field.to_field_name), str(it)) for it in (rows or queryset.all)()]
        return [("", field.empty_label), *values]

    field.queryset, field.widget.choices = queryset, choices


def offer_tags(field, tags):
    """Offer these tags, which were read before."""
    offer(field, Tag.objects.filter(pk__in=[it.pk for it in tags]), lambda: tags)


def offer_years(field, years):
    """Offer these years, as numbers."""
    field.choices = [(str(year), str(year)) for year in years]


def tags_on(rows, *related):
    """Return the tags on any of these rows, or on what is `related` to them, by name.

    `related` are pairs of a model and the path that leads to it from a row. Each tag is looked up by
    itself, which ends with its first such row: to join all uses of all tags takes as long as there
    are uses. PostgreSQL would join them for `Exists`.
    """
    used = Q()
    for model, path in related or [(rows.model, "pk")]:
        used |= is_used_on(rows, path, ContentType.objects.get_for_model(model).pk)
    return Tag.objects.filter(used).order_by("name")


def is_used_on(rows, path, kind):
    """Return the condition that a tag is on a thing, of a content type with this id, that `path` of a row leads to."""
    there = Exists(rows.order_by().filter(**{path: OuterRef("object_id")}))
    uses = TaggedItem.objects.filter(there, tag=OuterRef("pk"), content_type=kind)
    return Q(IsNull(Subquery(uses.values("pk")[:1]), False))


@composed_once
def _teams(_user):
    return Team.objects.all()


def with_current_tags(data, *names):
    """A copy of `data` in which former addresses of tags are replaced by the current ones."""
    data = data.copy()
    for name in names or ("tag",):
        slugs = [slug.replace("\0", "") for slug in data.getlist(name)]
        data.setlist(name, current_slugs(slugs))
    return data
