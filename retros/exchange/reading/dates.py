"""Dates as people write them in documents."""

import re
from dataclasses import dataclass
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# With a capital: "may" and "march" are words, too.
_MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_PATTERNS = [
    (
        "day",
        rf"(?<![\d.]){_YEAR}(?P<sep>[-/.])(?P<month>\d{{1,2}})(?P=sep)(?P<day>\d{{1,2}})(?!\d)",
    ),
    ("day", rf"\b{_MONTH}\s+{_DAY}(?:\s*[-–]\s*\d{{1,2}})?(?:st|nd|rd|th)?,?\s+{_YEAR}"),
    ("day", rf"(?<![\d.:]){_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}"),
    ("slashes", r"(?<![\d/])(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?P<year>(?:20)?\d\d)(?![\d/])"),
    ("day", rf"(?<![\d.])(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.{_YEAR}"),
    ("quarter", rf"\bQ(?P<quarter>[1-4])[\s/-]*{_YEAR}"),
    ("quarter", rf"\b{_YEAR}[\s/-]*Q(?P<quarter>[1-4])\b"),
    ("month", rf"(?<![\d.-]){_YEAR}-(?P<month>\d{{2}})(?![\d-])"),
    ("month", rf"\b{_MONTH},?\s+{_YEAR}"),
    ("day", rf"\b{_MONTH}\s+{_DAY}\b(?![:\d])"),  # these two take the year from what is around
    ("day", rf"(?<![\d.:]){_DAY}\s+(?:of\s+)?{_MONTH}"),
]
_COMPILED = [(precision, re.compile(pattern)) for precision, pattern in _PATTERNS]
TIME = re.compile(
    r"(?<![\d:])(?P<hour>[01]?\d|2[0-4])[:.](?P<minute>[0-5]\d)(?::\d\d)?(?P<half>\s?[ap]\.?m?\b\.?)?(?!\d)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class FoundDate:
    """A date in a text, exact to the `precision`, written in `text[start:end]`."""

    on: date
    precision: str
    start: int
    end: int


def find_date(text, *, year=None):
    """Find the first date in `text`; return None if there is none. `year` completes one without a
    year.

    03/04/2021 is read as March 4 unless that is no valid date.
    """
    found = []
    for precision, pattern in _COMPILED:
        for match in pattern.finditer(text):
            on = _date_of(match.groupdict(), year)
            if on:
                kind = "day" if precision == "slashes" else precision
                found.append(FoundDate(on, kind, match.start(), match.end()))
                break
    return min(found, key=lambda f: (f.start, -f.end), default=None)


def _date_of(parts, year):
    year = int(parts.get("year") or year or 0)
    year += 2000 if 0 < year < 100 else 0
    if parts.get("quarter"):
        return _valid(year, 3 * int(parts["quarter"]) - 2, 1)
    if parts.get("first"):
        first, second = int(parts["first"]), int(parts["second"])
        return _valid(year, first, second) or _valid(year, second, first)
    month = parts["month"]
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
    return _valid(year, number, int(parts.get("day") or 1))


def _valid(year, month, day):
    try:
        return date(year, month, day) if 1950 <= year <= 2100 else None
    except ValueError:
        return None


def minutes_of(text):
    """Find the first time in `text` ("13:35", "1:35 pm", "10:45a") in minutes after midnight, or
    None.
    """
    match = TIME.search(text)
    if not match:
        return None
    hour, half = int(match["hour"]), (match["half"] or "").strip().lower()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    return hour * 60 + int(match["minute"])
