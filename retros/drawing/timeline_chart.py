"""A timeline to scale: events and phases on an axis, as coordinates for an SVG.

Places along the axis are percentages of its width, so that it fits every screen; heights are
pixels. Pure, like `timeline`.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from math import ceil

from retros.drawing.timeline import first_day, last_day
from retros.models import Phase

LANE = 26  # height of a phase's band with the space below it
LABEL = 15  # the part of the width that a band's words need


@dataclass
class Band:
    """A phase from its first to its last event."""

    left: float
    width: float
    label: str
    lane: int = 0

    @property
    def top(self):
        return 2 + self.lane * LANE

    @property
    def text_y(self):
        return self.top + 15

    @property
    def at_end(self):
        """Whether its words would run out of the picture, so that they end with the band."""
        return self.left > 100 - LABEL

    @property
    def anchor(self):
        return self.left + self.width if self.at_end else self.left


@dataclass
class Axis:
    dots: list  # one for each event; spread evenly where only the month or quarter is known
    spans: list  # (left, width) of those months and quarters
    bands: list
    ticks: list  # (left, label)

    @property
    def foot(self):
        """Where the axis itself runs."""
        return 16 + LANE * (1 + max((band.lane for band in self.bands), default=-1))

    @property
    def height(self):
        return self.foot + 34


def axis_of(events):
    """Lay the events out on a time axis. Return None for fewer than 3, or less than a week."""
    events = list(events)
    if len(events) < 3:
        return None
    start, end = first_day(events[0]), max(last_day(event) for event in events)
    days = (end - start).days
    if days < 7:
        return None

    def place(day):
        return round(2 + 95 * (day - start).days / days, 2)

    def width(first, last):
        return round(place(last) - place(first), 2)

    places = [(place(first_day(e)), width(first_day(e), last_day(e))) for e in events]
    spans = sorted({(left, wide) for left, wide in places if wide})
    bands = []
    for value, label in Phase.choices:
        shared = [event for event in events if event.phase == value]
        if shared:
            first, last = first_day(shared[0]), max(map(last_day, shared))
            bands.append(Band(place(first), max(width(first, last), 1), label))
    ticks = [(place(day), label) for day, label in ticks_of(start, end)]
    return Axis(_spread(places), spans, _in_lanes(bands), ticks)


def _spread(places):
    """Where each dot goes: on its day, or in its share of the month or quarter."""
    dots = []
    for (left, wide), count in Counter(places).items():
        shares = count if wide else 1
        dots += [round(left + wide * (share + 0.5) / shares, 2) for share in range(shares)]
    return dots


def _in_lanes(bands):
    """Each band in the first lane where neither it nor its words cover another."""
    ends = []
    for band in sorted(bands, key=lambda band: band.left):
        band.lane = next((i for i, end in enumerate(ends) if end < band.left), len(ends))
        ends[band.lane : band.lane + 1] = [band.left + max(band.width, LABEL)]
    return bands


def ticks_of(start, end, most=8):
    """Return about `most` first days of months, quarters or years between two dates, with labels."""
    months = max((end.year - start.year) * 12 + end.month - start.month, 1)
    step = next((s for s in (1, 3, 6, 12) if months / s <= most), 12 * ceil(months / 12 / most))
    index = ceil((start.year * 12 + start.month - 1 + (start.day > 1)) / step) * step
    ticks = []
    while (index // 12, index % 12 + 1) <= (end.year, end.month):
        day = date(index // 12, index % 12 + 1, 1)
        of_year = "" if ticks and day.month > 1 else f"{day.year}"
        ticks.append((day, of_year if step >= 12 else f"{day:%b} {of_year}".strip()))
        index += step
    return ticks or [(start, f"{start:%b} {start.year}")]
