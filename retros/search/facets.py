"""Counts beside the filters, over all that the reader may read.

Exact where up to 6,000 entries match, else estimates from a slice of about 2,000 (slices.py).
"""

import operator
from collections import Counter
from dataclasses import dataclass
from functools import reduce

from django.db import connection
from django.db.models import Q
from taggit.models import Tag

from accounts.models import Team
from retros.models import UNDATED, Category, Phase, Retrospective, SearchEntry, composed_once
from retros.search import ranking, slices
from retros.search.backend import index
from retros.search.filters import (
    COLUMNS,
    Filters,
    Narrowed,
    by_tags_and_projects,
    filtered,
    only,
)
from retros.search.results import Choice, Facet, Number

EXACT = 6_000  # entries that are counted one by one: 20 ms at most
LIMIT = 2_000  # entries of a slice, about, where there are more
ENOUGH = 200  # entries of a slice, for estimates that are seldom wrong by a seventh
LOOKED_AT = 4 * LIMIT  # where filters let a part of them pass
_BESIDE = [column for column in COLUMNS.values() if column not in ranking.COLUMNS]
_TAGS_SHOWN = 12
_LABELS = {
    "kinds": ("kind", "Type", SearchEntry.Kind),
    "categories": ("category", "Category", Category),
    "results": ("result", "Result", Retrospective.Result),
    "phases": ("phase", "Phase", Phase),
    "teams": ("team", "Team", None),
    "years": ("year", "Year", None),
}


# What is said of entries without a value.
_WITHOUT = {
    "categories": "No category",
    "results": "No result",
    "phases": "No phase",
    "teams": "No team",
    "years": "Date unknown",
}


@dataclass(frozen=True)
class Counted:
    """What matches: how many, how many with every word, the facets, and entries.

    `rows` begin with ranking.COLUMNS; where the total is an estimate, they are a slice of all.
    """

    total: Number
    with_all: Number
    facets: tuple
    rows: list


def count(plan, readable, filters):
    """Count the matches by facet. Up to six queries, one more with a chosen filter."""
    found = filtered(readable, filters)
    chosen = [name for name in COLUMNS if getattr(filters, name)]
    deepest = _level(plan.any_at_most, LIMIT if filters == Filters() else LOOKED_AT)
    rows, level = _slice(plan.any, found, [*ranking.COLUMNS, *_BESIDE], deepest)
    columns = dict(zip((*ranking.COLUMNS, *_BESIDE), zip(*rows, strict=True), strict=bool(rows)))
    counts = {name: _scaled(Counter(columns.get(it, ())), level) for name, it in COLUMNS.items()}
    level_out = _level(plan.any_at_most, LIMIT)
    if chosen:
        kept_out = _kept_out(plan.any(level_out), readable, filters, chosen)
        for name in chosen:
            counts[name] += _scaled(kept_out[name], level_out)
    facets = [
        _facet(name, counts[name], filters, max(level, level_out) if name in chosen else level)
        for name in _LABELS
    ]
    facets.append(_tag_facet(list(columns.get("id", ())), filters, level))
    total = _total(facets[0], filters) if level else Number(len(rows))
    return Counted(
        total=total,
        with_all=total if len(plan.query.words) < 2 else min(total, _with_all(plan, found)),
        facets=tuple(facet for facet in facets if facet.choices),
        rows=rows,
    )


def _level(at_most, most):
    """The slice in which about `most` of `at_most` entries are; all where these are few."""
    return 0 if at_most <= EXACT else slices.level_for(at_most, most)


def _slice(expression, entries, columns, level):
    """(rows, their level): of the slice, or all where these are few, or those too few to tell."""
    rows = _rows(expression(level), entries, columns)
    if level and (len(rows) < ENOUGH or len(rows) << level <= ranking.POOL):
        return _rows(expression(0), entries, columns), 0
    return rows, level


def _total(kinds, filters):
    """The estimates of the types together, so that the numbers of a page add up."""
    return Number.estimated(
        sum(it.count for it in kinds.choices if filters.allow("kinds", it.value))
    )


def _with_all(plan, entries):
    level = _level(plan.every_at_most, LIMIT)
    found = _count(plan.every(level), entries) << level
    if level and found < ENOUGH << level:
        return _number(_count(plan.every(), entries), 0)
    return _number(found, level)


def _number(number, level):
    return Number.about(number) if level else Number(number)


def _scaled(counts, level):
    return Counter({value: number << level for value, number in counts.items()})


def _kept_out(expression, readable, filters, chosen):
    """{filter: Counter of values} for what one filter alone keeps out: a facet counts what the
    others let pass, which is what one would get by choosing in it.
    """
    passes = {name: only(filters, name) for name in chosen}
    alone = Q()
    for name in chosen:
        others = (passes[other] for other in chosen if other != name)
        alone |= reduce(operator.and_, others, ~passes[name])
    entries = Narrowed(by_tags_and_projects(readable.queryset, filters).filter(alone))
    counts = {name: Counter() for name in chosen}
    for row in _rows(expression, entries, [COLUMNS[name] for name in chosen]):
        for name, value in zip(chosen, row, strict=True):
            counts[name][value] += not filters.allow(name, value)
    return counts


def _rows(expression, entries, columns):
    with connection.cursor() as cursor:
        cursor.execute(*_matches(expression, entries, columns))
        return cursor.fetchall()


def _count(expression, entries):
    statement, parameters = _matches(expression, entries, ["id"])
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({statement}) AS found", parameters)
        return cursor.fetchone()[0]


def _matches(expression, entries, columns):
    if expression is None:
        return index.columns_of(entries, columns)
    return index.matches(expression, entries, columns)


def _facet(name, counts, filters, level):
    parameter, label, choices = _LABELS[name]
    none = ("", None, UNDATED.year) if name == "years" else ("", None)
    without = sum(number for value, number in counts.items() if value in none)
    counts = {value: number for value, number in counts.items() if value not in none}
    if name != "years":  # what is chosen stays on the page, so that it can be taken away
        counts |= {value: 0 for value in getattr(filters, name) if value not in counts}
    if name == "teams":
        values = _teams(None, *counts) if counts else []
    elif name == "years":
        values = [(year, str(year), str(year)) for year in sorted(counts, reverse=True)]
    else:
        values = [(value, value, text) for value, text in choices.choices if value in counts]
    chosen = getattr(filters, name)
    return Facet(
        parameter,
        label,
        tuple(
            Choice(
                str(value),
                text,
                _number(counts[key], level),
                bool(chosen) and filters.allow(name, key),
            )
            for key, value, text in values
        ),
        _WITHOUT.get(name, ""),
        _number(without, level),
    )


@composed_once
def _teams(_user, *pks):
    return Team.objects.filter(pk__in=pks).order_by("name").values_list("pk", "slug", "name")


def _tag_facet(pks, filters, level):
    """The commonest tags of the entries, which are a slice, chosen ones first."""
    counts = index.tag_counts(pks, _TAGS_SHOWN) if pks else []
    if others := set(filters.tags).difference(slug for slug, *_ in counts):
        names = dict(Tag.objects.filter(slug__in=others).values_list("slug", "name"))
        counts += [(slug, names.get(slug), 0) for slug in filters.tags if slug in others]
    choices = [
        Choice(slug, name or slug, _number(number << level, level), slug in filters.tags)
        for slug, name, number in counts
    ]
    return Facet("tag", "Tags", tuple(sorted(choices, key=lambda it: not it.is_chosen)))
