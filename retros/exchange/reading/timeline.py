"""Read timelines: the events of a list, table or dated heading, and the rest for the context."""

import re
from datetime import date, timedelta

from retros.exchange.document import MOST_PARTS, EventEntry
from retros.exchange.inline import cut, holds, plain
from retros.exchange.reading.dates import Near, find_date, minutes_of, spelled
from retros.exchange.reading.moments import (
    BEFORE,
    ONLY_A_WEEKDAY,
    leading_month,
    leading_offset,
    leading_time,
    only_year_in,
    tells_time,
)
from retros.exchange.reading.timeline_entries import entries_in, is_log, rows_in

_LONGEST = 500
_HALF_A_YEAR = 183  # days
_MOST_LINES = 500
_LEFT_TO_FILL_IN = re.compile(
    r"^[\W\d_]*(?:(?:utc|gmt|z|am|pm|todo|tbd|tba|x+|n/?a|event|description|insert|hh:?mm|"
    r"yyyy-mm-dd|add|more|events|here|etc)\b[\W\d_]*)*$"
    r"|^\W*all times\b[^.]{0,60}$",
    re.IGNORECASE,
)
# "5–7 Aug", of which the first day counts
_DAYS = re.compile(
    r"^[\W_]*\d{1,2}\.?(?P<last>\s?[-–]\s?\d{1,2})\.?\s[^\W\d_]{3,12}\.?(?:,?\s\d{4})?"
)
_EVENING, _MORNING = 18 * 60, 6 * 60
_NO_ENTRIES = ("definitions",)


class Timeline:
    """Reads entries one after another and remembers the date of the last one.

    `base` is the date of the document, for entries that give only a time or a day.
    """

    def __init__(self, base=None):
        self.base = base
        self.year = None  # of months that the entries begin with, as the heading says
        self.on = None
        self.precision = "day"
        self._minutes = None
        self._day_one = None
        self.undated = 0

    def look_for_date(self, text):
        """Take a date out of the words around the entries: "All times in PST, on 5 May 2019"."""
        found = find_date(plain(text), near=self._near)
        if found and found.precision == "day":
            self._turn_to(found.on)

    def starts_entry(self, markdown, *, days=True):
        """Return whether the text begins with a date, a time or, with `days`, "Day 2"."""
        text = plain(markdown[:300])
        dated = self._leading(text, self._find_in(text))
        offset = leading_offset(text)
        return bool(dated or leading_time(text) or (offset and (days or offset.days is None)))

    def tells_when(self, markdown):
        """Return whether a sentence says early on when something happened."""
        return self.starts_entry(markdown) or tells_time(plain(markdown[:600]))

    def event(self, markdown, *, anywhere=False, label=""):
        """Make the Event of an entry; return None if its date is unknown. `label` is its heading.

        With `anywhere`, a date or time inside the text counts as well.
        """
        own = plain(markdown)
        text = f"{plain(label)}: {own}" if label else own
        found = self._find_in(text)
        leads, offset = self._leading(text, found), leading_offset(text)
        if found and (leads or anywhere):
            self._turn_to(found.on)
            self.precision = found.precision
        elif not (leading_time(text) or offset or label or (anywhere and tells_time(text))):
            return None
        else:
            self._pass_midnight(text)
        if not self._known:
            self.undated += 1
            return None
        if offset and offset.days is not None and not found:
            self._count_days(offset.days)
        self._minutes = minutes_of(text[:60]) if leading_time(text) or leads else None
        is_alone = leads and ONLY_A_WEEKDAY.match(text[: found.start])
        if is_alone and not _DAYS.match(text):  # else it is part of a sentence
            text = text[: found.start] + text[found.end :]
        text = _tidy(text)
        if _LEFT_TO_FILL_IN.match(text):
            return None
        return EventEntry(self._known, cut(text, _LONGEST), self.precision)

    def _find_in(self, text):
        if days := _DAYS.match(text):
            start, end = days.span("last")
            first = text[:start] + " " * (end - start) + text[end : days.end()]
            if found := find_date(first, near=self._near):
                return found
        return leading_month(text, self.year) or find_date(text, near=self._near)

    @property
    def _known(self):
        return self.on or self.base

    @property
    def _near(self):
        """What comes next is later; what is told of a document happened before."""
        if self.on:
            return Near(self.on, back=_HALF_A_YEAR)
        return Near(self.base, ahead=_HALF_A_YEAR) if self.base else None

    def _turn_to(self, on):
        self.on, self.precision, self._minutes = on, "day", None

    def _count_days(self, days):
        """Turn to a day after the first one; where only the document has a date, its month is known."""
        self._day_one = self._day_one or self.on
        if self._day_one:
            self._turn_to(self._day_one + timedelta(days=days))
        else:
            self.precision = "month"

    def _pass_midnight(self, text):
        minutes = minutes_of(text[:60])
        if None not in (minutes, self._minutes, self._known) and (
            self._minutes >= _EVENING and minutes < _MORNING
        ):
            self.on = self._known + timedelta(days=1)

    @staticmethod
    def _leading(text, found):
        return found if found and BEFORE.match(text[: found.start]) else None


def _tidy(text):
    """The text without brackets around its time and without marks that a removed date left."""
    text = re.sub(r"^(?:[\s\-–—:：,.;|()\[\]]|T(?=\d))*(?=\S)", "", text)
    text = re.sub(r"^(\d{1,2}[:.]\d\d[^\s\])]{0,4})[\])]+:?", r"\1", text)
    return re.sub(r"\s+(?=[,;])", "", " ".join(text.split()))


