"""Slices of the index: where too much matches to be counted, a share of it is.

Every second entry is in the slice of level 1, every fourth in that of level 2, and so on: by its
id, but evenly, whatever the order in which entries are written. The slices are marks in the index,
so that the index itself finds what matches in one, old entries and new ones alike.
"""

from retros.search.prominence import LEVELS, MARK

DEEPEST = 16
_MARK = MARK * (len(LEVELS) + 1)  # no word is marked so often
_GOLDEN, _RANGE = 2_654_435_769, 1 << 32  # Fibonacci hashing (Knuth, vol. 3, 6.4)


def marks(pk):
    """Return the slices of the entry with this id, as words of the index."""
    chance = pk * _GOLDEN % _RANGE
    return [word(level) for level in range(1, DEEPEST + 1) if chance < _RANGE >> level]


def word(level):
    """Return the slice of a level as a word of the index."""
    return f"{_MARK}{level}"


def level_for(reach, most):
    """Return the level that holds at most about `most` of `reach` entries; 0 holds all."""
    return min(max(0, -(-reach // most) - 1).bit_length(), DEEPEST)
