"""Compounds are one word, however they are written: post-mortem, postmortem, post mortem.

Which words are, the vocabulary tells: those that texts join often enough for as rare as their rarer part
is. So "load test" stays two words where "load-test" was written once.
"""

import re

from retros.search import vocabulary
from retros.search.terms import STOP_WORDS, Word, normal, places, stem_of

OFTEN = 1 / 5  # of the texts that hold the rarer part
# What a joined word may be parted into are words as well: not "duct", which stands somewhere, too.
OWN = 1 / 10  # of the texts that hold the whole
PART = 3  # letters at least
_BETWEEN = re.compile(r"[ ‐‑-]")


def united(text, terms):
    """Return ({stem: (Word, times)}, {stem: its other ways}): `terms` of `text` with compounds as one.

    A way with a space is a phrase. One query.
    """
    pairs, also = _found(terms, _pairs(normal(text), terms))
    terms = dict(terms)
    for one, other, whole in pairs:
        word, times = terms.get(whole.stem, (whole, 0))
        terms = _without(terms, (one, other)) | {whole.stem: (word, times + 1)}
        also[whole.stem] = f"{one} {other}"
    return terms, {stem: (way,) for stem, way in also.items() if stem in terms}


def ways(terms):
    """Return {stem: other ways} of joined words among `terms` of a description. One query.

    Its other compounds stay the words that they are made of: of "the front end and the back end" they
    weighed too much.
    """
    _, also = _found(terms, pairs=())
    return {stem: (way,) for stem, way in also.items()}


def _found(terms, pairs):
    """([(stem, next stem, Word of both)], {stem of a joined word: the phrase of its parts})."""
    splits = {stem: _splits(word.word) for stem, (word, _) in terms.items()}
    every = [*(pair[:3] for pair in pairs), *(it for found in splits.values() for it in found)]
    counts = vocabulary.word_counts({word for found in every for word in found})
    return [
        (stem_of(one), stem_of(other), Word(written, whole, stem_of(whole)))
        for one, other, whole, written in pairs
        if _is_compound(counts, one, other, whole)
    ], {
        stem: f"{stem_of(one)} {stem_of(other)}"
        for stem, found in splits.items()
        for one, other, whole in reversed(found)
        if min(counts.get(one, 0), counts.get(other, 0)) >= max(1, OWN * counts.get(whole, 0))
        and _is_compound(counts, one, other, whole)
    }


def _is_compound(counts, one, other, whole):
    rarer = min(counts.get(one, 0), counts.get(other, 0))
    return counts.get(whole, 0) >= max(1, OFTEN * rarer)


def _pairs(text, terms):
    """[(word, next word, both as one, as written)] where only a space or a hyphen is between them."""
    found, last = [], None
    for start, end, word in places(text):
        if last and word.stem in terms and last[2].stem in terms:
            between = text[last[1] : start]
            if _BETWEEN.fullmatch(between) and _may_join(last[2].word, word.word):
                whole = last[2].word + word.word
                found.append((last[2].word, word.word, whole, text[last[0] : end]))
        last = start, end, word
    return found


def _may_join(one, other):
    return min(len(one), len(other)) >= PART and (one + other).isalpha()


def _splits(word):
    """[(beginning, rest, word)] of a word in two."""
    places_ = range(PART, len(word) - PART + 1) if word.isalpha() else ()
    found = [(word[:place], word[place:], word) for place in places_]
    stem = stem_of(word)
    return [it for it in found if STOP_WORDS.isdisjoint(it[:2]) and stem_of(it[0]) != stem]


def _without(terms, stems):
    """`terms` with each of these stems once less."""
    rest = dict(terms)
    for stem in stems:
        if stem in rest:
            word, times = rest.pop(stem)
            if times > 1:
                rest[stem] = word, times - 1
    return rest
