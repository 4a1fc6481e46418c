"""Several retrospectives in one document, one below another: "Sprint 1", "Sprint 2", …"""

import re

from retros.exchange.inline import plain
from retros.exchange.reading.dates import find_date
from retros.exchange.reading.headings import purpose_of
from retros.exchange.reading.markdown.sections import sections_of
from retros.exchange.reading.one_entry import KINDS
from retros.exchange.reading.vocabulary import RETROSPECTIVES, words_of

_MOST = 100  # more is a log
_COUNTED = re.compile(
    r"^(?:sprint|iteration|iteracion|iteracao|iteratie|cycle|release|milestone|pi|スフリント|"
    rf"{'|'.join(map(re.escape, sorted(RETROSPECTIVES)))})(?:\s(?:retro\w*|no|nr|number|nummer|review))?\s?\d{{1,4}}\b"
)


def retrospectives_in(blocks):
    """Return (blocks before, [(heading, blocks)] of each) if there are several, else None."""
    found = [n for n, block in enumerate(blocks) if block.kind == "heading" and _begins(block)]
    level = min((blocks[n].level for n in found), default=0)
    before, parts = _parted(blocks, [n for n in found if blocks[n].level == level])
    headings = {heading for heading, _ in parts}
    if not 2 <= len(parts) <= _MOST or len(headings) < len(parts):
        return None
    return (before, parts) if all(_holds_notes(part) for _, part in parts) else None


def divisions_of(blocks):
    """Return [level, number of headings] of each level at which somebody may want to split.

    Where most headings name parts of one retrospective, nobody does.
    """
    found = []
    for level in (1, 2, 3):
        _, parts = divided_at(blocks, level)
        purposes = [purpose_of(heading) for heading, _ in parts]
        is_one = bool(KINDS.keys() & set(purposes)) or purposes.count(None) * 2 <= len(parts)
        is_full = sum(_holds_notes(part) or _holds_list(part) for _, part in parts) > 1
        if 2 <= len(parts) <= _MOST and is_full and not is_one:
            found.append([level, len(parts)])
    return found


def divided_at(blocks, level):
    """Return (blocks before the first heading of `level`, [(heading, blocks)] of each)."""
    starts = [n for n, it in enumerate(blocks) if it.kind == "heading" and it.level == level]
    return _parted(blocks, starts)


def _parted(blocks, starts):
    # What follows the last one on the same or a higher level is no part of it, but stays with it.
    parts = [
        (plain(blocks[start].source), blocks[start + 1 : end])
        for start, end in zip(starts, [*starts[1:], len(blocks)], strict=False)
    ]
    return blocks[: starts[0]] if starts else blocks, parts


def _begins(heading):
    text = plain(heading.source)
    if _COUNTED.match(words_of(text)):
        return True
    found = find_date(text)
    if not found or found.precision != "day":
        return False
    beside = words_of(text[: found.start] + text[found.end :])
    return not beside or bool(RETROSPECTIVES & set(beside.split()))


def _holds_list(blocks):
    return any(block.kind == "list" for block in blocks)


def _holds_notes(blocks):
    root = sections_of(blocks)
    return any(
        root.names.purpose_of(section.heading) in KINDS
        for section in root.walk()
        if section.heading
    ) or any(block.kind == "table" for block in blocks)
