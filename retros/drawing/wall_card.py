"""Drawings next to a wall post: its contour lines, and the QR code of its address.

Both are path data of digits and letters only, for the `d` of an SVG path.
"""

import math
import random
from functools import lru_cache
from typing import NamedTuple

import segno

RINGS = 12
POINTS = 20  # a ring; between them the curve is smooth
CENTER = 500  # of a square of 1,000
KEPT = 4096  # drawings; a code takes 9 ms, and screens go through thousands of posts
WAVES = range(1, 7)  # bumps around a ring; the more there are, the flatter they are


class Line(NamedTuple):
    path: str
    is_index: bool  # every third line is drawn stronger, as on a map


class Code(NamedTuple):
    path: str
    size: int  # of the square, with the quiet zone around it


@lru_cache(maxsize=KEPT)
def contour_lines(seed):
    """Draw the contour lines of an imaginary hill, always the same for a `seed`."""
    waves = _waves(seed)
    return [Line(_closed_curve(_ring(waves, ring)), ring % 3 == 0) for ring in range(RINGS)]


def ring_points(seed):
    """Return the same lines as lists of points (x, y), for drawings without curves."""
    waves = _waves(seed)
    return [list(_ring(waves, ring, 8 * POINTS)) for ring in range(RINGS)]


def _waves(seed):
    chance = random.Random(f"hill {seed}")
    return [
        (
            number,
            chance.uniform(0.5, 1) / number**0.8,
            chance.uniform(0, math.tau),
            chance.uniform(-1, 1),
        )
        for number in WAVES
    ]


def _ring(waves, ring, points=POINTS):
    """Points around the hill. Each ring is a little turned against the last, so none is alike."""
    radius = 60 + 48 * ring
    for step in range(points):
        angle = math.tau * step / points
        noise = sum(
            height * math.cos(number * angle + start + 0.17 * turn * ring)
            for number, height, start, turn in waves
        )
        reach = radius * (1 + 0.19 * noise)
        yield CENTER + reach * math.cos(angle), CENTER + reach * math.sin(angle)


def _closed_curve(points):
    """A uniform quadratic B-spline: the points are its controls, it runs through their middles."""
    points = [(round(x), round(y)) for x, y in points]
    middles = [
        ((ax + bx) // 2, (ay + by) // 2)
        for (ax, ay), (bx, by) in zip(points, points[1:] + points[:1], strict=True)
    ]
    at_x, at_y = middles[-1]
    curve = [f"M{at_x} {at_y}"]
    for (x, y), (to_x, to_y) in zip(points, middles, strict=True):
        curve.append(f"q{x - at_x} {y - at_y} {to_x - at_x} {to_y - at_y}")
        at_x, at_y = to_x, to_y
    return "".join(curve).replace(" -", "-") + "Z"


@lru_cache(maxsize=KEPT)
def code_of(address):
    """Return the QR code of `address`: runs of dark squares per row, for a stroke of width 1."""
    path = []
    rows = list(segno.make(address, error="m", micro=False).matrix_iter(border=3))
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            run = x
            while run < len(row) and row[run]:
                run += 1
            if run > x:
                path.append(f"M{x} {y}.5h{run - x}")
            x = run + 1
    return Code("".join(path), len(rows))
