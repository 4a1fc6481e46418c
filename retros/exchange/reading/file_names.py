"""A title from the name of a file, for a document that holds none of its own."""

import re

from retros.exchange.reading.joined_words import apart
from retros.exchange.reading.vocabulary import LANGUAGES, fold

_ENDING = re.compile(
    r"(?:\.(?:md|markdown|mdx|qmd|txt|x?html?|mht|mhtml|erb|csv|tsv|doc[xm]?|odt|xls[xm]|ppt[xm]|pdf|eml|rst|adoc|asciidoc|org|json))+$",
    re.IGNORECASE,
)
_TOOL = re.compile(r"^Parabol(?:Retrospective|Action)_")
_NO_TEXT = " \t_-–—.,:;~…"
_GAP = rf"[{re.escape(_NO_TEXT)}]"

# Days as `day_in_path` knows them, also with a time or up to another day; or a month.
_DAY = (
    r"(?<!\d)(?:(?:19|20)\d\d(?P<{0}>[-.])(?:1[0-2]|0?[1-9])(?P={0})(?:3[01]|[12]\d|0?[1-9])"
    r"|20\d\d[-_. ]?(?:0[1-9]|1[0-2])[-_. ]?(?:0[1-9]|[12]\d|3[01]))(?!\d)"
)
_TIME = (
    r"(?:T\d{4}(?:\d\d)?|[T _-]+\d{6}|(?:[T _,-]+|\s+at\s+)"
    r"(?:\d\d[.:h]\d\d(?:[.:]\d\d)?|\d\d-\d\d-\d\d))Z?(?!\d)"
)
_MONTH = r"(?<!\d)(?:19|20)\d\d[-_](?:0[1-9]|1[0-2])(?![-.]?\d)"
_UP_TO = rf"(?:{_GAP}*(?:to|bis|until)?{_GAP}*{_DAY.format('to')})?"
_DATE = rf"[(\[]?(?:{_DAY.format('by')}(?:{_TIME})?{_UP_TO}|{_MONTH})[)\]]?"
_COPY = r"cop(?:y|ie|ia)|cópia|kop(?:ie|ia)|コピー"
_LEFTOVER = (
    rf"[(\[]?(?<![^\W_])(?:(?:{_COPY}|final)(?:{_GAP}?\d{{1,2}})?|v\d{{1,2}})[)\]]?|\(\d{{1,3}}\)"
)
_AT_START = re.compile(rf"^{_DATE}{_GAP}*")
_AT_END = re.compile(rf"{_GAP}*(?:{_DATE}|{_LEFTOVER})$", re.IGNORECASE)
_DATES = re.compile(_DATE)
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_EMPTY = re.compile(r"\(\s*\)|\[\s*\]")
_WORD = re.compile(r"[^\W\d_]{2,}|[^\W\d_a-zA-Z]")
_ONE_WORD = re.compile(r"[a-zA-ZÀ-ɏ]+")  # of a script that puts spaces between words
_NO_WORD = re.compile(rf"(?:{_COPY}|final)", re.IGNORECASE)

# Notion’s, a UUID, or what else stands between the separators of a name.
_TOKEN = re.compile(
    r"(?<![^\W_])(?:[0-9a-f]{32}_all|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[^\W_]{9,})(?![^\W_])",
    re.IGNORECASE,
)
_LETTERS_AND_DIGITS = re.compile(r"[a-z]+|\d+", re.IGNORECASE)
_HEX = re.compile(r"[0-9a-f]+|[0-9A-F]+")
_COUNTED = re.compile(r"[a-z]*(?:19|20)\d\d[a-z]{1,2}\d{1,2}[a-z]*", re.IGNORECASE)  # retro2024q3
_VOWEL = re.compile(r"[aeiouy]", re.IGNORECASE)

