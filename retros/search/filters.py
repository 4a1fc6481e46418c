"""What narrows a search: the entries that somebody may read, and those of them that filters let pass."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from accounts.models import Team
from retros.models import UNDATED, Retrospective, SearchEntry, SearchTag, composed_once

# Facets that are columns of the entry: name of the filter -> column.
COLUMNS = {
    "kinds": "kind",
    "categories": "category",
    "teams": "team_id",
    "results": "result",
    "phases": "phase",
    "years": "year",
}

_FIRST_YEAR = UNDATED.year + 1  # undated entries are of no year


@dataclass(frozen=True)
class Filters:
    """Values of one filter are alternatives; different filters, and tags, all have to hold.

    `teams` holds ids; `years` is (first, last), either of which may be None.
    """

    kinds: tuple = ()
    categories: tuple = ()
    tags: tuple = ()
    teams: tuple = ()
    projects: tuple = ()
    results: tuple = ()
    phases: tuple = ()
    years: tuple | None = None

    def allow(self, name, value):
        """Return whether the filter `name` lets a value of its column pass."""
        wanted = getattr(self, name)
        if not wanted:
            return True
        if name == "years":
            first, last = wanted
            return max(first or 0, _FIRST_YEAR) <= value and (last is None or value <= last)
        return value in wanted


@dataclass(frozen=True)
class Readable:
    """Entries that a member may read: all but other people's drafts, `drafts` being their own ones.

    Their statements are made once: to make one takes as long as to run it.
    """

    drafts: tuple[int, ...]

    @property
    def queryset(self):
        return _with_drafts(self.drafts)

    def statement(self, columns):
        """Return (statement, parameters) that reads `columns` of them, in no order."""
        number = len(self.drafts)
        statement, parameters = _statement(tuple(columns), number)
        return statement, (*parameters[: len(parameters) - number], *self.drafts)


@dataclass(frozen=True)
class Narrowed:
    """The entries of a queryset, as `Readable` has them."""

    queryset: QuerySet[SearchEntry, Any]

    def statement(self, columns):
        """Return (statement, parameters) that reads `columns` of them, in no order."""
        return self.queryset.order_by().values_list(*columns).query.sql_with_params()


def readable_by(user):
    """Return the Readable of a member. One query."""
    return Readable(tuple(_own_drafts(user)))


def _with_drafts(drafts):
    # Nearly all entries pass, so an index of drafts would only lead SQLite astray (Coalesce).
    entries = SearchEntry.objects.alias(of_draft=Coalesce("draft_id", 0))
    return entries.filter(of_draft__in=[0, *drafts])


@composed_once
def _own_drafts(user):
    return Retrospective.objects.drafts().visible_to(user).values_list("pk", flat=True)


@lru_cache(128)
def _statement(columns, number):
    """(statement, parameters) for a member with this number of drafts, whose ids come last in it."""
    return Narrowed(_with_drafts(range(1, number + 1))).statement(columns)


def by_tags_and_projects(entries, filters):
    """Filter `entries` by tags and projects, which are not columns."""
    for tag in filters.tags:
        entries = entries.filter(pk__in=SearchTag.objects.filter(slug=tag).values("entry"))
    if filters.projects:
        entries = entries.filter(project__slug__in=filters.projects)
    return entries


def only(filters, name):
    """Return the condition of the chosen filter `name`; null values do not pass."""
    wanted = getattr(filters, name)
    if name != "years":
        return Q(**{f"{COLUMNS[name]}__in": wanted})
    first, last = wanted
    return Q(year__gte=max(first or 0, _FIRST_YEAR), year__lte=9999 if last is None else last)


def filtered(entries, filters):
    """Return those of `entries`, Readable or Narrowed, that pass all of `filters`."""
    if filters == Filters():
        return entries
    chosen = [name for name in COLUMNS if getattr(filters, name)]
    found = by_tags_and_projects(entries.queryset, filters)
    return Narrowed(found.filter(*(only(filters, it) for it in chosen)))


def team_ids(names):
    """Return the ids of teams by slug or name; an unused id if none matches. One query."""
    if not names:
        return ()
    wanted = {name.lower() for name in names}
    teams = Team.objects.values_list("pk", "slug", "name")
    return tuple(pk for pk, slug, name in teams if {slug.lower(), name.lower()} & wanted) or (0,)
