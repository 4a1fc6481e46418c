"""Dates as people write them in documents, in the languages of the vocabulary.

03/04/2024 is two days. One document has one order: a date that settles it (28/03/2024) decides for
all, then the language; otherwise the document says which dates are unsettled, and somebody is asked.
"""

import re
import unicodedata
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

from retros.exchange.reading.vocabulary import LANGUAGES, fold


@dataclass
class DateOrder:
    """Whether days stand before months in a document; None where nothing says so.

    `unsettled` gathers the dates that were read with the month first for want of anything better;
    `year` is the one that all complete dates of the document have, or None.
    """

    day_first: bool | None = None
    unsettled: set[date] = field(default_factory=set)
    year: int | None = None


@dataclass(frozen=True)
class Near:
    """A day that tells the year of a date without one: the year is that of `on`, or the one beside it.

    A date lies no more days before it than `back`, and no more after it than `ahead`.
    """

    on: date
    back: int = 366
    ahead: int = 366

    def year_of(self, month: int, day: int) -> int:
        """Return the year of a date, as far as it is known to be near."""
        year = self.on.year
        found = _valid(year, month, day)
        if found and found < self.on - timedelta(days=self.back):
            return year + 1
        if found and found > self.on + timedelta(days=self.ahead):
            return year - 1
        return year


# Which order holds is known once for a document, and dates are read all over it.
_ORDER: ContextVar[DateOrder | None] = ContextVar("date_order", default=None)


def _spellings(name):
    bare = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    return {name, bare, unicodedata.normalize("NFD", name)}


_MONTHS = {
    fold(spelling): number
    for language in LANGUAGES.values()
    for number, names in enumerate(language["dates"]["months"], start=1)
    for name in names
    for spelling in _spellings(name)
}


def _alternatives(names):
    spelled = {spelling for name in names for spelling in _spellings(name)}
    return "|".join(re.escape(name) for name in sorted(spelled, key=len, reverse=True))


def _any_of(key):
    return "|".join(re.escape(it) for each in LANGUAGES.values() for it in each["dates"][key])


