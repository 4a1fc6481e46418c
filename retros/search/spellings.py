"""What is written in several ways: joined words, versions and dates, and words after an apostrophe.

The index holds these beside the words of a text, so that each way of writing finds the others:
`postmortem` for "post-mortem", `2.14` for "v2.14.3", `2017-04-26` and `2017-04` for "26 April 2017".
"""

import re
from datetime import date

from retros.search import unspaced

# A dotted number is one word; the letter before it says nothing.
VERSION = r"(?<![\w.])[vV]?\d{1,6}(?:\.\d{1,6}){1,4}(?!\w)"
# Such numbers and dates as words; their stems are of letters and digits alone, as all are.
_NUMBER = re.compile(r"[vV]?(\d+(?:[.-]\d+)+)")
_STEMS = str.maketrans({".": "v", "-": "d"})

_PART, _HYPHENS = r"[^\W_]+", "‐‑-"
_HYPHENATED = re.compile(
    rf"(?<![\w{_HYPHENS}]){_PART}(?:[{_HYPHENS}]{_PART}){{1,2}}(?![\w{_HYPHENS}])"
)

# What French joins to the next word: "l’équipe", "qu’elle".
_ELIDED = re.compile(r"(?<!\w)(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['’](\w+)", re.IGNORECASE)
# Where such a word, or a hyphenated one, may be: found many times as fast as the whole.
_APOSTROPHE = re.compile(r"['’](?<=[cdjlmnstu].)(?=\w)", re.IGNORECASE)
_HYPHEN = re.compile(rf"[{_HYPHENS}](?<=[^\W_].)(?=[^\W_])")

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = (
    "(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    "|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>[12]\d{3})"
_START, _END = r"(?<![\w:.\-])", r"(?![\w\-]|\.\d)"
_DATES = [
    re.compile(_START + form + _END, re.IGNORECASE)
    for form in (
        rf"(?:{_DAY}\.?(?: of)? )?{_MONTH}\.?,?(?: of)? {_YEAR}",
        rf"{_MONTH}\.? {_DAY},? {_YEAR}",
        rf"{_YEAR}-(?P<month>\d\d)(?:-(?P<day>\d\d))?",
        r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>[12]\d{3})",
    )
]


def number(written):
    """Return the word of a version or an ISO date, without the "v"; None for anything else."""
    found = _NUMBER.fullmatch(written)
    return found and found[1]


def stem_of_number(word):
    """Return the stem of a word that `number` gave."""
    return word.translate(_STEMS)


def joined(text):
    """Yield (start, end, parts) of each hyphenated word of `text`."""
    for match in _around(_HYPHEN, _HYPHENATED, text):
        parts = re.split(f"[{_HYPHENS}]", match.group())
        if not "".join(parts).isdigit() and not unspaced.holds_any(match.group()):
            yield match.start(), match.end(), parts


def _around(mark, form, text):
    """Yield what `form.finditer(text)` would, each a word with `mark` inside."""
    last = 0
    for found in mark.finditer(text):
        start = found.start()
        while start > last and text[start - 1].isalnum():
            start -= 1
        if start >= last and (match := form.match(text, start)):
            yield match
            last = match.end()


def dates(text):
    """Return (start, end, ISO date, or ISO month without a day) of each date in `text`."""
    found, last = [], 0
    every = [match for form in _DATES for match in form.finditer(text)]
    for match in sorted(every, key=lambda it: (it.start(), -it.end())):
        read = _read(match["year"], match["month"], match.groupdict().get("day"))
        if read and match.start() >= last:
            found.append((match.start(), match.end(), read))
            last = match.end()
    return found


def of_day(iso):
    """Return an ISO date and its month, as words."""
    return [iso, iso[:7]] if len(iso) > 7 else [iso]


def without_elisions(text):
    """Return `text` with a space instead of each article or pronoun that an apostrophe shortens."""
    return _ELIDED.sub(r" \1", text)


def others(text):
    """Yield (start, end, word) of what the index holds beside the words of `text`."""
    yield from other_words(text)
    yield from other_numbers(text)


def other_words(text):
    """Yield those of `others` that begin with a letter, and joined words that begin with a digit."""
    for match in _around(_APOSTROPHE, _ELIDED, text):
        yield match.start(1), match.end(1), match[1]
    for start, end, parts in joined(text):
        yield start, end, "".join(parts)


def other_numbers(text):
    """Yield those of `others` that are a version or a date."""
    for match in re.finditer(VERSION, text):
        parts = number(match.group()).split(".")
        for count in range(2, len(parts)):
            yield match.start(), match.end(), ".".join(parts[:count])
    for start, end, iso in dates(text):
        for word in of_day(iso):
            yield start, end, word


def _read(year, month, day):
    month = month.lower()
    of_year = int(month) if month.isdigit() else _MONTHS.index(month[:3]) + 1
    try:
        read = date(int(year), of_year, int(day or 1))
    except ValueError:
        return None
    return read.isoformat() if day else f"{read:%Y-%m}"