# A date, "final" or "v2" behind one of these belongs to a sentence: "Move to API v2".
_LEADS_ON = {"a", "an", "the", "to", "of", "for", "in", "and", "or", "vs", "with", "api"} | {
    fold(word) for language in LANGUAGES.values() for word in language["dates"]["before"]
}
_IN_A_LINE = re.compile(r"\w\s+\w")
_SEPARATOR = re.compile(
    r"(?<=[^\W\d])(?:(?<![A-Z]{2})-+|-+(?=[^\W\d])|\.+(?!(?:js|net|io|com|org|dev|x)\b))(?=\w)"
    r"|(?<=\d)(?:-+|\.+(?!x\b))(?=[^\W\d])|(?<=\w)--+(?=\w)"
)


def title_from_file_name(source_name):
    """Make a title from a file name: "2019-02-05_kickoff_retro_v2.md" is "Kickoff retro".

    A date comes off: it is read by `day_in_path`. A name of nothing but dates and ids stays, and so
    does the date where one word remains: a folder of "retro" files has to be told apart.
    """
    name = " ".join(_ENDING.sub("", source_name.replace("\\", "/").rsplit("/", 1)[-1]).split())
    if not _LETTER_OR_DIGIT.search(_DATES.sub("", _without_ids(name))):
        return name if _LETTER_OR_DIGIT.search(name) else "Untitled"
    title = _as_people_write(_without_leftovers(_TOOL.sub("", name)))
    dates = [_in_digits(found[0]) for found in _DATES.finditer(name)]
    return f"{title} {dates[0]}" if dates and _ONE_WORD.fullmatch(title) else title


def _in_digits(found):
    """Return a date that was found in a name as "2024-05-05", or a month as "2019-03"."""
    digits = re.findall(r"\d+", found)
    if len(digits[0]) == 8:
        digits = [digits[0][:4], digits[0][4:6], digits[0][6:]]
    return "-".join(part.zfill(2) for part in digits[:3])


def _without_leftovers(name):
    """Take ids, dates and what copying left at the ends away, as long as a word remains."""
    bare = _EMPTY.sub("", _without_ids(name)).strip(_NO_TEXT)
    name = bare if _has_word(bare) else name
    while True:
        shorter = _without_end(_AT_START.sub("", name)).strip(_NO_TEXT)
        if not _has_word(shorter):
            shorter = _AT_START.sub("", name).strip(_NO_TEXT)
        if shorter == name or not _has_word(shorter):
            return name
        name = shorter


def _without_end(name):
    found = _AT_END.search(name)
    if not found:
        return name
    words = re.findall(r"[^\W_]+", name[: found.start()])
    is_said = words and fold(words[-1]) in _LEADS_ON and not found[0].endswith((")", "]"))
    return name if is_said else name[: found.start()]


def _has_word(name):
    return any(not _NO_WORD.fullmatch(word) for word in _WORD.findall(name))


def _without_ids(name):
    return _TOKEN.sub(lambda match: "" if _is_id(match[0]) else match[0], name)


def _is_id(token):
    """Whether nobody would write `token`: letters and digits that change places without a word."""
    bare = token.removesuffix("_all").replace("-", "")
    if bare.isdigit():
        return True
    if not bare.isascii() or len(bare) < 10 or bare.isalpha():
        return False
    runs = _LETTERS_AND_DIGITS.findall(bare)
    if _HEX.fullmatch(bare) and (len(runs) > 2 or len(bare) == 32):
        return True
    if len(runs) < 4 or _COUNTED.fullmatch(bare):
        return False
    return not any(len(run) > 4 and _VOWEL.search(run) for run in runs)


def _as_people_write(name):
    """Put spaces between words. Where there are some, hyphens and dots are meant."""
    name = name.replace("_", " ") if _IN_A_LINE.search(name) else _apart(name)
    name = " ".join(name.split())
    first = name.split(" ", 1)[0]
    return name[:1].upper() + name[1:] if first[1:] == first[1:].lower() else name


def _apart(name):
    words = _SEPARATOR.sub(" ", name.replace("_", " "))
    return re.sub(r"[^\W\d_]+", lambda match: apart(match[0]), words)
