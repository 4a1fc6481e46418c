"""In which other ways the words of a question may be written.

As one word where a hyphen parts it, and as curators say (EquivalentWords). The index knows nothing of
it, so a change counts at once. A way of several words is a stem with spaces: a phrase.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from retros.models import EquivalentWords, composed_once, ways_from_text
from retros.search import terms, vocabulary

SHORTEST = 3  # letters before an ending, as in "rise"


@dataclass(frozen=True)
class Expansion:
    """`also` is {stem: the stems of its other ways}, `names` {such a stem: how it is written}."""

    also: dict
    names: dict


@dataclass(frozen=True)
class _Known:
    """What curators said: {first stem: [(phrase, [(way, as written)])]}, and lists of endings."""

    phrases: dict
    endings: list


def expanded(text):
    """Return the Expansion of `text`. One query."""
    also, names = defaultdict(dict), {}
    for stem, ways in terms.ways_of_joined(text).items():
        also[stem] |= dict.fromkeys(ways)
    known = _read(tuple(_all_words(None)))
    words = terms.words(text[: terms.PROSE_MAX_CHARACTERS])
    stems = [word.stem for word in words]
    for place, word in enumerate(words):
        for phrase, others in known.phrases.get(word.stem, ()):
            if tuple(stems[place : place + len(phrase)]) == phrase:
                names |= others
                for stem in phrase:
                    also[stem] |= dict.fromkeys(others)
        others = _other_endings(word, known.endings)
        names |= others
        also[word.stem] |= dict.fromkeys(others)
    typed = f" {' '.join(stems)} "
    return Expansion(
        {stem: tuple(ways) for stem, ways in also.items() if ways},
        {way: written for way, written in names.items() if f" {way} " not in typed},
    )


@composed_once
def _all_words(_user):
    return EquivalentWords.objects.values_list("words", flat=True)


def together(also, more):
    """Return both of {stem: other ways}."""
    return also | {stem: tuple(dict.fromkeys((*also.get(stem, ()), *more[stem]))) for stem in more}


def known(names, held):
    """Return the ways of `names`, {stem: as written}, whose stems are in `held`."""
    return tuple(dict.fromkeys(written for way, written in names.items() if way in held))


def also_searched(text: str) -> tuple[str, ...]:
    """Return other ways in which the words of `text` stand in published texts. Two queries."""
    names = expanded(text).names
    counts = vocabulary.document_counts({word for way in names for word in way.split(" ")})
    return known(names, {way for way in names if all(word in counts for word in way.split(" "))})


def stems_of(way: str) -> str:
    """Return the stem by which a way of writing is found, with spaces if it is a phrase."""
    return " ".join(word.stem for word in terms.words(way))


def is_ending(way: str) -> bool:
    """Return whether it is the end of words, such as "-ise"."""
    return way.startswith("-")


@lru_cache(maxsize=4)
def _read(lines):
    phrases, endings = defaultdict(list), []
    for ways in map(ways_from_text, lines):
        if all(map(is_ending, ways)):
            endings.append([way[1:].casefold() for way in ways])
            continue
        written = {}
        for way in ways:
            written.setdefault(stems_of(way), way)
        for own in filter(None, written):
            others = {way: it for way, it in written.items() if way and way != own}
            phrase = tuple(own.split(" "))
            phrases[phrase[0]].append((phrase, others))
    return _Known(phrases, endings)


def _other_endings(word, endings):
    """{stem: word} of a Word with another ending."""
    found = {}
    for group in endings:
        for ending in group:
            begun = word.word.removesuffix(ending)
            if begun != word.word and len(begun) >= SHORTEST:
                found |= {terms.stem_of(begun + it): begun + it for it in group if it != ending}
    found.pop(word.stem, None)
    return found
