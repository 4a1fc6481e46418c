"""A flow: what goes on from one step to the next, for an SVG. The label of a step stands above its bar.

Each step is as wide as the picture and shows parts of itself; a band leads from the part that goes on
to the whole of the next step. Places along the axis are percentages of its width; heights are
pixels. Pure, like `bars`.
"""

from dataclasses import dataclass

from retros.drawing.bars import BAR, LABEL, Bar, bars_of

GAP = 30  # between a bar and the label of the next


@dataclass
class Band:
    """From the part of a bar that goes on to the whole of the bar below."""

    top: int
    bottom: int
    right: float  # where it begins at the right; it begins at the left edge and ends over all

    @property
    def points(self):
        return f"0,{self.top} {self.right},{self.top} 100,{self.bottom} 0,{self.bottom}"


@dataclass
class Flow:
    bars: list[Bar]
    bands: list[Band]
    height: int


def flow_of(steps):
    """Lay out `steps`: (label, [(number, tone)]) each. Of all but the last, the first part goes on.

    A step with nothing in it, and what would follow, is left out.
    """
    bars, bands, top = [], [], 0
    for place, (label, parts) in enumerate(steps):
        total = sum(number for number, _ in parts)
        if not total:
            break
        bar = bars_of([(label, total, parts)], as_shares=True).bars[0]
        bar.top = top
        bars.append(bar)
        goes_on = parts[0][0] if place + 1 < len(steps) else 0
        if goes_on:
            below = bar.bar_top + BAR
            bands.append(Band(below, below + GAP, max(round(100 * goes_on / total, 2), 0.4)))
        top += LABEL + BAR + GAP
    return Flow(bars, bands, top - GAP + 8)
