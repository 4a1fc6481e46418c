"""A timeline as a line: how events are spaced and which of them share a phase.

Pure: takes events in their order, asks the database nothing.
"""

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date

MONTHS_OF = {"day": 0, "month": 1, "quarter": 3}


@dataclass
class Moment:
    """An event with the time since the one before it."""

    event: object
    gap: str  # "same", "days", "weeks", "months" or "years": how far the line runs before it
    later: str  # the gap in words where it is long


@dataclass
class Stretch:
    """Events in a row that share a phase; `label` is empty for events of no phase."""

    label: str
    moments: list = field(default_factory=list)


def stretches_of(events):
    """Group the moments of `events` in order into stretches of one phase."""
    stretches, before = [], None
    for event in events:
        label = event.get_phase_display() if event.phase else ""
        if not stretches or stretches[-1].label != label:
            stretches.append(Stretch(label))
        days = (first_day(event) - first_day(before)).days if before else 0
        # Only what is certain is said: an event of some month may have been on its last day.
        surely = (first_day(event) - last_day(before)).days if before else 0
        stretches[-1].moments.append(Moment(event, _gap(days), _later(surely)))
        before = event
    return stretches


def first_day(event):
    """Return the first day of the event's day, month or quarter."""
    on, months = event.on, MONTHS_OF[event.precision]
    if not months:
        return on
    return date(on.year, (on.month - 1) // months * months + 1, 1)


def last_day(event):
    """Return the last day of the event's day, month or quarter."""
    start, months = first_day(event), MONTHS_OF[event.precision]
    if not months:
        return start
    month = start.month + months - 1
    return date(start.year, month, monthrange(start.year, month)[1])


def _gap(days):
    for name, limit in (("same", 1), ("days", 7), ("weeks", 30), ("months", 365)):
        if days < limit:
            return name
    return "years"


def _later(days):
    """In words, from two months on: shorter gaps can be read off the dates."""
    if days < 60:
        return ""
    if days < 700:
        return f"{round(days / 30.44)} months later"
    return f"{round(days / 365.25)} years later"
