"""Two steps: candidates by the index, cheaply; then exact BM25F over the best of them.

The first adds the rarity of each word that an entry holds, rarest words first, until the lists of
their entries reach a budget. The second reads how often each word stands in which field.
BM25F (see prominence.py), with lengths compared within a kind: that a retrospective is longer than
a lesson says nothing about either.
"""

import heapq
import math
from collections import defaultdict
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from django.db import connection

from retros.search import slices, vocabulary
from retros.search.backend import index
from retros.search.filters import Narrowed
from retros.search.prominence import K1, MARK, USUAL, B, saturated, saturation

# What the exact step needs of an entry.
COLUMNS = ("id", "retrospective_id", "kind", "is_retired", "length")
POOL = 500  # candidates that are ranked exactly; also how far results can be paged
STEP = 150  # of them are ranked for the first page of a search
FIRST = 2 * POOL  # candidates whose lengths are looked at, where that gives enough
# Or one of so many entries: of a million a common word stands out equally in thousands, and the
# shortest are best. This found .60 instead of .45 of the ten best there, asked for four words.
FIRST_OF = 250
BUDGET = 5_000  # entries in the lists of words that are read whole
WORDS_MAX = 200  # that candidates are looked for by; SQLite unites 500 queries at most
COMMON_MAX = 4  # words beyond the budget that are looked at, the rarest of them
BESIDE = 8  # the rarest words that a common one may stand beside
SAMPLE = 2_000  # about so many are looked at of the entries that hold all of the common words
STANDS_OUT = (1, 0.4)  # of its worth is what a word gives more at each level of prominence
REPEATED = 8  # BM25's k3: how soon a word that the question repeats stops to count more


class Ranked(NamedTuple):
    """An entry's id with how well it matches and how much each stem gave to that."""

    pk: int
    retrospective: int | None
    is_retired: bool
    score: float
    parts: dict
    kind: str = ""


@dataclass(frozen=True)
class Weights:
    """What each stem of a question is worth; `rare` and `common` hold them, the rarest first.

    Too many entries have a common one for all of them to be looked at. `ways` holds for each the
    stems that it is found by, itself among them: what an entry has most of counts.
    """

    worth: dict
    ways: dict
    rare: tuple
    common: tuple
    number: int  # of texts
    entries: int
    average_lengths: dict
    counts: dict  # {stem: in how many entries it stands, in any way} of those that stand in any
    held: frozenset  # ways that any entry has
    reach: int  # entries that hold any of the words, at most
    together: float  # entries that hold all the common ones, if those knew nothing of each other


def weigh(times, also=None):
    """Return the Weights of {stem: times in the query}, `also` being {stem: other ways}. Two queries."""
    sizes = vocabulary.sizes()
    ways = {stem: (stem, *(also or {}).get(stem, ())) for stem in times}
    counts, about, held = _counts(ways, sizes.texts)
    worth = {
        stem: vocabulary.rarity(sizes.texts, about.get(stem, 0))
        * ((REPEATED + 1) * asked / (REPEATED + asked))
        for stem, asked in times.items()
    }
    by_rarity = sorted(times, key=lambda stem: (counts.get(stem, 0), stem))[:WORDS_MAX]
    total = list(accumulate(counts.get(stem, 0) for stem in by_rarity))
    rare = sum(many <= BUDGET for many in total)
    common = tuple(by_rarity[rare : rare + COMMON_MAX])
    return Weights(
        worth,
        ways,
        tuple(by_rarity[:rare]),
        common,
        sizes.texts,
        sizes.entries,
        sizes.average_lengths,
        counts,
        held,
        total[-1] if total else 0,
        sizes.entries * math.prod(counts[stem] / max(sizes.entries, 1) for stem in common),
    )


