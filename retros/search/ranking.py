"""Two steps: candidates by the index, cheaply; then exact BM25F over the best of them.

The first adds the rarity of each word that an entry holds, rarest words first, until the lists of
their entries reach a budget. The second reads how often each word stands in which field.
BM25F as Robertson and Zaragoza give it (2009), with lengths compared within a kind: that a
retrospective is longer than a lesson says nothing about either.
"""

from dataclasses import dataclass
from itertools import accumulate

from django.db import connection

from retros.search import vocabulary
from retros.search.backend import index

K1, B = 1.2, 0.75
POOL = 500  # candidates that are ranked exactly; also how far results can be paged
FIRST = 8 * POOL  # candidates whose lengths are looked at, where that gives enough
BUDGET = 10_000  # entries in the lists of words that are read whole
WORDS_MAX = 200  # that candidates are looked for by; SQLite unites 500 queries at most
COMMON_MAX = 4  # words beyond the budget that are looked at, the rarest of them
BESIDE = 8  # the rarest words that a common one may stand beside
SAMPLE = 2_000  # entries that are looked at where there are only common words
TITLED = 0.6  # of its worth is what a word gives more by standing in title or tags, about
REPEATED = 8  # BM25's k3: how soon a word that the question repeats stops to count more


@dataclass(frozen=True)
class Ranked:
    """An entry's id with how well it matches and how much each stem gave to that."""

    pk: int
    retrospective: int | None
    is_retired: bool
    score: float
    parts: dict


@dataclass(frozen=True)
class Weights:
    """What each stem of a question is worth; `rare` and `common` hold them, the rarest first.

    Too many entries have a common one for all of them to be looked at.
    """

    worth: dict
    rare: tuple
    common: tuple
    number: int
    average_lengths: dict
    known: frozenset
    reach: int  # entries that hold any of the words, at most


def weigh(times, budget=BUDGET):
    """Weights of the stems in {stem: times asked}. Two queries."""
    number, averages = vocabulary.sizes()
    counts = vocabulary.document_counts(times)
    worth = {
        stem: vocabulary.rarity(number, counts.get(stem, 0))
        * ((REPEATED + 1) * asked / (REPEATED + asked))
        for stem, asked in times.items()
    }
    by_rarity = sorted(times, key=lambda stem: (counts.get(stem, 0), stem))[:WORDS_MAX]
    total = list(accumulate(counts.get(stem, 0) for stem in by_rarity))
    rare = sum(many <= budget for many in total)
    return Weights(
        worth,
        tuple(by_rarity[:rare]),
        tuple(by_rarity[rare : rare + COMMON_MAX]),
        number,
        averages,
        frozenset(counts),
        total[-1] if total else 0,
    )


def best(weights, readable, *, phrases=(), without=(), pool=POOL):
    """The `pool` entries of the queryset `readable` that match best, as Ranked. Two queries; one
    more where most of what matches best is not among `readable`.
    """
    arms = _arms(weights, {"every": phrases, "without": without})
    rows = _candidates(arms, weights, readable, pool, FIRST) if weights.reach > FIRST else []
    if len(rows) < pool:
        rows = _candidates(arms, weights, readable, pool, None)
    held = index.frequencies([pk for pk, *_ in rows], list(weights.worth))
    ranked = [
        _ranked(weights, held.get(pk, {}), pk, retrospective, kind, is_retired, length)
        for pk, retrospective, kind, is_retired, length in rows
    ]
    return sorted(ranked, key=lambda it: (it.is_retired, -it.score, -it.pk))


def _arms(weights, strict):
    """(worth, expression, step) of the lists that candidates come from: of each list each entry, or
    each whose id `step` divides. An entry's worths add up.

    Of a common word only the entries that have it in the title, or that have another word of the
    question: an index intersects lists far faster than it hands them out. Where no word is rare,
    also a sample of those that have every word, old ones and new ones alike.
    """
    worth, rare, common = weights.worth, weights.rare, weights.common
    arms = [(worth[stem], index.expression(some=[stem], **strict), 1) for stem in rare]
    for stem in rare + common:
        arms.append((worth[stem] * TITLED, index.expression(titled=[stem], **strict), 1))
    for stem in common:
        narrow = strict | {"every": [*strict["every"], (stem,)]}
        beside = index.expression(some=rare[:BESIDE], titled=common, **narrow)
        arms.append((worth[stem], beside, 1))
    if common and not rare:
        every = strict | {"every": [*strict["every"], *((stem,) for stem in common)]}
        step = 1 + weights.reach // SAMPLE
        arms.append((sum(map(worth.get, common)), index.expression(**every), step))
    return arms


def _candidates(arms, weights, readable, pool, first):
    united, parameters = [], []
    for worth, expression, step in arms:
        united.append(
            f"SELECT id, CAST(%s AS double precision) AS worth FROM ({index.MATCHING}) AS matching"
            + (f" WHERE id %% {step} = 0" if step > 1 else "")
        )
        parameters += [worth, expression]
    columns = ("pk", "retrospective_id", "kind", "is_retired", "length")
    entries, entry_parameters = readable.order_by().values_list(*columns).query.sql_with_params()
    limit = f" ORDER BY worth DESC, id DESC LIMIT {first}" if first else ""
    averages = " ".join("WHEN %s THEN %s" for _ in weights.average_lengths)
    longer = f"entry.length / CASE entry.kind {averages} ELSE 1000.0 END" if averages else "1"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT entry.* FROM (SELECT id, sum(worth) AS worth"
            f" FROM ({' UNION ALL '.join(united)}) AS arm GROUP BY id{limit}) AS found"
            f" CROSS JOIN ({entries}) AS entry WHERE entry.pk = found.id"  # in this order
            f" ORDER BY found.worth / ({1 + K1 * (1 - B)} + {K1 * B} * {longer}) DESC,"
            " entry.pk DESC LIMIT %s",
            [
                *parameters,
                *entry_parameters,
                *(value for pair in weights.average_lengths.items() for value in pair),
                pool,
            ],
        )
        return cursor.fetchall()


def _ranked(weights, counts, pk, retrospective, kind, is_retired, length):
    longer = length / (weights.average_lengths.get(kind) or 1)
    norm = K1 * (1 - B + B * longer)
    parts = {
        stem: weights.worth[stem] * count * (K1 + 1) / (count + norm)
        for stem, count in counts.items()
    }
    return Ranked(pk, retrospective, bool(is_retired), sum(parts.values()), parts)
