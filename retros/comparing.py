"""What changed between two texts, word by word."""

import re
from difflib import SequenceMatcher

_WORD = re.compile(r"\s+|\w+|[^\w\s]")
# Above so many pairs of lines or words a comparison would take seconds: then both texts stand whole.
_MOST_PAIRS = 1_000_000


def compared(before, after):
    """Runs of text that lead from `before` to `after`: [("same" | "added" | "removed", text)].

    The texts without what was added give `before`, those without what was removed give `after`.
    Lines are matched first, then words within the lines that differ. Up to a second for texts of
    100,000 characters.
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
    """(whether they are the same, pieces of `before`, pieces of `after`), in order."""
    if len(before) * len(after) > _MOST_PAIRS:
        yield before == after, before, after
        return
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        yield tag == "equal", before[a:b], after[c:d]


def _add(runs, what, text):
    if not text:
        return
    if runs and runs[-1][0] == what:
        runs[-1] = (what, runs[-1][1] + text)
    else:
        runs.append((what, text))
