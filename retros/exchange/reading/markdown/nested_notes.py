"""Notes nested in lists of minutes: "- Summary:", below it "- Things that work" with its notes."""

from retros.exchange.reading.markdown.numbered_headings import LABELED

_LONGEST_NAME = 60
_DEEPEST = 4


def holds_notes(item, names) -> bool:
    """Tell whether an item has lists of two kinds of notes somewhere below it, each under its name."""
    return len(set(_kinds_below(item, names, _DEEPEST))) > 1


def _kinds_below(item, names, deepest):
    for inner in item.nested if deepest else ():
        if not inner.nested:
            continue
        purpose = names.purpose_of(inner.lead) if len(inner.lead) <= _LONGEST_NAME else None
        if purpose in LABELED:
            yield purpose
        else:
            yield from _kinds_below(inner, names, deepest - 1)
