"""Sections that tell what happened when: events with a date, and the rest for the context."""

from retros.exchange.inline import plain
from retros.exchange.reading.timeline import (
    date_of_heading,
    entries_in,
    rows_in,
    running_text,
    says_all,
    without_date,
)

_NO_ENTRIES = ("code", "definitions")


def take_timeline(reading, section, under):
    """Read a section of the timeline; `under` is its heading if that is not just “Timeline”."""
    timeline = reading.timeline
    found, is_only_date = date_of_heading(under, reading.year) if under else (None, False)
    if found:
        timeline.look_for_date(under)
    is_dated = bool(found) or bool(under and timeline.starts_entry(under))
    own = entries_in(block for block in section.blocks if block.kind not in _NO_ENTRIES)
    if is_dated and not any(timeline.starts_entry(text) for text, _ in own):
        _take_one_event(reading, section.blocks, under)
        return
    if is_only_date:
        reading.use_heading()
    for block in section.blocks:
        if block.kind == "table":
            _take_table(reading, block)
        elif block.kind in _NO_ENTRIES:
            reading.keep(block.source)
        else:
            for text, is_item in entries_in([block]):
                _take_entry(reading, text, is_item=is_item)


def take_status_update(reading, section):
    """Read an entry that says when it was posted: "## Resolved", "*Posted 15 Mar 2025 21:04*"."""
    posted, *blocks = section.blocks
    when = posted.source.partition("\n")[0]
    reading.timeline.look_for_date(when)
    label = f"{plain(section.heading)}, {without_date(plain(when), reading.year)}"
    _take_one_event(reading, [posted, *blocks], label, after=when)


def _take_one_event(reading, blocks, label, *, after=""):
    """The event of a whole section, which its heading dates."""
    whole = "\n\n".join(block.source for block in blocks)
    event = reading.timeline.event(running_text(blocks, after=after), label=label)
    if event is None:
        reading.keep(whole)
        return
    reading.document.events.append(event)
    reading.use_heading()
    if not says_all(event, f"{reading.headings[-1]} {whole}"):
        reading.keep(whole)


def _take_entry(reading, markdown, *, is_item):
    """The event of a list item, where its date may stand anywhere, or of a dated paragraph."""
    is_entry = is_item or reading.timeline.starts_entry(markdown)
    event = reading.timeline.event(markdown, anywhere=is_item) if is_entry else None
    if event:
        reading.document.events.append(event)
    else:
        reading.timeline.look_for_date(markdown[:300])
    if event is None or not says_all(event, markdown):
        reading.keep(f"- {markdown}" if is_item else markdown)


def _take_table(reading, block):
    rows, header = rows_in(block)
    events = [reading.timeline.event(row) for row in rows]
    if not any(events):
        reading.keep(block.source)
        return
    reading.keep(header)
    for row, event in zip(rows, events, strict=True):
        if event:
            reading.document.events.append(event)
        if not event or not says_all(event, row):
            reading.keep(f"- {row}")