def _counts(ways, texts):
    """({stem: how many entries any of its ways stands in, at most}, {stem: about how many of the
    `texts`}, the ways that stand in any).
    """
    words = {word for its in ways.values() for way in its for word in way.split(" ")}
    single = vocabulary.counts_of_stems(words, texts)
    counts = {
        way: [
            min(pair)
            for pair in zip(*(single.get(it, (0, 0)) for it in way.split(" ")), strict=True)
        ]
        for its in ways.values()
        for way in its
    }
    most, about = {}, {}
    for stem, its in ways.items():
        if number := sum(counts[way][1] for way in its):
            most[stem], about[stem] = number, sum(counts[way][0] for way in its)
    return most, about, frozenset(way for way, (_, number) in counts.items() if number)


def best(weights, readable, **given):
    """Return the best entries of the queryset `readable`, as Ranked; `given` is for `candidates`.

    One query more than that.
    """
    return exactly(weights, candidates(weights, Narrowed(readable), **given))


def candidates(
    weights,
    readable,
    *,
    phrases=(),
    without=(),
    pool=None,
    is_narrow=False,
    matching=(),
    is_all=False,
):
    """Return rows, beginning with COLUMNS, of the `pool` (POOL) entries of `readable`, Readable or
    Narrowed, that are likely best, likeliest first; all in any order where they are no more.

    One query; a second if most of the best matches are not `readable` and `is_narrow` did not say
    so. `matching` are rows of matches, beginning with COLUMNS, if the caller has some, or all.
    """
    pool = pool or POOL
    if is_all and len(matching) < pool:
        return matching
    arms = _arms(weights, {"every": phrases, "without": without})
    if is_all:
        likely = _likely_of(matching, arms, weights, pool)
        return likely + _shortest(weights, matching, likely, pool - len(likely))
    first = max(FIRST, weights.entries // FIRST_OF)
    if is_narrow or weights.reach <= first:
        first = None
    rows = _candidates(arms, weights, readable, pool, first)
    if len(rows) < pool and first:
        rows = _candidates(arms, weights, readable, pool, None)
    return rows + _shortest(weights, matching, rows, pool - len(rows))


def in_steps(weights, rows, *, is_first):
    """Rank the first STEP of POOL candidates exactly, and the others behind them. One or two queries.

    For the first page the others are left as they came, without scores: it shows how many they are.
    """
    if len(rows) < POOL:
        return exactly(weights, rows)
    rest = rows[STEP:]
    if is_first:
        later = [
            Ranked(pk, retrospective, bool(is_retired), 0, {}, kind)
            for pk, retrospective, kind, is_retired, *_ in rest
        ]
    else:
        later = exactly(weights, rest)
    return sorted([*exactly(weights, rows[:STEP]), *later], key=lambda it: it.is_retired)


def exactly(weights, rows):
    """Rank the entries in `rows`, which begin with COLUMNS, best first. One query."""
    held = frequencies([pk for pk, *_ in rows], weights.ways)
    ranked = [
        _ranked(weights, held.get(pk, {}), pk, retrospective, kind, is_retired, length)
        for pk, retrospective, kind, is_retired, length, *_ in rows
    ]
    return sorted(ranked, key=lambda it: (it.is_retired, -it.score, -it.pk))


def frequencies(pks, ways):
    """Return {entry id: {stem: how often, in the most frequent of its ways}}. One query."""
    found = index.frequencies(pks, list(dict.fromkeys(it for its in ways.values() for it in its)))
    several = {stem: its for stem, its in ways.items() if len(its) > 1}
    if not several:
        return found
    others = {way for its in several.values() for way in its[1:]}
    for pk, counts in found.items():
        if others.isdisjoint(counts):
            continue
        most = {stem: max(counts.get(way, 0) for way in its) for stem, its in several.items()}
        kept = {stem: number for stem, number in counts.items() if stem in ways}
        found[pk] = kept | {stem: number for stem, number in most.items() if number}
    return found


def _arms(weights, strict):
    """(worth, expression) of the lists that candidates come from. An entry's worths add up.

    Of a common word only the entries in which it stands out, or that have another word of the
    question: an index intersects lists far faster than it hands them out. Where no word is rare,
    also those that have every word; where these are many, a slice of them.
    """
    worth, rare, common = weights.worth, weights.rare, weights.common
    ways = weights.ways
    outstanding = [MARK + way for stem in common for way in _single(ways[stem])]
    beside = [*(way for stem in rare[:BESIDE] for way in ways[stem]), *outstanding]
    arms = [(worth[stem], index.expression(some=ways[stem], **strict)) for stem in rare]
    for stem in rare + common:
        for level, more in enumerate(STANDS_OUT, 1):
            marked = [MARK * level + way for way in _single(ways[stem])]
            arms.append((worth[stem] * more, index.expression(some=marked, **strict)))
    for stem in common:
        arms.append((worth[stem], index.expression(some=beside, each=[ways[stem]], **strict)))
    if len(common) > 1 and not rare:
        every = list(strict["every"])
        if level := slices.level_for(int(weights.together), SAMPLE):
            every.append((slices.word(level),))
        each = [ways[stem] for stem in common]
        together = index.expression(each=each, **strict | {"every": every})
        arms.append((sum(map(worth.get, common)), together))
    return arms


def _single(ways):
    """Those of `ways` that are one word: only such are marked where they stand out."""
    return [way for way in ways if " " not in way]


def _candidates(arms, weights, readable, pool, first):
    united, parameters = [], []
    for worth, expression in arms:
        united.append(
            f"SELECT id, CAST(%s AS double precision) AS worth FROM ({index.MATCHING}) AS matching"
        )
        parameters += [worth, expression]
    entries, entry_parameters = index.columns_of(readable, COLUMNS)
    limit = f" ORDER BY worth DESC, id DESC LIMIT {first}" if first else ""
    averages = " ".join("WHEN %s THEN %s" for _ in weights.average_lengths)
    longer = f"entry.length / CASE entry.kind {averages} ELSE 1000.0 END" if averages else "1"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT entry.* FROM (SELECT id, sum(worth) AS worth"
            f" FROM ({' UNION ALL '.join(united)}) AS arm GROUP BY id{limit}) AS found"
            f" CROSS JOIN ({entries}) AS entry WHERE entry.id = found.id"  # in this order
            f" ORDER BY found.worth / ({1 + K1 * (1 - B)} + {K1 * B} * {longer}) DESC,"
            " entry.id DESC LIMIT %s",
            [
                *parameters,
                *entry_parameters,
                *(value for pair in weights.average_lengths.items() for value in pair),
                pool,
            ],
        )
        return cursor.fetchall()


def _likely_of(rows, arms, weights, pool):
    """The same of `rows`, which are at hand: the lists alone are read."""
    worth = defaultdict(float)
    lists = [f"SELECT id, {arm} FROM ({index.MATCHING}) AS found" for arm in range(len(arms))]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(lists), [expression for _, expression in arms])
        for pk, arm in cursor.fetchall():
            worth[pk] += arms[arm][0]
    averages = USUAL | weights.average_lengths
    least, longer = 1 + K1 * (1 - B), {kind: K1 * B / it for kind, it in averages.items()}
    likely = [
        (worth[row[0]] / (least + longer[row[2]] * row[4]), row[0], row)
        for row in rows
        if row[0] in worth
    ]
    return [row for *_, row in heapq.nlargest(pool, likely)]


def _shortest(weights, rows, but, number):
    """So many of the rows, not those in `but`: any word weighs most in a short text."""
    there = {pk for pk, *_ in but}
    others = (row for row in rows if row[0] not in there)
    averages = weights.average_lengths
    return heapq.nsmallest(
        number, others, key=lambda row: row[4] / averages.get(row[2], USUAL[row[2]])
    )


def _ranked(weights, counts, pk, retrospective, kind, is_retired, length):
    average = weights.average_lengths.get(kind) or USUAL[kind]
    half, worth = saturation(length, average), weights.worth
    parts = {stem: worth[stem] * saturated(count, half) for stem, count in counts.items()}
    return Ranked(pk, retrospective, bool(is_retired), sum(parts.values()), parts, kind)
