"""Whether what a text shares with a question is more than chance.

A long text holds some words of every description, far from each other and about other things. So
only what can be shown counts: the title, and the passage of the body that a snippet has room for.
There, two words that each stand in few texts say more than any number that stand in many; how few,
goes by the size of the collection: two that each stand in fewer than its square root meet in one
text by chance less than once.
"""

from math import log

from retros.search.inflection import is_form_of
from retros.search.snippet import LENGTH
from retros.search.terms import FILLER, normal, places

# What of a word's rarity is chance: this much of the logarithm of how many words are asked, because
# one of many is found more easily than one of few; at most so much of what the rarest word tells.
CHANCE, CHANCE_MOST = 0.7, 0.25
# A title says what its text is about: a word there counts twice for a description. A risk is one
# sentence, where a single word must not stand for two.
IN_TITLE = 2
# What all words shown must tell together, or as much as the question could at all; and how many
# there must be, or all that it has. Found on twelve descriptions over 1,100 real lessons: of the
# first ten lessons, a third were of use before, half of those that pass.
ENOUGH = 0.6
LEAST_WORDS, LEAST = 2, 0.05  # each telling so much at least
MOST, SHORT = 0.5, 4  # of a question of so few telling words, that a text may hold anywhere
# A site that begins holds a few texts, all of its own subject: which words are common in the world
# they cannot tell. Rarity is counted as if there were so many.
FEW_TEXTS = 1_000
_READ = 60_000  # characters of a text, as far as a snippet looks


def is_telling(word):
    """Return whether a Word can be a subject: not a filler word, not a number."""
    is_filler = word.word in FILLER or word.stem in FILLER
    return not is_filler and not word.word.isdigit()


class Evidence:
    """Judges texts by what they share with a question.

    `words` is {stem: folded word} of the question's telling words: only their forms count where a
    text is read. `rarities` are those of the stems, `number` says how many texts there are; `held`
    are the stems that any text has, `given` those that are reason enough by themselves, `ways` the
    stems by which each is found, too.
    """

    def __init__(self, words, rarities, number, held, given=(), in_title=IN_TITLE, ways=None):
        self.words = words
        self.stem_of_way = {
            way: stem
            for stem in words
            for way in (ways or {}).get(stem, ())[1:]
            if way not in words
        }
        sought = {*rarities, *self.stem_of_way}  # a phrase needs the words before its last
        self.sought = None if any(" " in it for it in sought) else sought
        whole = log(max(2, number))
        chance = min(CHANCE * log(max(1, len(rarities))), CHANCE_MOST * whole)
        self.weights = {stem: max(0, (it - chance) / whole) for stem, it in rarities.items()}
        self.in_title = in_title
        self.for_length = CHANCE / whole
        self.given = self.weights.keys() & given
        known = self.weights.keys() & held
        self.weighty = {
            stem for stem, it in self.weights.items() if it >= LEAST
        } or self.weights.keys()
        self.least_words = min(LEAST_WORDS, len(self.weighty))
        self.whole = sum(self.weights.values())
        self.enough = min(ENOUGH, sum(self.weights[stem] for stem in known))

    def is_most_in(self, stems):
        """Return whether these stems make up most of the question, as is possible for short ones."""
        return 0 < len(self.weights) <= SHORT and self.share_of(stems) >= MOST

    def share_of(self, stems):
        """Return how much of what the question's words tell these stems make out, from 0 to 1."""
        return sum(self.weights.get(stem, 0) for stem in stems) / (self.whole or 1)

    def may_be_in(self, stems):
        """Return whether a text that holds these stems anywhere can have enough to show."""
        shared = self.weights.keys() & stems
        return self._is_enough(shared, self.in_title * sum(self.weights[stem] for stem in shared))

    def shown_by(self, title, body):
        """Return the stems that a title and the best passage of its body share with the question.

        The most significant first; none if they are not enough.
        """
        titled = {stem for _, _, stem in self._words_in(title)}
        shared = titled | self._passage(body, titled)
        strength = sum(self.weights[it] * (self.in_title if it in titled else 1) for it in shared)
        # Of many passages, one has some words in common more easily than a single one has.
        if shared > titled:
            strength -= self.for_length * log(max(1, len(body) / LENGTH))
        if not self._is_enough(shared, strength):
            return []
        return self.ordered(shared)

    def in_sight(self, title, body):
        """Return the stems that a title and the best passage of its body share, however few."""
        titled = {stem for _, _, stem in self._words_in(title)}
        return titled | self._passage(body, titled)

    def ordered(self, stems):
        """Return stems, the most significant first."""
        return sorted(stems, key=lambda stem: (-self.weights[stem], stem))

    def _is_enough(self, shared, strength):
        if self.given & shared:
            return True
        words = self.weighty & shared
        return len(words) >= max(1, self.least_words) and strength >= self.enough

    def _words_in(self, text):
        """(start, end, stem) of each word of `text` that is asked for, or that is equivalent."""
        found, before = [], None
        for start, end, word in places(normal(text), self.sought):
            stem = self.stem_of_way.get(word.stem, word.stem)
            if word.stem in self.stem_of_way or (
                stem in self.weights and is_form_of(word.word, self.words[stem])
            ):
                found.append((start, end, stem))
            if before and (stem := self.stem_of_way.get(f"{before[1]} {word.stem}")):
                found.append((before[0], end, stem))
            before = start, word.stem
        return sorted(found)

    def _passage(self, body, titled):
        """The stems of the passage that tells most beside the title."""
        found = [it for it in self._words_in(body[:_READ]) if it[2] not in titled]
        best, most, last, weights = set(), -1, 0, self.weights
        for first, (start, _, _) in enumerate(found):
            while last < len(found) and found[last][1] <= start + LENGTH:
                last += 1
            stems = {stem for _, _, stem in found[first:last]}
            strength = sum(weights[stem] for stem in stems)
            if strength > most:
                best, most = stems, strength
        return best
