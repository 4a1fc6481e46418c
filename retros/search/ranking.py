"""Two steps: candidates by the index, cheaply; then exact BM25F over the best of them.

The first adds the rarity of each word that an entry holds, rarest words first, until the lists of
their entries reach a budget. The second reads how often each word stands in which field.
BM25F as Robertson and Zaragoza give it (2009), with lengths compared within a kind: that a
retrospective is longer than a lesson says nothing about either.
"""

from dataclasses import dataclass

from django.db import connection

from retros.search import vocabulary
from retros.search.backend import index

K1, B = 1.2, 0.75
POOL = 200  # candidates that are ranked exactly; also how far results can be paged
SMALLEST_BUDGET = 20_000  # entries in the lists of words; half the index where that is more
WORDS_MAX = 250  # that candidates are looked for by; SQLite unites 500 queries at most
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
    """The stems of a question, the rarest first, with what each is worth; and the ones left out
    because too many entries hold them.
    """

    worth: dict
    used: tuple
    number: int
    average_lengths: dict
    known: frozenset


def weigh(times):
    """Weights of the stems in {stem: times asked}. Two queries."""
    number, averages = vocabulary.sizes()
    counts = vocabulary.document_counts(times)
    worth = {
        stem: vocabulary.rarity(number, counts.get(stem, 0))
        * ((REPEATED + 1) * asked / (REPEATED + asked))
        for stem, asked in times.items()
    }
    by_rarity = sorted(times, key=lambda stem: (counts.get(stem, 0), stem))
    used, budget = [], max(SMALLEST_BUDGET, number // 2)
    for stem in by_rarity[:WORDS_MAX]:
        budget -= counts.get(stem, 0)
        if used and budget < 0:
            break
        used.append(stem)
    return Weights(worth, tuple(used), number, averages, frozenset(counts))


def best(weights, readable, *, phrases=(), without=(), pool=POOL):
    """The `pool` entries of the queryset `readable` that match best, as Ranked. Two queries."""
    rows = _candidates(weights, readable, phrases, without, pool)
    held = index.frequencies([pk for pk, *_ in rows], list(weights.worth))
    ranked = [
        _ranked(weights, held.get(pk, {}), pk, retrospective, kind, is_retired, length)
        for pk, retrospective, kind, is_retired, length in rows
    ]
    return sorted(ranked, key=lambda it: (it.is_retired, -it.score, -it.pk))


def _candidates(weights, readable, phrases, without, pool):
    arms, parameters = [], []
    for stem in weights.used:
        arms.append(
            f"SELECT id, CAST(%s AS double precision) AS worth FROM ({index.MATCHING}) AS matching"
        )
        parameters += [
            weights.worth[stem],
            index.expression(some=[stem], every=phrases, without=without),
        ]
    columns = ("pk", "retrospective_id", "kind", "is_retired", "length")
    entries, entry_parameters = readable.order_by().values_list(*columns).query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT entry.* FROM (SELECT id, sum(worth) AS worth FROM ({' UNION ALL '.join(arms)})"
            f" AS arm GROUP BY id) AS found JOIN ({entries}) AS entry ON entry.pk = found.id"
            " ORDER BY found.worth DESC, entry.pk DESC LIMIT %s",
            [*parameters, *entry_parameters, pool],
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