def _running_text(blocks, *, after=""):
    """The words of `blocks` as one text, without code where there is anything else.

    `after` is a first line to leave out.
    """
    texts = []
    for block in blocks:
        if block.kind == "list":
            texts.append("; ".join(plain(item.source) for item in block.items))
        elif block.kind != "code":
            texts.append(plain(block.source.removeprefix(after)))
    if not any(texts):
        texts = [plain("\n".join(block.source.split("\n")[1:-1])) for block in blocks]
    return " ".join(text for text in texts if text)


def _without_date(text, near):
    """One-line `text` with its date taken out: "Posted Mar 15, 2025 - 21:04" is "Posted 21:04"."""
    found = find_date(text, near=near)
    if found is None:
        return text
    before, after = text[: found.start].strip(" -–,"), text[found.end :].strip(" -–,")
    return f"{before[:1].lower()}{before[1:]} {after}".strip()


def contains_all_words(event, markdown, label=""):
    """Tell whether the event and its date hold every word of its source."""
    return holds(f"{event.text} {spelled(event.on)}"[:2_000], f"{label} {markdown}")


def date_of_heading(heading, near):
    """Return the date at the start of a heading, or None, and whether the heading is only that."""
    text = plain(heading)
    found = find_date(text, near=near)
    if found is None or not BEFORE.match(text[: found.start]):
        return None, False
    return found, not (text[: found.start] + text[found.end :]).strip(" .,:–-")


def as_date(value, near=None) -> date | None:
    """Parse a date in front matter or a table cell; return None if it is none."""
    found = find_date(str(value or "")[:200], near=near)
    return found.on if found else None


def read_timeline(reading, section, under):
    """Read a section of the timeline; `under` is its heading if that is not just “Timeline”."""
    timeline = reading.timeline
    found, is_only_date = date_of_heading(under, reading.near) if under else (None, False)
    if found:
        timeline.look_for_date(under)
    is_dated = bool(found) or bool(under and timeline.starts_entry(under))
    timeline.look_for_date(section.heading)
    timeline.year = only_year_in(section.heading)
    timeline.base = timeline.base or only_day_in(section.blocks)
    passed_over = (*_NO_ENTRIES, "table")
    told = [it for it in section.blocks if it.kind not in passed_over and not is_log(it)]
    own = entries_in(told, timeline)
    if is_dated and not any(timeline.starts_entry(text) for text, _ in own):
        _read_one_event(reading, section.blocks, under)
        return
    if is_only_date:
        reading.use_heading()
    read_blocks_of_timeline(reading, section.blocks)


def only_day_in(blocks):
    """Return the day of all complete dates in `blocks`, if it is one: that of times without a date."""
    found = [find_date(line) for block in blocks for line in block.source.split("\n")[:_MOST_LINES]]
    days = {it.on for it in found if it and it.precision == "day"}
    return days.pop() if len(days) == 1 else None


def read_blocks_of_timeline(reading, blocks):
    """Read each item, line, row and sentence of `blocks` that is dated as an event."""
    for block in blocks:
        if _is_full(reading):
            reading.keep(block.source)
        elif block.kind == "table":
            read_timeline_table(reading, block)
        elif block.kind in _NO_ENTRIES or is_log(block):
            reading.keep(block.source)
        else:
            for text, is_item in entries_in([block], reading.timeline):
                if _is_full(reading):
                    reading.keep(f"- {text}" if is_item else text)
                else:
                    _read_entry(reading, text, is_item=is_item)


def _is_full(reading):
    """Whether more entries were read than a timeline takes: the rest is kept without a look."""
    return len(reading.document.events) + reading.timeline.undated > 2 * MOST_PARTS


def read_status_update(reading, section):
    """Read an entry that says when it was posted: "## Resolved", "*Posted 15 Mar 2025 21:04*"."""
    if not section.blocks:  # its time is a heading of its own
        return
    posted, *blocks = section.blocks
    when = posted.source.partition("\n")[0]
    reading.timeline.look_for_date(when)
    label = f"{plain(section.heading)}, {_without_date(plain(when), reading.near)}"
    _read_one_event(reading, [posted, *blocks], label, after=when)


def _read_one_event(reading, blocks, label, *, after=""):
    """The event of a whole section, which its heading dates."""
    whole = "\n\n".join(block.source for block in blocks)
    event = reading.timeline.event(_running_text(blocks, after=after), label=label)
    if event is None:
        reading.keep(whole)
        return
    reading.document.events.append(event)
    reading.use_heading()
    if not contains_all_words(event, f"{reading.headings[-1]} {whole}"):
        reading.keep(whole)


def _read_entry(reading, markdown, *, is_item):
    """The event of a list item, where its date may stand anywhere, or of a dated paragraph."""
    is_entry = is_item or reading.timeline.tells_when(markdown)
    event = reading.timeline.event(markdown, anywhere=True) if is_entry else None
    if event:
        reading.document.events.append(event)
    else:
        reading.timeline.look_for_date(markdown[:300])
    if event is None or not contains_all_words(event, markdown):
        reading.keep(f"- {markdown}" if is_item else markdown)


def read_timeline_table(reading, block):
    """Read a table of events; one without any dates goes to the context."""
    rows, header = rows_in(block)
    events = [reading.timeline.event(row) for row in rows]
    if not any(events):
        reading.keep(block.source)
        return
    reading.keep(header)
    for row, event in zip(rows, events, strict=True):
        if event:
            reading.document.events.append(event)
        if not event or not contains_all_words(event, row):
            reading.keep(f"- {row}")
