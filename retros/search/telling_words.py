"""The words of a description that tell what it is about: those that its page shows.

Only they are reasons for what is found: one that the page does not name is a word of any project.
"""

from collections import Counter

from retros import meaning
from retros.models import SearchEntry
from retros.search import ranking
from retros.search.evidence import is_telling

SHOWN = 10
# A cosine with the brief from which on a word tells what it is about: "share" and "stays" are below
# it, "students" and "replicas" above.
TELLING = 0.2
PARTS = (SearchEntry.Kind.LESSON, SearchEntry.Kind.OBSERVATION, SearchEntry.Kind.DECISION)
ANSWERS = 10  # best ones, whose words are counted


def telling(text, terms, weights):
    """Return the stems of `terms`, {stem: (Word, times)}, that tell what `text` is about, best first.

    Judged by meaning; without it, by what the best answers share. Those too that no text holds.
    """
    words = {stem: word for stem, (word, _) in terms.items() if is_telling(word)}
    found = meaning.each_like(text, [word.written for word in words.values()])
    if found:
        scores = {stem: it for stem, it in zip(words, found, strict=True) if it >= TELLING}
    else:
        scores = _support(weights, words)
    return sorted(scores, key=lambda stem: (-scores[stem], -weights.worth[stem], stem))


def shown(stems, weights, limit=SHOWN):
    """Return the first `limit` of `stems`, best first, that published texts hold."""
    return [stem for stem in stems if stem in weights.counts][:limit]


def _support(weights, words):
    """{stem: what it is worth, the more the more of the best answers share it}."""
    answers = SearchEntry.objects.filter(kind__in=PARTS, is_retired=False, draft=None)
    best = ranking.best(weights, answers)[:ANSWERS] if words else []
    held = Counter(stem for it in best for stem in it.parts)
    return {stem: weights.worth[stem] * (1 + held[stem]) for stem in words}
