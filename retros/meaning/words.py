"""Vectors of common words, made beforehand: else the words of a brief cost as much as the brief.

The file holds those of the tokens from FIRST to LAST, one after the other. A tokenizer's whole words
come first by how common they are: of the telling words of real briefs, these are two thirds.
"""

import mmap
from functools import cache
from pathlib import Path

from retros.meaning.vectors import DIMENSIONS

PATH = Path(__file__).parent / "model" / "words.int8"
FIRST, LAST = 1_996, 11_999  # "the" is the first


def vector_of(tokens):
    """Return the vector of a text of one common word by its tokens, or None."""
    if len(tokens) != 3 or not FIRST <= tokens[1] <= LAST:
        return None
    start = (tokens[1] - FIRST) * DIMENSIONS
    return _rows()[start : start + DIMENSIONS]


@cache
def _rows():
    """The file as memory, which the processes of a server share."""
    with PATH.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
