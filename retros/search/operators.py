"""The operators in what people type: which of them there are, and the text without them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from retros.models import Category, Phase, Retrospective, SearchEntry

QUERY_MAX_CHARACTERS = 4_000
FILTERS_MAX = 20  # different ones; each is a condition of the query and a link on the page

_TOKEN = re.compile(
    r"""
    (?P<minus>(?<!\S)-(?=[\w"]))?
    (?:(?P<field>[a-z]+):(?=[\w".]))?
    (?:"(?P<phrase>[^"]*)"|(?P<plain>[^\s"]+))
    """,
    re.VERBOSE | re.IGNORECASE,
)
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))
_YEARS = re.compile(r"(\d{4})?(\.\.)?(\d{4})?")
_CHOICES = {
    "kind": SearchEntry.Kind.values,
    "category": Category.values,
    "result": Retrospective.Result.values,
    "phase": Phase.values,
}


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a phrase or an operator, at `start` to `end` of the text.

    `narrows` is (field, value) of an operator that narrows; any other one is words.
    """

    start: int
    end: int
    content: str
    is_phrase: bool
    is_left_out: bool
    narrows: tuple[str, object] | None


def plain_quotes(text: str) -> str:
    """Return `text` with " for each kind of quotation mark."""
    return text.translate(_QUOTES)


def tokens(text: str) -> Iterator[Token]:
    """Split what somebody typed. The rest of a long text is cut."""
    text = plain_quotes(text[:QUERY_MAX_CHARACTERS])  # places stay as they were
    for match in _TOKEN.finditer(text):
        is_phrase = match["phrase"] is not None
        content = match["phrase"] if is_phrase else match["plain"]
        narrows = None if match["minus"] else _narrows(match["field"], content)
        if match["field"] and not narrows:
            content = f"{match['field']} {content}"
        yield Token(match.start(), match.end(), content, is_phrase, bool(match["minus"]), narrows)


def typed_filters(text: str) -> list[tuple[str, object, str]]:
    """Return (field, value, `text` without it) of the first 20 different filter operators."""
    places: dict[tuple[str, object], list[Token]] = {}
    for token in tokens(text):
        if token.narrows:
            places.setdefault(token.narrows, []).append(token)
    first = list(places.items())[:FILTERS_MAX]
    return [(name, value, _without(text, found)) for (name, value), found in first]


def without_filters(text: str) -> str:
    """Return `text` without all of its operators that narrow."""
    return _without(text, [token for token in tokens(text) if token.narrows])


def has_too_many_filters(text: str) -> bool:
    """Return whether some operators that narrow are ignored."""
    return len({token.narrows for token in tokens(text) if token.narrows}) > FILTERS_MAX


def years_of(text: str) -> tuple[int | None, int | None] | None:
    """Parse "2024", "2024..2026", "2024.." or "..2026" into (first, last); None for anything else."""
    match = _YEARS.fullmatch(text.strip())
    if not match or not (match[1] or match[3]) or (match[3] and not match[2]):
        return None
    first, last = (int(year) if year else None for year in (match[1], match[3]))
    return (first, last) if match[2] else (first, first)


def _without(text, found):
    """`text` without the tokens `found`, with one space where each stood."""
    pieces, at = [], 0
    for token in found:
        pieces.append(text[at : token.start])
        at = token.end
    return " ".join(filter(None, (piece.strip() for piece in [*pieces, text[at:]])))


def _narrows(name, content):
    """(field, value) if this is an operator with a value that it can have, else None."""
    name, value = name.lower() if name else "", content.strip()
    if name == "year":
        years = years_of(content)
        return ("year", years) if years else None
    if name in _CHOICES:
        value = value.lower().replace(" ", "-")
        value = next((known for known in _CHOICES[name] if value in (known, f"{known}s")), None)
        return (name, value) if value else None
    return (name, value) if name in {"tag", "team", "project"} and value else None
