"""The words that stand out in an entry, marked in the index.

Of a common word the index holds more entries than a search can look at. The best of them are those
in which the word weighs most, and how much that is, is known when the entry is written: by BM25, a
count that saturates, against the usual length. Marked are the words above each of two levels; over
100,000 texts a common word passed the first in an eighth of its entries, the second in a fiftieth.
"""

from retros.models import SearchEntry
from retros.search.entries import BODY_WEIGHT, TAG_WEIGHT, TITLE_WEIGHT

K1, B = 1.2, 0.75  # as Robertson and Zaragoza give BM25F (2009)
LEVELS = (1.5, 1.7)  # of at most K1 + 1; a word that stands once in a text of usual length has 1
MARK = "↑"  # before a stem, once for each level; no stem holds it
# Weighted lengths while a site holds no entry of a kind, about those of real retrospectives.
USUAL = {
    SearchEntry.Kind.RETROSPECTIVE: 250,
    SearchEntry.Kind.DECISION: 60,
    SearchEntry.Kind.OBSERVATION: 25,
    SearchEntry.Kind.LESSON: 60,
    SearchEntry.Kind.WALL_POST: 40,
}


def saturation(length, average):
    """Return the count that is worth half of the most, in an entry of a weighted `length`."""
    return K1 * (1 - B + B * length / average)


def saturated(count, half):
    """Return the worth of `count`, weighted by field, where `half` is the `saturation`."""
    return count * (K1 + 1) / (count + half)


def marks(entry, averages):
    """Return the marked stems of an entry from `entries.of`; `averages` is {kind: average length}."""
    average = averages.get(entry.kind) or USUAL[entry.kind]
    counts = {}
    for weight, stems in zip((TITLE_WEIGHT, TAG_WEIGHT, BODY_WEIGHT), entry.stems, strict=True):
        for stem in stems:
            counts[stem] = counts.get(stem, 0) + weight
    found, half = [], saturation(entry.length, average)
    for stem, count in counts.items():
        worth = saturated(count, half)
        found += [MARK * level + stem for level, least in enumerate(LEVELS, 1) if worth >= least]
    return found
