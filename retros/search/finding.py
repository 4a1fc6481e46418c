"""From what somebody typed to what matches, ranked, and to the page of it (see hits.py)."""

import re
from dataclasses import replace

from django.db import connection
from django.db.models import Case, DateTimeField, F, OuterRef, Subquery, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Greatest
from django.utils.text import slugify

from retros.models import (
    Decision,
    Lesson,
    Observation,
    SearchEntry,
    WallPost,
    current_slugs,
    slugs_of_names,
)
from retros.search import compounds, equivalents, facets, hits, ranking, vocabulary
from retros.search.backend import index
from retros.search.filters import Filters, Narrowed, filtered, readable_by, team_ids
from retros.search.parsing import parse
from retros.search.query_plan import QueryPlan
from retros.search.results import Results
from retros.search.unspaced import begins

COUNT_LIMIT = 3_000  # of `count`
SORTS = {"relevance": "Best match", "newest": "Newest first"}

# Of another acronym, or another word, one letter is too much of it to guess.
_ACRONYM = re.compile(r"\w{1,3}|[A-Z]{1,6}s?")
_FIELDS = {
    "kind": "kinds",
    "category": "categories",
    "tag": "tags",
    "team": "teams",
    "project": "projects",
    "result": "results",
    "phase": "phases",
}


# Of so few words, compounds are looked for as one. In a question their parts rank what is about the same.
COMPOUNDS_AMONG = 4


def _made_at(model, name):
    return Subquery(model.objects.filter(pk=OuterRef("object_id")).values(name)[:1])


# When something came before all readers: published, or written into what was published already.
_ADDED_AT = Case(
    When(kind=SearchEntry.Kind.WALL_POST, then=_made_at(WallPost, "posted_at")),
    *(
        When(
            kind=kind,
            then=Greatest(F("retrospective__published_at"), _made_at(model, "created_at")),
        )
        for kind, model in (
            (SearchEntry.Kind.DECISION, Decision),
            (SearchEntry.Kind.OBSERVATION, Observation),
            (SearchEntry.Kind.LESSON, Lesson),
        )
    ),
    default=F("retrospective__published_at"),
    output_field=DateTimeField(),
)


def find(text, user, given, sort, page):
    """Return Results for a member; `given` are the filters as the door names them."""
    query = _parsed(text)
    filters = _filters(query, given)
    if query.says_nothing and filters == Filters():
        return Results(text=query.text, sort=sort, says_nothing=True, too_common=query.left_out)
    results = _find(query, filters, user, sort, page)
    if query.phrases and not results.total:
        # Nobody is helped by nothing: the words of the phrases, wherever they stand.
        looser = _find(replace(query, phrases=()), filters, user, sort, page)
        results = replace(looser, is_looser=looser.total > 0)
    return results


def count(text, user, given):
    """Count what `find` would find, up to COUNT_LIMIT."""
    query = _parsed(text)
    filters = _filters(query, given)
    if query.says_nothing and filters == Filters():
        return 0
    entries = filtered(_without(query, readable_by(user)), filters).queryset
    entries = _matching(entries, QueryPlan(query).any())
    return entries.order_by()[:COUNT_LIMIT].count()


def added(text, user, given, limit):
    """Return Hits outside drafts that hold every word, last added first."""
    query = _parsed(text)
    if query.says_nothing:
        return []
    found = _added(query, user, given).order_by("-added_at", "-pk").values_list("pk", "added_at")
    moments = dict(found[:limit])
    entries = hits.shown(moments)
    times = hits.occurrence_count(entries.values())
    return [
        replace(
            hits.hit(query, ranking.Ranked(pk, None, False, 0, {}), entries[pk], times), added_at=at
        )
        for pk, at in moments.items()
        if pk in entries
    ]


def _parsed(text):
    """What somebody typed, with the slugs of its tags, compounds as one word, and the equivalents of its
    words. Up to five queries.
    """
    query = parse(text)
    if names := query.fields.get("tag"):
        tags = slugs_of_names([name.replace("\x00", "") for name in names])
        query = replace(query, fields=query.fields | {"tag": tags})
    if not query.words:
        return query
    terms = {word.stem: (word, query.times[word.stem]) for word in query.words}
    ways = {}
    if len(terms) <= COMPOUNDS_AMONG:
        terms, ways = compounds.united(query.text, terms)
    expansion = equivalents.expanded(query.text)
    return replace(
        query,
        words=tuple(word for word, _ in terms.values()),
        times={stem: times for stem, (_, times) in terms.items()},
        also=equivalents.together(expansion.also, ways),
        names=expansion.names,
    )


def _added(query, user, given):
    entries = filtered(_without(query, readable_by(user)), _filters(query, given)).queryset
    entries = _matching(entries, QueryPlan(query).every())
    return entries.filter(draft=None).order_by().annotate(added_at=_ADDED_AT)


