"""Bars of numbers, whole or divided, for an SVG. The label of a bar stands above it.

Places along the axis are percentages of its width, so that it fits every screen; heights are
pixels. Pure, like `timeline`.
"""

from dataclasses import dataclass, field

HEIGHT, BAR, LABEL = 50, 22, 20  # of a bar with its label and the space below, of both alone
PAD, DIGIT = (
    3,
    2.2,
)  # the part of the width that a number in a segment needs, and each of its digits


@dataclass
class Segment:
    left: float
    width: float
    tone: str
    number: int

    @property
    def middle(self):
        return round(self.left + self.width / 2, 2)

    @property
    def has_room(self):
        """Whether its number can stand inside of it."""
        return self.width >= PAD + DIGIT * len(f"{self.number:,}")


@dataclass
class Bar:
    label: str
    top: int
    total: int | None  # None if too few stand behind it
    segments: list[Segment] = field(default_factory=list)

    @property
    def label_y(self):
        return self.top + 14

    @property
    def bar_top(self):
        return self.top + LABEL

    @property
    def number_y(self):
        return self.bar_top + 16


@dataclass
class Bars:
    bars: list[Bar]

    @property
    def height(self):
        return HEIGHT * len(self.bars)


def bars_of(rows, *, as_shares):
    """Lay out `rows`: (label, total or None, [(number, tone)]) each.

    With `as_shares` each bar is as wide as the picture and shows parts of it; otherwise lengths
    compare.
    """
    most = max((total for _, total, _ in rows if total), default=1)
    bars = []
    for place, (label, total, parts) in enumerate(rows):
        bar = Bar(label, place * HEIGHT, total)
        whole, left = (total if as_shares else most) or 1, 0.0
        for number, tone in parts if total else []:
            width = 100 * number / whole
            if number:
                bar.segments.append(Segment(round(left, 2), round(width, 2), tone, number))
            left += width
        bars.append(bar)
    return Bars(bars)
