"""Arithmetic with vectors, each 384 signed bytes; their length has no meaning."""

from array import array
from functools import cache
from pathlib import Path

from retros.meaning.runtime import Model

DIMENSIONS = 384
COSINES = Path(__file__).parent / "model" / "cosines.onnx"  # 600 times as fast as a loop


def quantized(vector):
    """Quantize an array of floats to bytes, its largest component at 127 or -127."""
    (scale,) = array("f", [127 / max(map(abs, vector))])  # rounded to 32 bits, as each product is
    return array("b", map(round, array("f", [scale * it for it in vector]))).tobytes()


def cosine(one, other):
    """Return how similar two vectors are, from -1 to 1."""
    return closeness(one, [other])[0]


def closeness(vector, others):
    """Return the cosines of `vector` with each of `others`."""
    if not others:
        return []
    rows, one = array("b", b"".join(map(bytes, others))), array("b", bytes(vector))
    cosines = array("f", bytes(4 * len(others)))
    _model().run(
        {"rows": (rows, (len(others), DIMENSIONS)), "one": (one, (DIMENSIONS, 1))},
        {"cosines": (cosines, (len(others), 1))},
    )
    # Six digits: the last ones differ between machines, and must not order anything.
    return [round(it, 6) for it in cosines]


@cache
def _model():
    return Model(COSINES)
