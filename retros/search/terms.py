"""The only parser of what people type, and the one analyzer of all text.

Both databases are given the stems made here, so both find the same. A word is a run of letters,
digits and marks of any script; it is folded (NFKD, marks dropped), lower-cased and stemmed
(Snowball, SEARCH_LANGUAGE). What is written without spaces (see `unspaced`) gives each letter and
each pair of neighbors. Quoted phrases and -words are strict, all else only ranks: to require every word lost
nine of ten answers to questions in natural language.
"""

import re
import threading
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache

import snowballstemmer
from django.conf import settings

from retros.search import stop_words, unspaced
from retros.search.operators import FILTERS_MAX, QUERY_MAX_CHARACTERS, tokens

LANGUAGE = settings.SEARCH_LANGUAGE
WORD_MAX_LENGTH = 64
QUERY_MAX_WORDS = 48
PROSE_MAX_CHARACTERS = 50_000
STRICT_MAX = 8  # phrases, and as many things to leave out

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
_WORD = re.compile(rf"{_LANGUAGE}|{_RUN}(?:['’]{_RUN}){{0,3}}")
_SPACED = rf"(?:(?![{unspaced.LETTERS}])[\w{_MARKS}]){{1,{WORD_MAX_LENGTH}}}"
_UNSPACED = f"[{unspaced.LETTERS}][{unspaced.LETTERS}{_MARKS}]*"
_MIXED = re.compile(rf"{_LANGUAGE}|{_UNSPACED}|{_SPACED}(?:['’]{_SPACED}){{0,3}}")
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


@dataclass(frozen=True)
class Query:
    """What somebody typed, taken apart.

    `words` are the different ones, those of the phrases too; `times` says {stem: how often}.
    """

    text: str
    words: tuple[Word, ...] = ()
    times: dict = field(default_factory=dict)
    phrases: tuple[tuple[str, ...], ...] = ()
    without: tuple[tuple[str, ...], ...] = ()
    fields: dict = field(default_factory=dict)
    years: tuple[int | None, int | None] | None = None

    @property
    def stems(self):
        return [word.stem for word in self.words]


def normal(text):
    """Return `text` in the form that places are counted in."""
    return text if text.isascii() else _INVISIBLE.sub("", unicodedata.normalize("NFC", text))


def places(text, among=None):
    """Yield (start, end, Word) for each word of `normal(text)` that is not a stop word.

    Only for words whose stem is `among` the given ones, if any are given.
    """
    for match in _runs(text):
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


def _runs(text):
    """Matches of what may be words; an underscore joins names of code, no words."""
    pattern = _MIXED if unspaced.holds_any(text) else _WORD
    return pattern.finditer(text.replace("_", " "))


def stems(text):
    """Return the stems of `text` in order, as the index holds them."""
    found = []
    for match in _runs(normal(text)):
        if unspaced.begins(match.group()):
            found += [word for _, _, word, _ in unspaced.pieces(match.group())]
        elif known := _analyzed(match.group()):
            found.append(known[1])
    return found


@lru_cache(maxsize=50_000)
def stem_of(word):
    """Return the stem of a folded word."""
    if not hasattr(_stemmers, "current"):
        _stemmers.current = snowballstemmer.stemmer(LANGUAGE)
    return _stemmers.current.stemWord(word)[:WORD_MAX_LENGTH] or word


def forms(text):
    """Return the different words of `text` as the vocabulary counts and completes them."""
    text = normal(text)
    found = {word.word for _, _, word in places(text)}
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
    found = words(text[:PROSE_MAX_CHARACTERS])
    times = Counter(word.stem for word in found)
    first = {word.stem: word for word in reversed(found)}
    subjects = sorted(times, key=lambda stem: (first[stem].word in FILLER, -times[stem]))
    return {stem: (first[stem], times[stem]) for stem in subjects[:limit]}


def parse(text):
    """Take apart what somebody typed. Raises nothing for any text; the rest of a long one is cut.

    Operators: "a phrase", -word, -"a phrase", and kind: category: tag: team: project: result:
    phase: year:2024 year:2024..2026. Everything else is words.
    """
    text = text[:QUERY_MAX_CHARACTERS].replace("\x00", " ")
    found, phrases, without, narrowing = [], [], [], {}
    for token in tokens(text):
        if token.narrows:
            narrowing[token.narrows] = True
            continue
        phrase = tuple(stems(token.content))
        if token.is_left_out and phrase:
            without.append(phrase)
            continue
        if token.is_phrase and phrase:
            phrases.append(phrase)
        found.extend(words(token.content))
    distinct = _distinct(found)[:QUERY_MAX_WORDS]
    times = Counter(word.stem for word in found)
    return Query(
        text=text,
        words=distinct,
        times={word.stem: times[word.stem] for word in distinct},
        phrases=tuple(dict.fromkeys(phrases))[:STRICT_MAX],
        without=tuple(dict.fromkeys(without))[:STRICT_MAX],
        **_fields(list(narrowing)[:FILTERS_MAX]),
    )


def _fields(narrowing):
    """`fields` and `years` of a Query; of several years, the last one."""
    fields, years = {}, None
    for name, value in narrowing:
        if name == "year":
            years = value
        else:
            fields[name] = (*fields.get(name, ()), value)
    return {"fields": fields, "years": years}


def _distinct(found):
    first = {}
    for word in found:
        first.setdefault(word.stem, word)
    return tuple(first.values())


@lru_cache(maxsize=50_000)
def _analyzed(written):
    """(word, stem), or None for a stop word and for what has no letter or digit."""
    if language := _LANGUAGES.get(written.lower()):
        return language, language
    word = _folded(_POSSESSIVE.sub("", written))[:WORD_MAX_LENGTH]
    if not word or word in STOP_WORDS:
        return None
    return word, stem_of(word)


def _folded(written):
    if written.isascii():
        return written.lower().replace("'", "")
    decomposed = unicodedata.normalize("NFKD", written).lower().translate(_PLAIN)
    return "".join(character for character in decomposed if character.isalnum())
