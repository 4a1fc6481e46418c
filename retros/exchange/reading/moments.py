"""Where an entry of a timeline says when it was without a date: "10:05", "T+5 min", "Day 2"."""

import re
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from retros.exchange.reading.dates import TIME, FoundDate
from retros.exchange.reading.vocabulary import LANGUAGES, fold, words_of

_PLACES, _WEEKDAYS = (
    "|".join(re.escape(word) for language in LANGUAGES.values() for word in language["dates"][key])
    for key in ("before", "weekdays")
)
# What may stand before the date of an entry that begins with its date.
BEFORE = re.compile(rf"^[\W_]*(?:(?:{_PLACES}|{_WEEKDAYS})(?!\w)[\W_]*){{0,3}}$", re.IGNORECASE)
ONLY_A_WEEKDAY = re.compile(rf"^[\W_]*(?:(?:{_WEEKDAYS})(?!\w)[\W_]*)?$", re.IGNORECASE)
_WITHIN = 60  # characters of an entry in which its time stands
_FURTHER = 400  # where it stands when it is marked as a time: "at 20:32", "20:32Z"
_AT = re.compile(r"\b(?:at|by|around|from|until|since|filed|um|à|às|a las|om|kl\.?)\s+~?$", re.I)
_ZONE = re.compile(r"^\s?(?:Z|UTC|GMT|[PECM][SD]?T|CES?T|BST)\b")
_UNIT = r"(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|std|minuten|stunden|heures?|horas?)"
_LENGTH = rf"\d{{1,3}}(?::\d\d){{1,2}}|\d{{1,4}}(?:\.\d)?\s?{_UNIT}\b(?:\s?\d{{1,2}}\s?{_UNIT}?\b)?"
_SINCE_START = re.compile(
    rf"^[\W_]{{0,3}}?(?:T\s?[+−–-]\s?(?:{_LENGTH}|\d{{1,4}}\b)|T0\b|[+]\s?(?:{_LENGTH})"
    r"|(?:minute|hour)\s\d{1,3}\b)(?=\s|[:,;)\]–—-]|$)",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"^[\W_]*(?:(?:day|tag|jour|día|dia|dag)\s(?P<number>\d{1,3})(?=\W|$)|(?P<japanese>\d{1,3})日目"
    r"|[DJ]\s?\+\s?(?P<after>\d{1,3})(?=\W|$))",
    re.IGNORECASE,
)
_NO_BREAK = re.compile(
    r"(?:[-–—,(/~≈]|\b(?:at|by|to|until|till|from|since|around|about|between|and|before|after|of|the|"
    r"approx|ca|circa|only|utc|gmt))\W*$",
    re.IGNORECASE,
)
_MONTHS = {
    fold(name): number
    for language in LANGUAGES.values()
    for number, names in enumerate(language["dates"]["months"], start=1)
    for name in names
}
_MONTH = re.compile(r"^[\W_]*(?:(?P<name>[^\W\d_]{3,10})|(?P<number>\d{1,2})月)[\s.*_]*[:：–—-]")
_YEAR = re.compile(r"^\D*((?:19|20)\d\d)\D*$")
_PHASE = re.compile(  # of an incident
    r"^(?:detect(?:ion|ed)|(?:immediate )?actions? taken|investigations?|diagnosis|escalations?|escalated(?: to)?|"
    r"misleading (?:paths?|investigations?|leads?)|responses?|mitigations?|resolution|resolved|recovery|debugging)$"
)
_FEWEST_WORDS = 3
_LONGEST = 10_000  # characters of a line whose times are looked at


@dataclass(frozen=True)
class Offset:
    """A moment counted from a start: the day after it (0 is the first), None within the same day."""

    days: int | None


def names_phase(heading: str) -> bool:
    """Tell whether a heading in a timeline only says how far an incident was: "Actions taken"."""
    return bool(_PHASE.match(words_of(heading)))


def leading_time(text: str) -> re.Match | None:
    """Return the time that an entry begins with, or None."""
    match = TIME.search(text[:40])
    return match if match and BEFORE.match(text[: match.start()]) else None


def leading_offset(text: str) -> Offset | None:
    """Return what an entry begins with if it counts from a start: "T+5 min", "Day 2"; or None."""
    if _SINCE_START.match(text[:_WITHIN]):
        return Offset(None)
    day = _DAY.match(text[:_WITHIN])
    if not day:
        return None
    first_is_one = day["number"] or day["japanese"]
    return Offset(max(0, int(first_is_one) - 1) if first_is_one else int(day["after"]))


def only_year_in(heading: str) -> int | None:
    """Return the year that a heading names, if it has no other figures: "2022", "2022年"."""
    match = _YEAR.match(heading)
    return int(match[1]) if match else None


def leading_month(text: str, year: int | None) -> FoundDate | None:
    """Return the month of `year` that an entry begins with: "April: …", "4月：…"; or None."""
    match = _MONTH.match(text[:_WITHIN]) if year else None
    number = (_MONTHS.get(fold(match["name"] or "")) or int(match["number"] or 0)) if match else 0
    if not (year and match and 1 <= number <= 12):
        return None
    return FoundDate(date(year, number, 1), "month", 0, match.end() - 1)


def tells_time(text: str) -> bool:
    """Tell whether a text says early on at what time, or further on "at 20:32", "20:32Z"."""
    if TIME.search(text[:_WITHIN]):
        return True
    return any(
        _AT.search(text[: match.start()]) or _ZONE.match(text[match.end() :])
        for match in TIME.finditer(text[:_FURTHER])
    )


def parted_at_times(text: str) -> list[str]:
    """Return the entries of a line that ran together, each with its time first: "[03:10] … [03:20] …".

    The times have to be written as the first one is, and say more than a few words each.
    """
    first = leading_time(text)
    if not first or len(text) > _LONGEST or "\n" in text.strip():
        return [text]
    lead = text[: first.start()].strip()
    starts = [
        match.start() - len(lead)
        for match in TIME.finditer(text)
        if match.start() > first.end() and _begins_another(text, match, lead)
    ]
    cuts = [0, *starts, len(text)]
    parts = [text[a:b].strip() for a, b in pairwise(cuts)]
    return parts if all(len(part.split()) > _FEWEST_WORDS for part in parts) else [text]


def _begins_another(text, match, lead):
    before = text[: match.start()]
    if not before.endswith(lead) or re.match(r"\s?[-–—]\s?\d", text[match.end() :]):
        return False
    before = before[: len(before) - len(lead)]
    return before[-1:].isspace() and not _NO_BREAK.search(before[-20:])
