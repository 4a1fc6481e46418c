"""Why a text is offered: the words that it shares with a description, or that it means the same."""

from dataclasses import dataclass
from heapq import nlargest
from math import log
from operator import itemgetter
from statistics import fmean

from retros import meaning
from retros.models import SearchEntry
from retros.search import telling_words, vocabulary
from retros.search.evidence import FEW_TEXTS, Evidence
from retros.search.labels import with_labels
from retros.search.sentences import sentences_of
from retros.search.snippet import LENGTH, beginning, passage

# A text is as near as its cosine with the whole brief and that with the closest of its sentences, on
# average: by the whole alone, each sentence about dates or the budget makes everything less near.
# How near is close depends on what a repository has about the subject: of one that nobody wrote about,
# the best are as near as .44 by what they say of customers and roll-outs. So a part of what is needed
# falls with how near the nearest texts are, and with the share of the brief's telling words they hold.
# Chosen on 7 judged briefs, each in nine forms (a title, a first sentence, paraphrases, twice as long),
# and 14 of other subjects, in four: 4.2 texts of use are close among the first ten instead of 3.9, and .75
# of those judged, as before. Their number differs between the forms of a brief by 1.4 instead of 1.8;
# nothing is close for 2 of 63 instead of 6, and something for 6 of 56 of another subject instead of 2.
ENOUGH, BY_NEAREST, BY_SHARE = 0.64, 0.6, 0.6
NEAREST, OF = 10, 50  # ten texts at most, or one of fifty
LEAST, MOST = 0.36, 0.5  # needed, whatever the nearest are
# As far as lessons and observations tell: whole retrospectives hold some word of every brief, and an
# account of an outage is as near as .43 to what customers could notice of a change.
SHORT = (SearchEntry.Kind.LESSON, SearchEntry.Kind.OBSERVATION)
WITH_WORDS = 0.04  # so much less is enough for a text that shows words of the brief
FEW, NEAR, NEAR_WITH_WORDS = 100, 0.36, 0.1  # texts too few to tell what the nearest are worth
# What is as little below what is close: of the first three, 12 of 19 were of use.
ALMOST = 0.06
# A text longer than the encoder reads holds words of any brief somewhere: the passage that shows them
# may mean only so much less than what is close. Chosen on 12 briefs, where of 14 such texts it leaves 10,
# with 8 of the 9 that are of use; for 9 others it leaves 7 of 11, with 5 of the 6.
LONG, PASSAGE = 600, 0.075
# A few words about a project mean a little like anything that holds one of them: "the app" is as near to a
# new mobile app as .5. So what is close to a short brief by its meaning alone has to hold a word that few
# texts hold, the cube root of all or less, or the rarest of the brief; or be of a retrospective that does
# and is about as near. What shares no word at all has to be nearer, and its retrospective nearly close.
# Of 35 beginnings of judged briefs, .76 of what is close is of use instead of .61: 2.5 texts instead of 3.8.
# Such a word is reason enough for a text of a retrospective that is about as near: for 25 other briefs 7
# more texts are close, all of use, "test WebGL builds sooner" for a game jam among them.
BRIEF, RARE, ABOUT = 40, 2 / 3, 0.06  # words; of the logarithm of all texts; of a cosine
NEARER, AROUND = 0.12, 0.1
NAMED = 2  # words that a text close by its meaning has to share for them to be shown as its reason
_SENTENCES = 12  # looked at, of one text


@dataclass(frozen=True)
class Cut:
    """The cosine from which on a text is close, and how much less is enough with shared words."""

    near: float
    with_words: float
    is_of_short: bool = False

    def is_near(self, cosine):
        """Return whether a text means about the same; `cosine` may be None."""
        return cosine is not None and cosine >= self.near

    def is_close(self, cosine, has_words):
        """Return whether a text is close. Without a cosine, words decide."""
        return has_words if cosine is None else cosine >= self._needed(has_words)

    def is_chance(self, cosine):
        """Return whether the passage of a long text that shows words means too little."""
        return cosine < self.near - PASSAGE

    def is_almost(self, cosine, has_words):
        """Return whether a text is close, or misses it by little."""
        return cosine is not None and cosine >= self._needed(has_words) - ALMOST

    def _needed(self, has_words):
        return self.near - (self.with_words if has_words else 0)


def _is_about_as_near(cosine, cut):
    return (cosine or 0) >= cut.near - ABOUT


