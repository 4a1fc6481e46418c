"""Lanes over time: marks on days, and lines from a mark to what replaced it, for an SVG.

Places along the axis are percentages of its width, so that it fits every screen; heights are
pixels. Pure, like `timeline`.
"""

from dataclasses import dataclass, field
from datetime import date

from retros.drawing.timeline_chart import ticks_of

MOST = 12  # lanes; what has fewer marks shares the last one
REST = "Others"
HEAD, ROW = 30, 18  # height of a lane's label, and of a row of marks below it
CLOSE = 1.6  # marks closer than this part of the width stand in different rows


@dataclass
class Mark:
    item: object
    left: float
    row: int
    top: int = 0


@dataclass
class Lane:
    label: str
    top: int = 0
    height: int = 0
    marks: list[Mark] = field(default_factory=list)

    @property
    def label_y(self):
        return self.top + 18


@dataclass
class Chart:
    lanes: list[Lane]
    links: list[tuple[Mark, Mark]]  # from a mark to what replaced it
    ticks: list[tuple[float, str]]
    height: int


def lanes_of(items, links):
    """Lay out `items`, (label, day, item) each, and `links` between items, (old, new) each.

    An item may stand in several lanes; links join its first marks. Return None without items.
    """
    items = sorted(items, key=lambda each: each[1])
    if not items:
        return None
    start, end = items[0][1], items[-1][1]
    lanes = _lanes(items)
    for label, day, item in items:
        lane = lanes.get(label) or lanes[REST]
        left = _place(day, start, end)
        lane.marks.append(Mark(item, left, _free_row(lane.marks, left)))
    height = 4
    for lane in lanes.values():
        lane.top, lane.height = height, HEAD + ROW * (1 + max(mark.row for mark in lane.marks))
        for mark in lane.marks:
            mark.top = lane.top + HEAD + 4 + ROW * mark.row
        height += lane.height + 8
    first = {mark.item: mark for lane in reversed(lanes.values()) for mark in reversed(lane.marks)}
    joined = [(first[old], first[new]) for old, new in links if old in first and new in first]
    ticks = [(_place(day, start, end), label) for day, label in ticks_of(start, end)]
    return Chart(list(lanes.values()), joined, ticks, height + 26)


def _lanes(items):
    """Empty lanes by label, those with the most marks first; the rest share one."""
    counts = {}
    for label, _, _ in items:
        counts[label] = counts.get(label, 0) + 1
    order = sorted(counts, key=lambda label: (-counts[label], label))
    if len(order) > MOST:
        order = [*order[: MOST - 1], REST]
    return {label: Lane(label) for label in order}


def _place(day: date, start: date, end: date):
    days = (end - start).days
    return round(2 + 95 * (day - start).days / days, 2) if days else 50


def _free_row(marks, left):
    taken = {mark.row for mark in marks if left - mark.left < CLOSE}
    return next(row for row in range(len(marks) + 1) if row not in taken)
