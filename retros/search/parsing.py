"""What people type into a search box, taken apart.

Quoted phrases and -words are strict, all else only ranks: to require every word lost nine of ten
answers to questions in natural language.
"""

from collections import Counter
from dataclasses import dataclass, field

from retros.search import spellings
from retros.search.operators import FILTERS_MAX, QUERY_MAX_CHARACTERS, plain_quotes, tokens
from retros.search.terms import Word, common_words, stem_of, stems, words

QUERY_MAX_WORDS = 48
STRICT_MAX = 8  # phrases, and as many things to leave out


@dataclass(frozen=True)
class Query:
    """What somebody typed, taken apart.

    `words` are the different ones, those of the phrases too; `times` says {stem: how often}, `also`
    in which other ways a word may be written and `names` how those are spelled (see equivalents.py). `left_out` are words too common
    to be looked for, where there are no others.
    """

    text: str
    words: tuple[Word, ...] = ()
    times: dict = field(default_factory=dict)
    phrases: tuple[tuple[str, ...], ...] = ()
    without: tuple[tuple[str, ...], ...] = ()
    fields: dict = field(default_factory=dict)
    years: tuple[int | None, int | None] | None = None
    also: dict = field(default_factory=dict)
    names: dict = field(default_factory=dict)
    left_out: tuple[str, ...] = ()

    @property
    def says_nothing(self):
        """Whether something was typed, and nothing in it can be looked for."""
        asked = self.words or self.without or self.fields or self.years
        return bool(self.text.strip()) and not asked

    @property
    def stems(self):
        return [word.stem for word in self.words]

    @property
    def ways(self):
        """All stems by which one of the words is found."""
        others = (way for stem in self.stems for way in self.also.get(stem, ()))
        return [*self.stems, *others]


def parse(text):
    """Take apart what somebody typed. Raises nothing for any text; the rest of a long one is cut.

    Operators: "a phrase", -word, -"a phrase", and kind: category: tag: team: project: result:
    phase: year:2024 year:2024..2026. Everything else is words, and dates, which are one word each.
    """
    text = text[:QUERY_MAX_CHARACTERS].replace("\x00", " ")
    phrases, without, narrowing = [], [], {}
    rest, found = _dates_of(plain_quotes(text))
    for token in tokens(rest):
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
        left_out=() if found else common_words(text),
        **_fields(list(narrowing)[:FILTERS_MAX]),
    )


def _dates_of(text):
    """(`text` without the dates that stand in no phrase, those as Words)."""
    rest, at, found = [], 0, []
    for start, end, iso in spellings.dates(text):
        if not text.count('"', 0, start) % 2:
            found.append(Word(text[start:end], iso, stem_of(iso)))
            rest.append(text[at:start])
            at = end
    return " ".join([*rest, text[at:]]), found


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