class Reasons:
    """Reasons for one description: `terms` is {stem: (Word, times)}, `given` the stems that suffice
    alone.
    """

    def __init__(self, text, terms, weights, given=()):
        self.text, self.ways = text, weights.ways
        stems = telling_words.telling(text, terms, weights)
        named = {*telling_words.shown(stems, weights), *given}
        # What no text holds is no reason, but tells how much of the subject could be known here.
        known = [it for it in stems if it in named or it not in weights.counts]
        self.terms = {it: terms[it][0] for it in dict.fromkeys([*known, *given]) if it in terms}
        counts = {stem: number for stem, number in weights.counts.items() if stem in self.terms}
        number = max(weights.number, FEW_TEXTS)
        rarities = {it: vocabulary.rarity(number, counts.get(it, 0)) for it in self.terms}
        words = {stem: word.word for stem, word in self.terms.items()}
        rare = min(RARE * log(number), max(rarities.values(), default=0))
        self.rare = {it for it, rarity in rarities.items() if rarity >= rare}
        self.is_short = len(text.split()) < BRIEF
        self.evidence = Evidence(words, rarities, number, counts.keys(), given, ways=self.ways)

    def shown_by(self, entry, stems):
        """Return {stem: word of the description} that a text shows, if it is more than chance.

        `stems` are those that it shares anywhere.
        """
        if not self.evidence.may_be_in(stems):
            return {}
        shown = self.evidence.shown_by(f"{entry.title}\n{entry.tag_text}", entry.body)
        return {stem: self.terms[stem].written for stem in shown}

    def named_by(self, entry, stems):
        """Return the same of a short text that is close by its meaning: two words name its subject.

        Of a longer one, the nearest sentence says more.
        """
        if len(entry.body) > LENGTH or len(self.evidence.weighty & stems) < NAMED:
            return {}
        named = self.evidence.in_sight(f"{entry.title}\n{entry.tag_text}", entry.body)
        named = self.evidence.ordered(named & self.evidence.weighty)
        return {stem: self.terms[stem].written for stem in named} if len(named) >= NAMED else {}

    def is_most_in(self, stems):
        """Return whether these stems make up most of a short description."""
        return self.evidence.is_most_in(stems)

    def tells(self, close, cut):
        """Return whether a text that is near to a short description tells of its subject."""
        if not cut.is_of_short:
            return True
        whole, around = close.whole
        if self.terms.keys().isdisjoint(close.stems):
            is_nearer = cut.is_near((close.similarity or 0) - NEARER)
            return is_nearer and (whole or 0) >= cut.near - AROUND
        near = _is_about_as_near(whole, cut)
        return not self.rare.isdisjoint(close.stems | around if near else close.stems)

    def rare_in(self, entry, close, cut):
        """Return {stem: word of the description} of the rare words that a text shows, if the
        description is short and the text's retrospective about as near.
        """
        if not (cut.is_of_short and _is_about_as_near(close.whole[0], cut)):
            return {}
        if self.rare.isdisjoint(close.stems):
            return {}
        found = self.rare & self.evidence.in_sight(f"{entry.title}\n{entry.tag_text}", entry.body)
        return {stem: self.terms[stem].written for stem in self.evidence.ordered(found)}

    def is_given(self, stems):
        """Return whether one of these stems is reason enough."""
        return not self.evidence.given.isdisjoint(stems)

    def are_chance(self, entry, words, cosine, cut):
        """Return whether a long text shows `words`, {stem: folded word}, where it means another thing.

        One of this cosine, or None.
        """
        if cosine is None or cut.is_near(cosine) or len(entry.body) <= LONG:
            return False
        likeness = meaning.each_like(self.text, [passage(entry.body, words)])
        return bool(likeness) and cut.is_chance(likeness[0])

    def cut(self, found):
        """Return the Cut for texts `found`, (cosine or None, stems, kind) of each."""
        told = [it for it in found if it[0] is not None]
        if len(told) < FEW:
            return Cut(NEAR, NEAR_WITH_WORDS)
        short = [it for it in told if it[2] in SHORT]
        return Cut(self._needed(short if len(short) >= FEW else told), WITH_WORDS, self.is_short)

    def _needed(self, told):
        nearest = nlargest(min(NEAREST, len(told) // OF), told, key=itemgetter(0))
        known = fmean(
            BY_NEAREST * cosine + BY_SHARE * self.evidence.share_of(stems)
            for cosine, stems, _ in nearest
        )
        return min(MOST, max(LEAST, ENOUGH - known))

    def nearest_in(self, entry):
        """Return the sentence of a text with the closest meaning, "" if that is its title."""
        texts = list(filter(None, [entry.title, *sentences_of(entry.body)[:_SENTENCES]]))
        likeness = meaning.each_like(self.text, texts) if len(texts) > 1 else [1]
        if not texts or not likeness:
            return ""
        nearest = texts[max(range(len(texts)), key=lambda place: (likeness[place], -place))]
        return "" if nearest == entry.title else with_labels(beginning(nearest, LENGTH))