_EVERY = [
    (code, names[:1], names)
    for code, language in LANGUAGES.items()
    for names in language["dates"]["months"]
]
_ANY_MONTH = _alternatives(name for _, _, names in _EVERY for name in names)
# English ones with a capital: "may" and "march" are words, too. Of others only the full name.
_ENGLISH = _alternatives(name for code, _, names in _EVERY if code == "en" for name in names)
_OTHERS = _alternatives(
    name for code, full, _ in _EVERY if code != "en" for name in full if fold(name) not in ("may",)
)
_MONTH = rf"(?P<month>(?i:{_ANY_MONTH}))(?![^\W\d_])\.?"
_SURE_MONTH = rf"(?P<month>(?:{_ENGLISH})|(?i:{_OTHERS}))(?![^\W\d_])\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|re|e|:e|[ºª.])?"
_OF = r"(?:of\s+|de\s+|do\s+|d[’'])?"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_SHORT_YEAR = r"(?P<year>(?:(?:19|20)\d\d|\d\d(?!\s?[:h.]\s?\d\d)))(?!\d)"  # in "03.11. 09:00" none
_SLASHED = r"(?P<first>\d{1,2})/(?P<second>\d{1,2})"
_DASHED = r"(?P<first>\d{1,2})-(?P<second>\d{1,2})"
_PLACES, _WEEKDAYS = _any_of("before"), _any_of("weekdays")
_INTRODUCED = rf"\b(?i:{_PLACES}|due)[\s:]+"
_LEADS = rf"^[\W_]*(?:(?i:{_WEEKDAYS})\.?[\s,]+)?"
_WORDS = r"(?i:out|set|may|ago|mar)\b"  # "4 out of 5": no short names of months
_SEPARATED = r"(?=\s*[-–—:,()|]|\s+~?\d{1,2}[:.h]\d\d|\W*$)"
_PATTERNS = [
    (
        "day",
        rf"(?<![\d.]){_YEAR}(?P<sep>[-/.])(?P<month>\d{{1,2}})(?P=sep)(?P<day>\d{{1,2}})(?!\d)",
    ),
    ("day", rf"{_YEAR}\s?年\s?(?P<month>\d{{1,2}})\s?月\s?(?P<day>\d{{1,2}})\s?日"),
    ("day", r"(?<![\d年])(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?日"),
    ("month", rf"{_YEAR}\s?年\s?(?P<month>\d{{1,2}})\s?月(?!\s?\d)"),
    (
        "day",
        rf"(?<![^\W\d_]){_MONTH}\s+{_DAY}(?:\s*[-–]\s*\d{{1,2}})?(?:st|nd|rd|th)?,?\s+(?:de\s+)?{_YEAR}",
    ),
    (
        "day",
        rf"(?<![\d.:/]){_DAY}(?:\s?[-–]\s?\d{{1,2}}\.?)?[\s-]+{_OF}{_MONTH},?[\s-]+(?:de\s+|del\s+|do\s+)?{_YEAR}",
    ),
    ("day", rf"(?<![\d.:/]){_DAY}[-/]{_MONTH}[-/]{_SHORT_YEAR}"),
    ("either", rf"(?<![\d/]){_SLASHED}/{_SHORT_YEAR}(?!/)"),
    ("either", rf"(?<![\d-]){_DASHED}-{_YEAR}(?!-)"),
    ("day", rf"(?<![\w.])(?P<day>\d{{1,2}})\.\s?(?P<month>\d{{1,2}})\.\s?{_SHORT_YEAR}(?!\.?\d)"),
    ("quarter", rf"\bQ(?P<quarter>[1-4])[\s/-]*{_YEAR}"),
    ("quarter", rf"\b{_YEAR}[\s/-]*Q(?P<quarter>[1-4])\b"),
    ("month", rf"(?<![\d.-]){_YEAR}-(?P<month>\d{{2}})(?![\d-])"),
    ("month", rf"(?<![^\W\d_]){_SURE_MONTH},?\s+(?:de\s+|del\s+)?{_YEAR}"),
    # These take the year from what is around.
    ("day", rf"(?<![^\W\d_]){_SURE_MONTH}\s+{_DAY}(?!/[01]\d\b)(?![:\d])\b"),  # no "mar 15/09"
    ("day", rf"(?<![\d.:/]){_DAY}\s+{_OF}{_SURE_MONTH}"),
    ("day", rf"{_LEADS}{_DAY}(?:\s?[-–]\s?\d{{1,2}})?\s+(?!{_WORDS}){_MONTH}{_SEPARATED}"),
    ("either", rf"(?:{_INTRODUCED}){_SLASHED}(?![\d/.])"),
    ("either", rf"{_LEADS}{_SLASHED}{_SEPARATED}"),
    ("day", rf"(?:{_INTRODUCED}|{_LEADS})(?P<day>\d{{1,2}})\.(?P<month>0?[1-9]|1[0-2])\.(?!\d)"),
]
_DIGIT = re.compile(r"\d")
_FULL_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_LINK = re.compile(r"https?://\S+")
_MOST_LINES = 500
_SLASHES = re.compile(r"(?<![\d/.-])(\d{1,2})([/-])(\d{1,2})\2(?:\d\d)?\d\d(?![\d/-])")
_SHORT_SLASHES = re.compile(
    # What leads a line ends with it: over lines without words, each would read all that follow.
    rf"(?:^(?:(?!\n)[\W_])*|\|\s*|(?:{_INTRODUCED}))(\d{{1,2}})/(\d{{1,2}})(?![\d/.%])",
    re.MULTILINE,
)
TIME = re.compile(
    r"(?<![\d:.])(?P<hour>[01]?\d|2[0-4])(?:"
    r"(?:[:.h]|\sh\s)(?P<minute>[0-5]\d)(?::\d\d)?(?P<half>\s?[ap]\.?m?\b\.?)?(?!\d|\.\d)"
    r"|時(?:(?P<japanese_minute>[0-5]?\d)分)?"
    r"|\s?(?P<full_hour>[ap]\.?m\b\.?)|(?P<run_together>[0-5]\d)(?=\s?(?:UTC|GMT|Z|hrs)\b))",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class FoundDate:
    """A date in a text, exact to the `precision`, written in `text[start:end]`."""

    on: date
    precision: str
    start: int
    end: int


@contextmanager
def one_order(text: str):
    """Read all dates inside in the order that `text` has; give its DateOrder."""
    order = DateOrder(_order_in(text))
    token = _ORDER.set(order)
    try:
        order.year = _only_year_in(text)
        yield order
    finally:
        _ORDER.reset(token)


def _order_in(text):
    """Whether days stand first in `text`: by a date that settles it, else by its language."""
    pairs = [(int(match[1]), int(match[3])) for match in _SLASHES.finditer(text)]
    pairs += [(int(match[1]), int(match[2])) for match in _SHORT_SLASHES.finditer(text)]
    day_first = sum(31 >= first > 12 >= second for first, second in pairs)
    month_first = sum(31 >= second > 12 >= first for first, second in pairs)
    if day_first or month_first:
        return day_first > month_first if day_first != month_first else None
    return True if language_of(text) not in ("en", "") else None


def _only_year_in(text):
    """The year of all complete dates in `text`, if it is one."""
    lines = [line for line in text.split("\n") if _FULL_YEAR.search(line)][:_MOST_LINES]
    years = {found.on.year for line in lines if (found := find_date(_LINK.sub(" ", line)))}
    return years.pop() if len(years) == 1 else None


def language_of(text: str) -> str:
    """Tell the language of `text` as in the vocabulary, by its small words; "" where none shows."""
    sample = text[:20_000]
    if len(re.findall(r"[\u3040-\u30ff]", sample)) * 20 > len(sample):
        return "ja"
    words = fold(sample).split()
    counts = {
        code: sum(map(words.count, language.get("small", ())))
        for code, language in LANGUAGES.items()
    }
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] * 50 > len(words) else ""


