"""The one analyzer of all text, of what is written and of what is asked.

Both databases are given the stems made here, so both find the same. A word is a run of letters,
digits and marks of any script; it is folded (NFKD, marks dropped), lower-cased and stemmed
(Snowball, SEARCH_LANGUAGE). What is written without spaces (see `unspaced`) gives each letter and
each pair of neighbors. What is written in several ways, `spellings` adds.
"""

import re
import threading
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache

import snowballstemmer
from django.conf import settings

from retros import meaning
from retros.search import spellings, stop_words, unspaced

LANGUAGE = settings.SEARCH_LANGUAGE
WORD_MAX_LENGTH = 64
PROSE_MAX_CHARACTERS = 50_000
LETTERS = 5  # with which words begin: of more, all words are looked at

# In other languages nothing is left out; there too, common words weigh little.
STOP_WORDS = stop_words.STOP_WORDS if LANGUAGE == "english" else frozenset()
FILLER = stop_words.FILLER if LANGUAGE == "english" else frozenset()

_MARKS = "".join(
    character
    for character in map(chr, range(0x300, 0x10000))
    if unicodedata.category(character).startswith("M")
)
# A run longer than any word is cut into words, so that no part of it is lost.
_RUN = rf"[\w{_MARKS}]{{1,{WORD_MAX_LENGTH}}}"
# Languages of one letter, which would be that letter alone.
_LANGUAGE = r"(?<!\w)(?:[Cc]\+\+|[CcFf]\#(?!\w))"
_LANGUAGES = {"c++": "cplusplus", "c#": "csharp", "f#": "fsharp"}
_NAMED = f"{_LANGUAGE}|{spellings.VERSION}"
_WORD = re.compile(rf"{_NAMED}|{_RUN}(?:['’]{_RUN}){{0,3}}")
_SPACED = rf"(?:(?![{unspaced.LETTERS}])[\w{_MARKS}]){{1,{WORD_MAX_LENGTH}}}"
_UNSPACED = f"[{unspaced.LETTERS}][{unspaced.LETTERS}{_MARKS}]*"
_MIXED = rf"{_NAMED}|{_UNSPACED}|{_SPACED}(?:['’]{_SPACED}){{0,3}}"
# Inside a word: a soft hyphen, where a line may break, or what has no width.
_INVISIBLE = re.compile(r"(?<=\w)[\u00ad\u200b\u2060\ufeff]+(?=\w)")
# Letters that Unicode does not decompose, as people type them without.
_PLAIN = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"} | dict(zip("øłđıðħŧ", "oldidht", strict=True))
)
_POSSESSIVE = re.compile(r"['’]s$")
_stemmers = threading.local()  # Snowball keeps the word it works on in the object


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it was written, as it is compared, and its stem.

    `is_letter` says that it is one letter of text without spaces, beside the pairs it is in.
    """

    written: str
    word: str
    stem: str
    is_letter: bool = False


def normal(text):
    """Return `text` in the form that places are counted in."""
    return text if text.isascii() else _INVISIBLE.sub("", unicodedata.normalize("NFC", text))


def places(text, among=None):
    """Yield (start, end, Word) for each word of `normal(text)` that is not a stop word.

    Only for words whose stem is `among` the given ones, if any are given.
    """
    for match in _runs(text) if among is None else _runs_like(text, among):
        if unspaced.begins(match.group()):
            for start, end, word, is_letter in unspaced.pieces(match.group()):
                if among is None or word in among:
                    written = match.group()[start:end]
                    place = match.start() + start, match.start() + end
                    yield *place, Word(written, word, word, is_letter)
        elif (known := _analyzed(match.group())) and (among is None or known[1] in among):
            yield match.start(), match.end(), Word(match.group(), *known)


def words(text: str) -> list[Word]:
    """Return the Words of `text` to search for, in order; pairs of letters for text without
    spaces.
    """
    return [word for _, _, word in places(normal(text)) if not word.is_letter]


def common_words(text):
    """Return the stop words of `text`, as written."""
    found = (match.group() for match in _runs(normal(text)))
    return tuple(dict.fromkeys(it for it in found if _folded(it) in STOP_WORDS))


@cache
def _mixed():
    """Compiled for the first text without spaces: that takes as long as a request."""
    return re.compile(_MIXED)


def _runs(text):
    """Matches of what may be words; an underscore joins names of code, no words."""
    pattern = _mixed() if unspaced.holds_any(text) else _WORD
    return pattern.finditer(text.replace("_", " "))


def _runs_like(text, among):
    """Those of `_runs` that can have one of these stems: most words begin with another letter."""
    starts = "".join(sorted({it[0] for it in among}))
    if len(starts) > LETTERS or unspaced.holds_any(text):
        return _runs(text)
    text = text.replace("_", " ")
    found = _starts_of(starts).finditer(text)
    return filter(None, (_WORD.match(text, it.start()) for it in found))


@lru_cache(maxsize=1_000)
def _starts_of(letters):
    """A pattern of where words begin that are folded to words with these first letters."""
    written = re.escape(letters + letters.upper() + ("vV" if re.search(r"\d", letters) else ""))
    before = rf"[\w{_MARKS}]"
    inside = rf"(?<!{before}.)(?<!{before}['’].)(?<!\d\.\d)"  # of a word, or of a version
    return re.compile(rf"[{written}\x80-\U0010ffff]{inside}", re.DOTALL)


def stems(text):
    """Return the stems of `text` in order."""
    found = []
    for match in _runs(normal(text)):
        if unspaced.begins(match.group()):
            found += [word for _, _, word, _ in unspaced.pieces(match.group())]
        elif known := _analyzed(match.group()):
            found.append(known[1])
    return found


def other_places(text, among=None):
    """Yield (start, end, Word) of what `normal(text)` holds that is written in several ways.

    Only for words whose stem is `among` the given ones, if any are given.
    """
    is_number = among is None or any(it[:1].isdigit() for it in among)
    for start, end, word in (spellings.others if is_number else spellings.other_words)(text):
        if (known := _analyzed(word)) and (among is None or known[1] in among):
            yield start, end, Word(text[start:end], *known)


def other_stems(text):
    """Return the stems of `other_places`."""
    return [word.stem for _, _, word in other_places(normal(text))]


def ways_of_joined(text):
    """Return {stem of a part: stems of the whole} of the hyphenated words of `text`."""
    found = {}
    for _, _, parts in spellings.joined(normal(text)):
        for part in parts:
            if (known := _analyzed(part)) and (whole := _analyzed("".join(parts))):
                found.setdefault(known[1], {})[whole[1]] = None
    return {stem: tuple(ways) for stem, ways in found.items()}


@lru_cache(maxsize=50_000)
def stem_of(word):
    """Return the stem of a folded word."""
    if not word.isalnum():
        return spellings.stem_of_number(word)
    if not hasattr(_stemmers, "current"):
        _stemmers.current = snowballstemmer.stemmer(LANGUAGE)
    return _stemmers.current.stemWord(word)[:WORD_MAX_LENGTH] or word


def forms(text):
    """Return the different words of `text` as the vocabulary counts and completes them."""
    text = normal(text)
    found = {word.word for _, _, word in (*places(text), *other_places(text))}
    if unspaced.holds_any(text):
        found |= {match.group() for match in unspaced.likely_words(text)}
    return found


def begun(text):
    """Return the last word of `text` if it may be unfinished, or ""."""
    if unspaced.begins(text[-1:]):
        likely = list(unspaced.likely_words(text))
        return likely[-1].group() if likely and text.endswith(likely[-1].group()) else ""
    last = words(text)[-1:]
    return last[0].word if last and text.endswith(last[0].written) else ""


def prose(text, limit):
    """Return the words of a description: {stem: (first Word, times)}, at most `limit` of them.

    Nothing in it is an operator: people use quotes and dashes in sentences.
    """
    text = text[:PROSE_MAX_CHARACTERS]
    found = without_common(words(spellings.without_elisions(text)), text)
    times = Counter(word.stem for word in found)
    first = {word.stem: word for word in reversed(found)}
    subjects = sorted(times, key=lambda stem: (first[stem].word in FILLER, -times[stem]))
    return {stem: (first[stem], times[stem]) for stem in subjects[:limit]}


def without_common(found, text):
    """Return the Words `found` in a text without those that sentences in its language are made of.

    The index and the search box keep them: there nobody knows in which language a word is meant.
    """
    common = _all_folded(meaning.common_words(text))
    return [it for it in found if it.word not in common and not unspaced.is_particle(it.word)]


@cache
def _all_folded(written):
    return frozenset(map(_folded, written))


@lru_cache(maxsize=50_000)
def _analyzed(written):
    """(word, stem), or None for a stop word and for what has no letter or digit."""
    if language := _LANGUAGES.get(written.lower()):
        return language, language
    if number := spellings.number(written):
        return number, stem_of(number)
    word = _folded(_POSSESSIVE.sub("", written))[:WORD_MAX_LENGTH]
    if not word or word in STOP_WORDS:
        return None
    return word, stem_of(word)


def _folded(written):
    if written.isascii():
        return written.lower().replace("'", "")
    decomposed = unicodedata.normalize("NFKD", written).lower().translate(_PLAIN)
    return "".join(character for character in decomposed if character.isalnum())
