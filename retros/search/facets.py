"""Counts beside the filters: exact up to 3,000 entries, over all that the reader may read."""

import operator
from collections import Counter
from dataclasses import dataclass
from functools import reduce

from django.db import connection
from django.db.models import Q
from taggit.models import Tag

from accounts.models import Team
from retros.models import Category, Phase, Retrospective, SearchEntry
from retros.search import ranking
from retros.search.backend import index
from retros.search.filters import COLUMNS, by_tags_and_projects, narrowed, only
from retros.search.results import Choice, Facet

LIMIT = 3_000
_BESIDE = [column for column in COLUMNS.values() if column not in ranking.COLUMNS]
_TAGS_SHOWN = 12
_LABELS = {
    "kinds": ("kind", "What", SearchEntry.Kind),
    "categories": ("category", "About", Category),
    "results": ("result", "How it ended", Retrospective.Result),
    "phases": ("phase", "Phase", Phase),
    "teams": ("team", "Team", None),
    "years": ("year", "Year", None),
}


@dataclass(frozen=True)
class Counted:
    """What matches: how many, how many with every word, the facets, and the entries themselves.

    No number is larger than LIMIT + 1; of so many, `rows` begins with ranking.COLUMNS.
    """

    total: int
    with_all: int
    facets: tuple
    rows: list


def count(matching, readable, filters):
    """Counted. Up to four queries, one more where something is chosen.

    `matching` is None for everything, else (expression for any word, expression for every word).
    """
    some, every = matching or (None, None)
    found = narrowed(readable, filters)
    rows = _rows(some, found, [*ranking.COLUMNS, *_BESIDE], LIMIT + 1)
    columns = dict(zip((*ranking.COLUMNS, *_BESIDE), zip(*rows, strict=True), strict=bool(rows)))
    counts = {name: Counter(columns.get(column, ())) for name, column in COLUMNS.items()}
    for name, value in _kept_out(some, readable, filters):
        counts[name][value] += 1
    facets = [_facet(name, counts[name], filters) for name in _LABELS]
    facets.append(_tag_facet(list(columns.get("id", ()))[:LIMIT], filters))
    return Counted(
        total=len(rows),
        with_all=len(rows) if every == some else _number(every, found),
        facets=tuple(facet for facet in facets if facet.choices),
        rows=rows,
    )


def _kept_out(expression, readable, filters):
    """(filter, value) for what one filter alone keeps out: a facet counts what the others let pass,
    which is what one would get by choosing in it.
    """
    chosen = [name for name in COLUMNS if getattr(filters, name)]
    if not chosen:
        return
    passes = {name: only(filters, name) for name in chosen}
    alone = Q()
    for name in chosen:
        others = (passes[other] for other in chosen if other != name)
        alone |= reduce(operator.and_, others, ~passes[name])
    entries = by_tags_and_projects(readable, filters).filter(alone)
    columns = [COLUMNS[name] for name in chosen]
    for row in _rows(expression, entries, columns, LIMIT * len(chosen)):
        for name, value in zip(chosen, row, strict=True):
            if not filters.allow(name, value):
                yield name, value


def _rows(expression, entries, columns, limit):
    statement, parameters = _matches(expression, entries, columns)
    with connection.cursor() as cursor:
        cursor.execute(f"{statement} LIMIT {limit}", parameters)
        return cursor.fetchall()


def _number(expression, entries):
    statement, parameters = _matches(expression, entries, ["id"])
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({statement} LIMIT {LIMIT + 1}) AS found", parameters)
        return cursor.fetchone()[0]


def _matches(expression, entries, columns):
    if expression is None:
        return index.columns_of(entries, columns)
    return index.matches(expression, entries, columns)


def _facet(name, counts, filters):
    parameter, label, choices = _LABELS[name]
    counts = {value: number for value, number in counts.items() if value not in ("", None)}
    if name != "years":  # what is chosen stays on the page, so that it can be taken away
        counts |= {value: 0 for value in getattr(filters, name) if value not in counts}
    if name == "teams":
        teams = Team.objects.filter(pk__in=counts).order_by("name")
        values = [(team.pk, team.slug, team.name) for team in teams] if counts else []
    elif name == "years":
        values = [(year, str(year), str(year)) for year in sorted(counts, reverse=True)]
    else:
        values = [(value, value, text) for value, text in choices.choices if value in counts]
    chosen = getattr(filters, name)
    return Facet(
        parameter,
        label,
        tuple(
            Choice(str(value), text, counts[key], bool(chosen) and filters.allow(name, key))
            for key, value, text in values
        ),
    )


def _tag_facet(pks, filters):
    """The commonest tags of the entries, chosen ones first."""
    counts = dict(index.tag_counts(pks, _TAGS_SHOWN)) if pks else {}
    counts |= {slug: 0 for slug in filters.tags if slug not in counts}
    names = dict(Tag.objects.filter(slug__in=counts).values_list("slug", "name")) if counts else {}
    choices = [
        Choice(slug, names.get(slug, slug), number, slug in filters.tags)
        for slug, number in counts.items()
    ]
    return Facet("tag", "Tags", tuple(sorted(choices, key=lambda it: not it.is_chosen)))