@cache
def _compiled():
    return [(precision, re.compile(pattern)) for precision, pattern in _PATTERNS]


def find_date(text, *, near: Near | None = None):
    """Find the first date in `text`, or None. `near` tells the year of one that is written without,
    else all other dates of the document do, if they agree.
    """
    found = []
    if not _DIGIT.search(text):
        return None
    text = re.sub("[\u2010\u2011]", "-", text)  # as word processors write it: 2025‑05‑20
    for precision, pattern in _compiled():
        for match in pattern.finditer(text):
            on = _date_of(match.groupdict(), near)
            if on:
                kind = "day" if precision == "either" else precision
                is_guess = near is None and not match.groupdict().get("year")
                found.append((is_guess, FoundDate(on, kind, _start_of(match), match.end())))
                break
    return min(found, key=lambda it: (it[0], it[1].start, -it[1].end), default=(0, None))[1]


def _start_of(match):
    groups = match.groupdict()
    if "year" in groups:
        return match.start()
    return min(match.start(name) for name, text in groups.items() if text is not None)


def _date_of(parts, near):
    year = int(parts.get("year") or 0)
    year += 2000 if 0 < year < 100 else 0
    if parts.get("quarter"):
        return _valid(year, 3 * int(parts["quarter"]) - 2, 1)
    if parts.get("first"):
        return _of_either_order(year, int(parts["first"]), int(parts["second"]), near)
    month = parts["month"]
    number = int(month) if month.isdigit() else _MONTHS[fold(month)]
    return _with_year(year, number, int(parts.get("day") or 1), near)


def _of_either_order(year, first, second, near):
    order = _ORDER.get() or DateOrder()
    if order.day_first:
        return _with_year(year, second, first, near) or _with_year(year, first, second, near)
    found = _with_year(year, first, second, near)
    if found and order.day_first is None and first != second and second <= 12:
        order.unsettled.add(found)
    return found or _with_year(year, second, first, near)


def _with_year(year, month, day, near):
    """The day in `year`, or in the year that is known from around it if that is 0."""
    order = _ORDER.get()
    known = near.year_of(month, day) if near else (order.year if order else None)
    return _valid(year or known or 0, month, day)


def _valid(year, month, day):
    try:
        return date(year, month, day) if 1950 <= year <= 2100 else None
    except ValueError:
        return None


def spelled(on: date) -> str:
    """Write the parts of a date in every way, as words."""
    months = [names for _, _, names in _EVERY if _MONTHS[fold(names[0])] == on.month]
    named = " ".join(
        spelling for names in months for name in names for spelling in _spellings(name)
    )
    day, month = on.day, on.month
    numbers = (
        f"{on:%Y %y %m %d} {month} {day} {day}st {day}nd {day}rd {day}th {day}er {day}e {day}º"
    )
    return f"{numbers} {on.year}年{month}月{day}日 {month}月{day}日 de de del do {named}"


def minutes_of(text):
    """Find the first time in `text` ("13:35", "1:35 pm", "10:45a") in minutes after midnight, or
    None.
    """
    match = TIME.search(text)
    if not match:
        return None
    hour, half = int(match["hour"]), (match["half"] or match["full_hour"] or "").strip().lower()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    minute = match["minute"] or match["japanese_minute"] or match["run_together"] or 0
    return hour * 60 + int(minute)
