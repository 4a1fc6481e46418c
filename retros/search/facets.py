"""Counts beside the filters: exact up to 5,000 entries, over all that the reader may read."""

from collections import Counter
from dataclasses import replace
from functools import partial

from django.db import connection
from taggit.models import Tag

from accounts.models import Team
from retros.models import Category, Phase, Retrospective, SearchEntry
from retros.search.backend import index
from retros.search.filters import COLUMNS, narrowed
from retros.search.results import Choice, Facet

LIMIT = 5_000
_TAGS_SHOWN = 12
_LABELS = {
    "kinds": ("kind", "What", SearchEntry.Kind),
    "categories": ("category", "About", Category),
    "results": ("result", "How it ended", Retrospective.Result),
    "phases": ("phase", "Phase", Phase),
    "teams": ("team", "Team", None),
    "years": ("year", "Year", None),
}


def count(matching, readable, filters):
    """(number found, number with every word, facets). Up to four queries; one more for each facet
    in which something is chosen. No number is larger than LIMIT + 1.

    `matching` is None for everything, else (expression for any word, expression for every word).
    """
    some, every = matching or (None, None)
    found = narrowed(readable, filters)
    rows = _rows(some, found, COLUMNS.values())
    counts = {
        name: Counter(values)
        for name, values in zip(COLUMNS, zip(*rows, strict=True), strict=bool(rows))
    }
    for name in filter(partial(getattr, filters), COLUMNS):
        # A facet counts what the others let pass: what one would get by choosing in it.
        others = narrowed(readable, replace(filters, **{name: None}))
        counts[name] = Counter(value for (value,) in _rows(some, others, [COLUMNS[name]]))
    facets = [_facet(name, counts.get(name, {}), filters) for name in _LABELS]
    facets.append(_tag_facet(some, found, filters))
    with_all = len(rows) if every == some else _number(every, found)
    return len(rows), with_all, tuple(facet for facet in facets if facet.choices)


def _rows(expression, entries, columns):
    statement, parameters = _matches(expression, entries, columns)
    with connection.cursor() as cursor:
        cursor.execute(f"{statement} LIMIT {LIMIT + 1}", parameters)
        return cursor.fetchall()


def _number(expression, entries):
    statement, parameters = _matches(expression, entries, ["id"])
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({statement} LIMIT {LIMIT + 1}) AS found", parameters)
        return cursor.fetchone()[0]


def _matches(expression, entries, columns):
    if expression is None:
        return entries.order_by().values_list(*columns).query.sql_with_params()
    return index.matches(expression, entries.order_by(), list(columns))


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


def _tag_facet(expression, entries, filters):
    """The commonest tags of what is found, chosen ones first."""
    found, parameters = _matches(expression, entries, ["id"])
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT slug, count(*) AS number FROM ({found} LIMIT {LIMIT}) AS found"
            " CROSS JOIN retros_searchtag AS tag WHERE tag.entry_id = found.id"
            " GROUP BY slug ORDER BY number DESC, slug LIMIT %s",
            [*parameters, _TAGS_SHOWN],
        )
        counts = dict(cursor.fetchall())
    counts |= {slug: 0 for slug in filters.tags if slug not in counts}
    names = dict(Tag.objects.filter(slug__in=counts).values_list("slug", "name")) if counts else {}
    choices = [
        Choice(slug, names.get(slug, slug), number, slug in filters.tags)
        for slug, number in counts.items()
    ]
    return Facet("tag", "Tags", tuple(sorted(choices, key=lambda it: not it.is_chosen)))
