"""Lines that are marked as action items wherever they stand: "AI: Kofi to ask", "TODO(@ana): ask"."""

import re
from itertools import groupby

from retros.exchange.inline import plain
from retros.exchange.reading.markdown.blocks import Block, Item, list_of
from retros.exchange.reading.vocabulary import INTENDING, words_of

_MARK = re.compile(
    r"^[\W_]{0,4}(?P<mark>A/?I|AP|ACTION(?:[ -](?:ITEM|POINT))?|Action (?:item|point)|TO-?DO|FOLLOW-UP)"
    r"\b\]?(?:\s?#?\d{1,3}\b)?(?:\s?[(\[](?P<who>[^()\[\]\n]{1,40})[)\]])?[\s*_]*[:：](?:\*\*|__)?\s+"
    r"(?P<rest>\S.*)$",
    re.DOTALL,
)
_SHORT = ("AI", "A/I", "AP")  # these may be words of a text as well: "AI: a mixed blessing"
_ASSIGNED = re.compile(r"^@\w|^[^\W\d_a-z][^:\n]{0,40}?\s(?:to|will|is to|are to)\s[a-z]")
_HEADING = "Action items"


def marked(text: str) -> re.Match | None:
    """Match a line that is marked as an action item, with its `rest` and `who`, or return None."""
    match = None if text.startswith("<!--") else _MARK.match(text)  # what is left to fill in
    if match and match["mark"] in _SHORT and not match["who"]:
        rest = plain(match["rest"])
        begins = INTENDING.search(words_of(rest))
        if not (_ASSIGNED.match(rest) or (begins and not begins.start())):
            return None
    return match


def as_action(item: Item, level: float) -> list[Block]:
    """Return the blocks of such a line: a heading of `level`, the item alone, and its end."""
    return [Block("heading", _HEADING, level), list_of([item]), Block("end", "", level)]


def has_marks(block: Block) -> bool:
    """Tell whether an item of a list is marked as an action item."""
    return any(marked(item.lead) for item in block.items)


def parted_at_marks(block: Block, level: float) -> list[Block]:
    """Return a list, parted where its items are marked as action items."""
    parts: list[Block] = []
    for is_marked, items in groupby(block.items, key=lambda item: bool(marked(item.lead))):
        if is_marked:
            parts += [part for item in items for part in as_action(item, level)]
        else:
            parts.append(list_of(list(items)))
    return parts
