"""From sections with headings to our structure. Every word of the source ends up in some field.

The rule that keeps it so: an entry's short field takes what fits; whatever it does not hold goes
to the entry's long field, and where there is none, or where a block is no entry at all, it is kept
in the context under its own heading.
"""

import re

from retros.exchange.inline import holds
from retros.exchange.reading.entry_sections import read_entries
from retros.exchange.reading.headings import Purpose, has_more_words, is_status_word, purpose_of
from retros.exchange.reading.observation_tables import read_observation_table
from retros.exchange.reading.reader_state import ReaderState
from retros.exchange.reading.summaries import summary_of
from retros.exchange.reading.timeline import read_status_update, read_timeline

_POSTED = re.compile(r"^\W*(?:posted|updated)\b", re.IGNORECASE)
_TEXT_FIELDS = {Purpose.GOAL: "goal", Purpose.MEASURED: "measured", Purpose.SURPRISE: "surprise"}


def interpret(document, root):
    """Fill `document` from its outermost Section."""
    reading = ReaderState(document, document.held_on)
    _read_section(reading, root, None)
    if reading.other_headings:
        named = ", ".join(f"“{heading}”" for heading in reading.other_headings)
        document.context_parts.append(f"Other headings of the document: {named}")
    if reading.timeline.undated:
        document.warnings.append(
            "Some timeline entries have no date that can be told; they are kept in the context."
        )


def _read_section(reading, section, inside):
    reading.enter(section)
    own = _purpose_of(section, inside)
    is_unknown = bool(section.heading) and own is None
    under = section.heading if is_unknown or has_more_words(section.heading) else ""
    purpose = own or inside
    _read_blocks(reading, section, purpose, under)
    for child in section.children:
        _read_section(reading, child, purpose)
    reading.leave()


def _purpose_of(section, inside):
    own = purpose_of(section.heading, inside=inside) if section.heading else None
    if own is Purpose.STATUS_UPDATE:
        first = section.blocks[0].source if section.blocks else ""
        return Purpose.TIMELINE if _POSTED.match(first) else None
    return own


def _read_blocks(reading, section, purpose, under):
    if purpose in (None, Purpose.CONTEXT):
        for block in section.blocks:
            if block.kind == "table":
                read_observation_table(reading, block)
            else:
                reading.keep(block.source)
    elif purpose is Purpose.SUMMARY:
        _read_summary(reading, section.blocks)
    elif purpose in _TEXT_FIELDS:
        _read_text_field(reading, _TEXT_FIELDS[purpose], section.blocks, under)
    elif purpose is Purpose.TIMELINE and is_status_word(section.heading):
        read_status_update(reading, section)
    elif purpose is Purpose.TIMELINE:
        read_timeline(reading, section, under)
    else:
        read_entries(reading, section, purpose, under)


def _read_summary(reading, blocks):
    whole = "\n\n".join(block.source for block in blocks)
    if not reading.document.summary:
        reading.document.summary = summary_of(blocks)
        if holds(reading.document.summary, whole):
            return
    reading.keep(whole)


def _read_text_field(reading, name, blocks, under):
    parts = [getattr(reading.document, name)]
    if under and blocks:
        reading.use_heading()
        parts.append(f"# {under}")
    parts += [block.source for block in blocks]
    setattr(reading.document, name, "\n\n".join(part for part in parts if part))
