"""Find moved items, and the former places of removed items."""

from bisect import bisect_left


def moved(before, after):
    """Return the smallest set of common items whose move explains the new order."""
    place = {key: index for index, key in enumerate(before)}
    common = [key for key in after if key in place]
    kept = _longest_rising([place[key] for key in common])
    return {key for key in common if place[key] not in kept}


def merged(before, after):
    """Return `after` with items that only `before` has inserted after their former predecessors."""
    together, at = list(after), 0
    for key in before:
        if key in after:
            at = together.index(key) + 1
        else:
            together.insert(at, key)
            at += 1
    return together


def _longest_rising(numbers):
    """Return the members of a longest increasing subsequence (patience sorting)."""
    tails, ends, before = [], [], {}
    for number in numbers:
        at = bisect_left(tails, number)
        before[number] = ends[at - 1] if at else None
        tails[at:], ends[at:] = [number], [number]
    kept, number = set(), ends[-1] if ends else None
    while number is not None:
        kept.add(number)
        number = before[number]
    return kept
