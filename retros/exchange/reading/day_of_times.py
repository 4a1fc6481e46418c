"""The day that the times of a document without dates belong to."""

import re
from datetime import timedelta

from retros.exchange.inline import plain
from retros.exchange.reading.dates import Near, find_date
from retros.exchange.reading.headings import Purpose
from retros.exchange.reading.timeline import only_day_in
from retros.exchange.reading.vocabulary import words_of

_POSTED = re.compile(r"^\W*(?:posted|updated)\b", re.IGNORECASE)
_LONGEST_UNTIL_HELD = 61  # days from an incident to the document about it
_HOW_LONG = re.compile(
    r"^(?:\w+ )?(?:duration|start(?:ed)?|started at|start time|end time|date and time)(?: of \w+(?: \w+)?)?$"
)


def day_of_times(document, root):
    """Return the day that times without a date belong to, or None."""
    return _day_in_title(document) or document.held_on or _first_day(root)


def _day_in_title(document):
    """The day of what the document is about, if its title says so: "The outage of June 3"."""
    held_on = document.held_on
    near = Near(held_on, back=_LONGEST_UNTIL_HELD, ahead=0) if held_on else None
    found = find_date(document.title, near=near)
    if found is None or found.precision != "day":
        return None
    is_before = held_on and held_on - timedelta(days=_LONGEST_UNTIL_HELD) <= found.on <= held_on
    return found.on if is_before else None


def _first_day(root):
    """The first day that the paragraphs before all headings tell, for times without a date.

    Else the only day of what stands before the timeline.
    """
    texts = [plain(block.source) for block in root.blocks[:3] if block.kind == "paragraph"]
    found = find_date(" ".join(texts))
    if found and found.precision == "day":
        return found.on
    sections = list(root.walk())
    purposes = (root.names.purpose_of(section.heading) for section in sections)
    end = next((n for n, it in enumerate(purposes) if it is Purpose.TIMELINE), 0)
    before = [block for section in sections[:end] for block in section.blocks]
    texts = [it for it in before if it.kind == "paragraph" and not _POSTED.match(it.source)]
    items = [item for block in before for item in block.items if _says_how_long(item.source)]
    return only_day_in([*texts, *items])


def _says_how_long(line):
    """Whether a line says from when to when something lasted: "Duration: 5 May, 09:10 to 11:35"."""
    label, colon, _ = plain(line).partition(":")
    return bool(colon and _HOW_LONG.match(words_of(label)))
