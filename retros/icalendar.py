"""All-day events as an iCalendar (RFC 5545), for calendar programs."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

Event = tuple[str, date, str, str, datetime]
_LINE_BYTES = 75  # longer lines are folded


def calendar_text(name: str, events: Iterable[Event], *, host: str) -> str:
    """Return a calendar of (key, day, text, address, time of its last change) of each event.

    `key` and `host` together make the id by which programs know an event again.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Retros//EN", "CALSCALE:GREGORIAN"]
    lines += [f"X-WR-CALNAME:{_escaped(name)}"]
    for key, day, text, address, changed_at in events:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{key}@{host}",
            f"DTSTAMP:{changed_at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
            f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escaped(text)}",
            f"URL:{address}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _escaped(text):
    words = " ".join(text.split())
    for mark in "\\;,":
        words = words.replace(mark, f"\\{mark}")
    return words


def _folded(line):
    """Break a line so that no piece has more than 75 bytes, and none ends within a character."""
    pieces, piece = [], ""
    for character in line:
        if len((piece + character).encode()) > _LINE_BYTES:
            pieces.append(piece)
            piece = " "
        piece += character
    return "\r\n".join([*pieces, piece])
