"""Several retrospectives in one document, one below another: "Sprint 1", "Sprint 2", …"""

import re

from retros.exchange.inline import plain
from retros.exchange.reading.dates import find_date
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
    starts = [n for n in found if blocks[n].level == level]
    headings = [plain(blocks[n].source) for n in starts]
    if not 2 <= len(starts) <= _MOST or len(set(headings)) < len(headings):
        return None
    # What follows the last one on the same or a higher level is no part of it, but stays with it.
    parts = [
        (heading, blocks[start + 1 : end])
        for heading, start, end in zip(headings, starts, [*starts[1:], len(blocks)], strict=True)
    ]
    if not all(_holds_notes(part) for _, part in parts):
        return None
    return blocks[: starts[0]], parts


def _begins(heading):
    text = plain(heading.source)
    if _COUNTED.match(words_of(text)):
        return True
    found = find_date(text)
    if not found or found.precision != "day":
        return False
    beside = words_of(text[: found.start] + text[found.end :])
    return not beside or bool(RETROSPECTIVES & set(beside.split()))


def _holds_notes(blocks):
    root = sections_of(blocks)
    return any(
        root.names.purpose_of(section.heading) in KINDS
        for section in root.walk()
        if section.heading
    ) or any(block.kind == "table" for block in blocks)
