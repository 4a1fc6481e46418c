"""Counts beside the filters: exact up to 20,000 entries, over all that the reader may read."""

from collections import Counter

from django.db import connection
from taggit.models import Tag

from accounts.models import Team
from retros.models import Category, Phase, Retrospective, SearchEntry
from retros.search.backend import index
from retros.search.filters import COLUMNS, by_tags_and_projects, narrowed
from retros.search.results import Choice, Facet

LIMIT = 20_000
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
    """(number found, number with every word, facets). Up to four queries.

    `matching` is None for everything, else (expression for any word, expression for every word).
    """
    rows = _combinations(matching, by_tags_and_projects(readable, filters))
    total = with_all = 0
    counts = {name: Counter() for name in COLUMNS}
    for *values, has_all, number in rows:
        failed = [
            name
            for name, value in zip(COLUMNS, values, strict=True)
            if not filters.allow(name, value)
        ]
        if not failed:
            total += number
            with_all += number if has_all else 0
        # A facet counts what the others let pass: what one would get by choosing in it.
        for name, value in zip(COLUMNS, values, strict=True):
            if failed in ([], [name]):
                counts[name][value] += number
    facets = [_facet(name, counts[name], filters) for name in _LABELS]
    facets.append(_tag_facet(matching, readable, filters))
    return total, with_all, tuple(facet for facet in facets if facet.choices)


def _combinations(matching, readable):
    """Rows of the facets' columns, whether every word is there, and how many entries have them."""
    columns = ", ".join(COLUMNS.values())
    entries, parameters = (
        readable.order_by().values("pk", *COLUMNS.values()).query.sql_with_params()
    )
    if matching is None:
        found = f"SELECT entry.*, 1 AS has_all FROM ({entries}) AS entry"
    else:
        some, every = matching
        found = (
            "SELECT entry.*,"
            f" CASE WHEN entry.pk IN ({index.MATCHING}) THEN 1 ELSE 0 END AS has_all"
            f" FROM ({index.MATCHING}) AS part JOIN ({entries}) AS entry ON entry.pk = part.id"
        )
        parameters = [every, some, *parameters]
    statement = (
        f"SELECT {columns}, has_all, count(*) FROM ({found} LIMIT {LIMIT + 1}) AS found"
        f" GROUP BY {columns}, has_all"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall()


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


def _tag_facet(matching, readable, filters):
    """The commonest tags of what is found, chosen ones first."""
    entries, parameters = (
        narrowed(readable, filters).order_by().values("pk").query.sql_with_params()
    )
    found = f"SELECT entry.pk FROM ({entries}) AS entry"
    if matching is not None:
        found += f" JOIN ({index.MATCHING} LIMIT {LIMIT}) AS part ON part.id = entry.pk"
        parameters = [*parameters, matching[0]]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT slug, count(*) AS number FROM retros_searchtag AS tag"
            f" JOIN ({found}) AS found ON found.pk = tag.entry_id"
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
