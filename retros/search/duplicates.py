"""Which lessons say what somebody is just writing."""

from retros import meaning
from retros.models import Lesson, SearchEntry
from retros.search import closeness, ranking, vocabulary
from retros.search.evidence import is_telling
from retros.search.grouping import SAME_MEANING
from retros.search.relevance import PROSE_WORDS, query_terms
from retros.search.results import Match
from retros.search.risks import FILLER_WEIGHT
from retros.search.terms import prose

# Two statements that share so much say the same. Of pairs of real lessons with this or more,
# 24 of 25 did; of 16 paraphrases all were found, and of 100,000 random pairs 4 were.
SAYING_THE_SAME = 0.4
SAYING_WORDS = 3  # fewer are a subject, not a statement
SAYING_AMONG = 50
NEAREST = 10  # by meaning, whose statements are compared


def find_duplicates(statement, limit, elsewhere_than):
    """Return Matches whose statement says the same as `statement`, without duplicates of each
    other.

    Compared by the words that the two share, weighted by rarity, against all words of both (Dice),
    or by meaning. Closeness alone would only tell how much of the subject is shared. Eleven
    queries.
    """
    terms, ways, _ = query_terms(statement)
    if len(terms) < SAYING_WORDS:
        return []
    entries = closeness.offerable().exclude(retrospective=elsewhere_than)
    weights = ranking.weigh({stem: times for stem, (_, times) in terms.items()}, ways)
    ranked = ranking.best(weights, entries)
    pks = [it.pk for it in ranked[:SAYING_AMONG]]
    nearest = _nearest(statement, weights, entries, ranked)
    loaded = SearchEntry.objects.in_bulk({*pks, *nearest})
    alike = _alike(statement, [loaded[pk] for pk in pks if pk in loaded])
    for pk, same in _meaning(statement, [loaded[pk] for pk in nearest if pk in loaded]).items():
        alike[pk] = max(same, alike.get(pk, 0))
    return _families(alike)[:limit]


def _families(alike):
    """Matches of {lesson id: share} that say the same, of each family the closest."""
    lessons = Lesson.objects.in_bulk(pk for pk, share in alike.items() if share >= SAYING_THE_SAME)
    by_family = {}
    for pk in sorted(lessons, key=lambda pk: (-alike[pk], pk)):
        by_family.setdefault(lessons[pk].duplicate_of_id or pk, Match(pk, alike[pk]))
    return list(by_family.values())


def _nearest(statement, weights, entries, ranked):
    """Ids of the entries that mean most alike, of what has words in common and the newest."""
    if meaning.of(statement) is None:
        return []
    ranked = ranked + closeness.others(weights, entries, ranked)
    similar = meaning.similarities(statement, [it.pk for it in ranked])
    return sorted(similar, key=lambda pk: (-similar[pk], pk))[:NEAREST]


def _meaning(statement, entries):
    """{lesson id: as close as a share of words} of those whose title means the same."""
    found = meaning.each_like(statement, [entry.title for entry in entries])
    return {
        entry.object_id: cosine
        for entry, cosine in zip(entries, found, strict=bool(found))
        if cosine >= SAME_MEANING
    }


def _alike(statement, entries):
    """{lesson id: share of the words, weighed, of its title and `statement` that both have}."""
    texts = {entry.object_id: prose(entry.title, PROSE_WORDS) for entry in entries}
    own = prose(statement, PROSE_WORDS)
    stems = set(own).union(*texts.values())
    number = vocabulary.sizes().texts
    counts = vocabulary.document_counts(stems)

    def worth(text):
        return {
            stem: vocabulary.rarity(number, counts.get(stem, 0))
            * (1 if is_telling(word) else FILLER_WEIGHT)
            for stem, (word, _) in text.items()
        }

    mine, shares = worth(own), {}
    for pk, text in texts.items():
        theirs = worth(text)
        shared = sum(mine[stem] for stem in mine.keys() & theirs.keys())
        shares[pk] = 2 * shared / (sum(mine.values()) + sum(theirs.values()))
    return shares
