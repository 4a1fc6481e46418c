"""What terms of the first answers would add to a kickoff: Rocchio's idea, in the form of RM3.

The best eight answers are taken for relevant, their most telling words are asked too, at a fraction
of the weight of what somebody wrote. Only the text counts here, none of the kickoff's factors.
"""

from collections import Counter

from retros.models import SearchEntry
from retros.search import closeness, ranking, relevance, vocabulary
from retros.search.terms import FILLER, prose

ANSWERS, TERMS, WEIGHT = 8, 20, 0.4


def text_only(text, limit):
    """Ids of lessons for a description by its own words."""
    return _lessons(_ranked(_times(text)), limit)


def with_feedback(text, limit):
    """The same, with the words of the first answers."""
    times = _times(text)
    first = _ranked(times)[:ANSWERS]
    return _lessons(_ranked(times | _added(times, first)), limit)


def _times(text):
    return {stem: times for stem, (_, times) in relevance.query_terms(text)[0].items()}


def _ranked(times):
    return ranking.best(ranking.weigh(times), closeness.offerable()) if times else []


def _added(times, first):
    """{stem: weight} of the words that tell most about the first answers and were not asked."""
    scores = {it.pk: it.score for it in first}
    whole, told = sum(scores.values()) or 1, Counter()
    for entry in SearchEntry.objects.filter(pk__in=scores):
        held = prose(f"{entry.title}\n{entry.body}", 500)
        length = sum(number for _, number in held.values())
        for stem, (word, number) in held.items():
            if stem not in times and word.word not in FILLER:
                told[stem] += scores[entry.pk] / whole * number / length
    number = vocabulary.sizes().texts
    counts = vocabulary.document_counts(told)
    for stem in told:
        told[stem] *= vocabulary.rarity(number, counts.get(stem, 0))
    best = told.most_common(TERMS)
    most = best[0][1] if best else 1
    return {stem: WEIGHT * value / most for stem, value in best}


def _lessons(ranked, limit):
    ids = dict(
        SearchEntry.objects.filter(pk__in=[it.pk for it in ranked]).values_list("pk", "object_id")
    )
    return [ids[it.pk] for it in ranked[:limit]]