def _without(query, entries):
    """`entries` without those that a query leaves out; where it has words, the index does it."""
    if query.words or not query.without:
        return entries
    found = entries.queryset
    for phrase in query.without:
        unwanted = index.expression(every=[phrase])
        found = found.exclude(pk__in=RawSQL(index.MATCHING, [unwanted]))
    return Narrowed(found)


def _find(query, filters, user, sort, page):
    plan = QueryPlan(query, ranking.weigh(query.times, query.also))
    readable = _without(query, readable_by(user))
    counted = facets.count(plan, readable, filters)
    entries = filtered(readable, filters)
    if not counted.total:
        ranked = []
    elif query.words and sort == "relevance":
        ranked = _best(plan, entries, counted, filters != Filters(), is_first=page <= 1)
    else:
        expression = plan.every() if counted.with_all else plan.any()
        ranked = _newest(entries, expression, plan.weights.ways)
    groups, page, pages = hits.page_of(query, ranked, sort, page, user)
    unknown = _unknown(query, plan.weights, ranked)
    return Results(
        text=query.text,
        groups=groups,
        total=counted.total,
        with_all=counted.with_all if len(query.words) > 1 else None,
        facets=_with_typed(counted.facets, query),
        unknown=tuple(word.written for word in unknown),
        did_you_mean=_put_right(query.text, unknown),
        also=equivalents.known(query.names, plan.weights.held),
        says_nothing=query.says_nothing,
        too_common=query.left_out,
        has_words=bool(query.words),
        is_narrowed=filters != Filters(),
        sort=sort,
        page=page,
        pages=pages,
    )


def _best(plan, entries, counted, is_narrow, is_first):
    rows = ranking.candidates(
        plan.weights,
        entries,
        phrases=plan.query.phrases,
        without=plan.query.without,
        is_narrow=is_narrow,
        matching=counted.rows,
        is_all=not counted.total.is_about,
    )
    return ranking.in_steps(plan.weights, rows, is_first=is_first)


def _filters(query, given):
    """What was given and what was typed as operators, together."""
    values = {name: tuple(value) for name, value in given.items() if name != "years"}
    values["tags"] = _slugs(values.get("tags", ()))
    for field, typed in query.fields.items():
        values[_FIELDS[field]] = (*values.get(_FIELDS[field], ()), *typed)
    values = {name: tuple(v.replace("\x00", "") for v in found) for name, found in values.items()}
    values["teams"] = team_ids(values.get("teams", ()))
    return Filters(**values, years=query.years or given.get("years"))


def _slugs(tags):
    """Return current slugs of tags, given current or former ones."""
    return current_slugs(tuple(slugify(tag, allow_unicode=True) for tag in tags))


def _with_typed(found_facets, query):
    """The facets with what was typed as an operator marked: only the text can take it away."""
    if not query.fields:
        return found_facets
    typed = {name: {value.lower() for value in values} for name, values in query.fields.items()}
    return tuple(
        replace(
            facet,
            choices=tuple(
                replace(choice, is_typed=choice.is_chosen and _is_typed(facet, choice, typed))
                for choice in facet.choices
            ),
        )
        for facet in found_facets
    )


def _is_typed(facet, choice, typed):
    values = typed.get(facet.name, set())
    return bool(values & {choice.value.lower(), choice.label.lower()})


def _matching(entries, expression):
    if expression is None:
        return entries
    return entries.filter(pk__in=RawSQL(index.MATCHING, [expression]))


def _newest(entries, expression, ways):
    """The newest of the entries: of those that hold every word, where there are such."""
    columns = ["id", "retrospective_id", "is_retired", "dated_on"]
    if expression is None:
        newest = entries.queryset.order_by("-dated_on", "-pk")
        rows = newest.values_list(*columns)[: ranking.POOL]
    else:
        rows = _newest_matching(expression, entries, columns)
    held = ranking.frequencies([pk for pk, *_ in rows], ways) if ways else {}
    return [
        ranking.Ranked(pk, retrospective, bool(is_retired), 0, held.get(pk, {}))
        for pk, retrospective, is_retired, _ in rows
    ]


def _newest_matching(expression, entries, columns):
    statement, parameters = index.matches(expression, entries, columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"{statement} ORDER BY dated_on DESC, id DESC LIMIT {ranking.POOL}", parameters
        )
        return cursor.fetchall()


def _unknown(query, weights, ranked):
    """Words asked that nothing holds: no published text, and none of what was found.

    Not a pair of letters of text without spaces, which may be no word.
    """
    found = {stem for it in ranked for stem in it.parts}
    return [
        word
        for word in query.words
        if word.stem not in weights.counts and word.stem not in found and not begins(word.word)
    ]


def _put_right(text, unknown):
    """`text` with unknown words replaced by those that were probably meant, or ""."""
    better = text
    for word in unknown:
        is_name = _ACRONYM.fullmatch(word.written) or not word.word.isalpha()
        nearest = None if is_name else vocabulary.nearest(word.word)
        if nearest:
            pattern = rf"(?<!\w){re.escape(word.written)}(?!\w)"
            better = re.sub(pattern, nearest, better)
    return better if better != text else ""
