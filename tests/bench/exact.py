"""The ranking that the two steps stand for: every entry with any of the words, by BM25F."""

from django.db import connection

from retros.search import ranking
from retros.search.backend import index
from retros.search.filters import Narrowed, readable_by
from retros.search.parsing import parse

AT_ONCE = 5_000


def overlap(user, texts):
    """Share of the ten best by the exact ranking that are among the ten best found, on average."""
    readable = readable_by(user).queryset
    shares = []
    for text in texts:
        weights = ranking.weigh(parse(text).times)
        best = {it.pk for it in _all(weights, readable)[:10]}
        found = {it.pk for it in ranking.best(weights, readable)[:10]}
        shares.append(len(best & found) / len(best) if best else 1)
    return sum(shares) / len(shares)


def _all(weights, readable):
    columns = ["id", "retrospective_id", "kind", "is_retired", "length"]
    wanted = index.expression(some=list(weights.worth))
    with connection.cursor() as cursor:
        cursor.execute(*index.matches(wanted, Narrowed(readable), columns))
        rows = cursor.fetchall()
    ranked = []
    for start in range(0, len(rows), AT_ONCE):
        some = rows[start : start + AT_ONCE]
        held = ranking.frequencies([pk for pk, *_ in some], weights.ways)
        ranked += [ranking._ranked(weights, held.get(pk, {}), pk, *rest) for pk, *rest in some]
    return sorted(ranked, key=lambda it: (it.is_retired, -it.score, -it.pk))
