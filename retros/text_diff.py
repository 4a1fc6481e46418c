"""Compare two texts word by word."""

import re
from collections import Counter
from difflib import SequenceMatcher

_WORD = re.compile(r"\s+|\w+|[^\w\s]")
# Pairs of the same word, or line, in both texts. With more, a comparison could take seconds: then
# both texts stand whole. Written text reaches it at about 1,500 words between the first change and
# the last.
_MOST_PAIRS = 50_000


def diff(before, after):
    """Return the runs that turn `before` into `after`: [("same" | "added" | "removed", text)].

    Without the added runs they give `before`, without the removed ones `after`. Lines are matched
    first, then words within the lines that differ. Takes a second at worst, for two orders of the
    same few words.
    """
    runs = []
    for is_same, old, new in _matched(before.splitlines(True), after.splitlines(True)):
        if is_same:
            _add(runs, "same", "".join(old))
        else:
            _compare_words(runs, "".join(old), "".join(new))
    return runs


def _compare_words(runs, before, after):
    for is_same, old, new in _matched(_WORD.findall(before), _WORD.findall(after)):
        if is_same:
            _add(runs, "same", "".join(old))
        else:
            _add(runs, "removed", "".join(old))
            _add(runs, "added", "".join(new))


def _matched(before, after):
    """Yield (whether equal, pieces of `before`, pieces of `after`) in order."""
    start = _number_shared(before, after)
    end = _number_shared(before[start:][::-1], after[start:][::-1])
    yield True, before[:start], after[:start]
    yield from _matched_between(before[start : len(before) - end], after[start : len(after) - end])
    yield True, before[len(before) - end :], after[len(after) - end :]


def _number_shared(before, after):
    """Return the number of equal pieces at the start."""
    pairs = enumerate(zip(before, after, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(before), len(after)))


def _matched_between(before, after):
    old, new = Counter(before), Counter(after)
    if (
        sum(number * new[piece] for piece, number in old.items() if not piece.isspace())
        > _MOST_PAIRS
    ):
        yield False, before, after
        return
    # Spaces only match beside words that do: they are half of all pieces, and all the same.
    matcher = SequenceMatcher(str.isspace, before, after, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        yield tag == "equal", before[a:b], after[c:d]


def _add(runs, what, text):
    if not text:
        return
    if runs and runs[-1][0] == what:
        runs[-1] = (what, runs[-1][1] + text)
    else:
        runs.append((what, text))
