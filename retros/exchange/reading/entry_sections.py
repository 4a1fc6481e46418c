"""Sections of observations, lessons, decisions and action items: one entry for each thing said."""

import re

from retros.exchange.document import must_be_few
from retros.exchange.inline import plain
from retros.exchange.reading import entries
from retros.exchange.reading.headings import Purpose, is_known
from retros.exchange.reading.observation_tables import (
    KINDS,
    read_observation_table,
    rows_name_kinds,
)

_INTRODUCES = re.compile(
    r":\s*$|\b(?:following|several|these|below|here(?:’|')?s|here (?:is|are)|as follows|"
    r"areas where)\b",
    re.IGNORECASE,
)
_INTENDS = re.compile(
    r"\b(?:will|plan(?:s|ned)? to|needs? to|should|must|going to|want to|let’?'?s)\b"
    r"|\((?:done|in progress|completed?|to ?do)\)\W*$"
    r"|^\W*(?:add|agree|automate|avoid|build|change|check|clarify|continue|create|define|document|"
    r"emphasi[sz]e|enable|enforce|ensure|establish|evaluate|explore|extend|find|fix|follow up|"
    r"implement|improve|increase|introduce|investigate|keep|make|migrate|monitor|move|prepare|"
    r"provide|raise|reduce|remove|replace|review|revisit|schedule|set up|share|simplify|start|"
    r"stop|switch|train|try|update|upgrade|write)\s",
    re.IGNORECASE,
)
_COMPLETED = re.compile(r"\b(?:completed?|done|taken|finished)\b", re.IGNORECASE)
_LINE_ENTRY = re.compile(r"^\s*\S[^\n:]{0,40}?\s[-–—]\s\S")  # "Design - the sketches came early"
_PROSE = ("paragraph", "quote")
_DEEPEST = 3


def read_entries(reading, section, purpose, under):
    """Read a section of entries; `under` is its heading if that says more than its purpose."""
    blocks, tables = section.blocks, [block for block in section.blocks if block.kind == "table"]
    has_prose = any(block.kind in _PROSE for block in blocks)
    if under and has_prose and not tables and not is_known(under):
        blocks = _read_named(reading, blocks, purpose, under)
    explains_table = purpose is Purpose.ACTIONS and any(
        entries.action_columns(table.rows[0]) for table in tables
    )
    for number, block in enumerate(blocks):
        if block.kind == "table":
            _read_table(reading, block, purpose, under)
        elif explains_table or block.kind not in (*_PROSE, "list"):
            reading.keep(block.source)
        elif block.kind == "list":
            _read_items(reading, block.items, purpose, under)
        elif _has_lines_of_entries(block):
            for line in block.source.split("\n"):
                _read_entry(reading, line.strip(), purpose, under)
        elif _is_aside(block, purpose, section, is_last=number + 1 == len(blocks)):
            reading.keep(block.source)
        else:
            _read_entry(reading, block.source, purpose, under)


def _read_named(reading, blocks, purpose, heading):
    """Make one entry of a heading and the prose below; return blocks with entries of their own."""
    if purpose is Purpose.CONCLUSIONS:
        return blocks
    rest = [block for block in blocks if _holds_lessons(block, purpose)]
    whole = "\n\n".join(block.source for block in blocks if block not in rest)
    document = reading.document
    reading.use_heading()
    if purpose is Purpose.LESSONS:
        document.lessons.append(entries.lesson_from(whole, statement=heading))
    elif purpose is Purpose.DECISIONS:
        document.decisions.append(entries.decision_from(whole, choice=heading, year=reading.year))
    elif purpose is Purpose.ACTIONS:
        _add_to_do(reading, heading, below=whole)
    else:
        document.observations.append(entries.observation_from(KINDS[purpose], whole, under=heading))
    return rest


def _holds_lessons(block, purpose):
    """Whether it is a list of lessons, each beginning in bold, and not part of a lesson."""
    return (
        purpose is Purpose.LESSONS
        and block.kind == "list"
        and all(item.lead.lstrip().startswith("**") for item in block.items)
    )


def _read_items(reading, items, purpose, under, depth=1):
    must_be_few(len(items))
    for item in items:
        if item.nested and depth < _DEEPEST and _is_label(item.lead):
            label = plain(item.lead).rstrip(":")
            inner = f"{under}: {label}" if under else label
            _read_items(reading, item.nested, purpose, inner, depth + 1)
        else:
            _read_entry(reading, item.source, purpose, under, item)


def _is_label(lead):
    """Whether an entry's own words only name what is nested in it."""
    words = len(plain(lead).split())
    is_bold = lead.strip().rstrip(":").endswith("**")
    return 0 < words <= 2 or (0 < words <= 5 and (is_bold or lead.rstrip().endswith(":")))


def _read_entry(reading, markdown, purpose, under, item=None):
    if not plain(markdown):
        return
    document = reading.document
    lead, below = (item.lead, item.below) if item and item.lead else (markdown, "")
    if under:
        reading.use_heading(under)
    if purpose in (Purpose.LESSONS, Purpose.CONCLUSIONS):
        document.lessons.append(entries.lesson_from(lead, below=below, under=under))
    elif purpose is Purpose.DECISIONS:
        document.decisions.append(entries.decision_from(markdown, under=under, year=reading.year))
    elif purpose is Purpose.ACTIONS:
        _add_to_do(reading, lead, below=below, under=under, is_done=bool(item and item.is_done))
    else:
        document.observations.append(
            entries.observation_from(KINDS[purpose], markdown, under=under)
        )


def _add_to_do(reading, markdown, *, below="", under="", is_done=False):
    is_done = is_done or any(_COMPLETED.search(heading) for heading in reading.headings)
    action_from, rest = entries.action_from(
        markdown, below=below, under=under, is_done=is_done, year=reading.year
    )
    reading.document.actions.append(action_from)
    reading.keep(rest)


def _has_lines_of_entries(block):
    """Whether each line of a paragraph is an entry, as in plain text: "Name - what they said"."""
    lines = block.source.split("\n")
    return len(lines) > 1 and all(_LINE_ENTRY.match(line) for line in lines)


def _is_aside(block, purpose, section, *, is_last):
    """Whether a paragraph introduces or comments on the entries and is none itself."""
    text = plain(block.source)
    leads_on = not is_last or bool(section.children)
    is_bold = block.source.lstrip().startswith("**")
    return (
        purpose in (Purpose.CAUSES, Purpose.CONCLUSIONS)
        or (any(other.kind == "list" for other in section.blocks) and not is_bold)
        or (leads_on and len(text) < 250 and bool(_INTRODUCES.search(text)))
        or (bool(section.children) and len(section.blocks) == 1)
        or (purpose is Purpose.ACTIONS and not is_bold and not _INTENDS.search(text))
    )


def _read_table(reading, block, purpose, under):
    header, *rows = block.rows
    columns = entries.action_columns(header) if purpose is Purpose.ACTIONS else {}
    if not columns or rows_name_kinds(rows):
        read_observation_table(reading, block)
        return
    if under:
        reading.use_heading(under)
    for row in rows:
        if columns["text"] < len(row) and plain(row[columns["text"]]):
            action_from, rest = entries.action_from_row(
                header, row, columns, under=under, year=reading.year
            )
            reading.document.actions.append(action_from)
            reading.keep(rest)
        else:
            reading.keep(" | ".join(cell for cell in row if cell))
