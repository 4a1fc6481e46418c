"""Why a text is offered: the words that it shares with a description, or that it means the same."""

import re

from retros import meaning
from retros.search import vocabulary
from retros.search.evidence import FEW_TEXTS, Evidence, is_telling
from retros.search.labels import with_labels
from retros.search.snippet import LENGTH, beginning

# A cosine with the brief from which on a text is close, whatever its words. Of what stood among the
# first ten for seven judged briefs, 74 of 100 lessons and 86 of 100 texts of all kinds beyond it
# were of use; by words alone it was half.
NEAR = 0.36
# A cosine with the brief from which on a word tells what it is about: "share" and "stays" are below
# it, "students" and "replicas" above.
TELLING = 0.2
_SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n")
_SENTENCES = 12  # looked at, of one text


class Reasons:
    """Reasons for one description: `terms` is {stem: (Word, times)}, `given` the stems that suffice
    alone, `near` the cosine that does.
    """

    def __init__(self, text, terms, weights, given, near=NEAR):
        self.text, self.near, self.ways = text, near, weights.ways
        subjects = {stem: word for stem, (word, _) in terms.items() if is_telling(word)}
        self.terms = telling(text, subjects, given)
        counts = {stem: number for stem, number in weights.counts.items() if stem in self.terms}
        number = max(weights.number, FEW_TEXTS)
        rarities = {it: vocabulary.rarity(number, counts.get(it, 0)) for it in self.terms}
        words = {stem: word.word for stem, word in self.terms.items()}
        self.evidence = Evidence(words, rarities, number, counts.keys(), given, ways=self.ways)

    def shown_by(self, entry, stems):
        """Return {stem: word of the description} that a text shows, if it is more than chance.

        `stems` are those that it shares anywhere.
        """
        if not self.evidence.may_be_in(stems):
            return {}
        shown = self.evidence.shown_by(f"{entry.title}\n{entry.tag_text}", entry.body)
        return {stem: self.terms[stem].written for stem in shown}

    def is_most_in(self, stems):
        """Return whether these stems make up most of a short description."""
        return self.evidence.is_most_in(stems)

    def is_near(self, similarity):
        """Return whether a text means about the same; `similarity` is its cosine, or None."""
        return similarity is not None and similarity >= self.near

    def nearest_in(self, entry):
        """Return the sentence of a text with the closest meaning, "" if that is its title."""
        found = [it.strip() for it in _SENTENCE.split(entry.body) if it.strip()]
        # A longer one is a table or a list whose lines were joined.
        sentences = [it for it in found if len(it) <= LENGTH] or found
        texts = list(filter(None, [entry.title, *sentences[:_SENTENCES]]))
        likeness = meaning.each_like(self.text, texts)
        if not likeness:
            return ""
        nearest = texts[max(range(len(texts)), key=lambda place: (likeness[place], -place))]
        return "" if nearest == entry.title else with_labels(beginning(nearest, LENGTH))


def telling(text, words, given=()):
    """Return those of `words`, {stem: Word}, that say what `text` is about, or are `given`.

    All of them if meaning is off.
    """
    found = meaning.each_like(text, [word.written for word in words.values()])
    if not found:
        return words
    likeness = dict(zip(words, found, strict=True))
    return {it: word for it, word in words.items() if it in given or likeness[it] >= TELLING}
