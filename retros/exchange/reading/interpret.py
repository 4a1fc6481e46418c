"""From sections with headings to our structure. Every word of the source ends up in some field.

The rule that keeps it so: an entry's short field takes what fits; whatever it does not hold goes
to the entry's long field, and where there is none, or where a block is no entry at all, it is kept
in the context under its own heading.
"""

import re

from retros.exchange.inline import holds, plain
from retros.exchange.reading.day_of_times import day_of_times
from retros.exchange.reading.decided_by_lines import (
    names_columns,
    only_says_more,
    says_its_lesson,
    sections_of_steps,
)
from retros.exchange.reading.entries import is_action_table
from retros.exchange.reading.entry_sections import (
    read_entries,
    read_items,
    read_table,
)
from retros.exchange.reading.facts import people_named_in
from retros.exchange.reading.headings import (
    Purpose,
    announced_by,
    has_more_words,
    is_status_word,
    normalized,
)
from retros.exchange.reading.intents import commands, is_to_do_list
from retros.exchange.reading.moments import names_phase
from retros.exchange.reading.note_tables import read_note_table
from retros.exchange.reading.one_entry import KINDS, OF_ENTRIES, read_entry
from retros.exchange.reading.reader_state import ReaderState
from retros.exchange.reading.summaries import summary_of
from retros.exchange.reading.table_sections import sections_in_table
from retros.exchange.reading.timeline import (
    date_of_heading,
    read_blocks_of_timeline,
    read_status_update,
    read_timeline,
    read_timeline_table,
)
from retros.exchange.reading.timeline_entries import is_timeline_table, tells_when
from retros.exchange.reading.titled_lessons import headings_that_are_lessons
from retros.exchange.reading.told_lessons import lessons_labeled, lessons_told
from retros.exchange.reading.told_notes import is_told, told_in
from retros.exchange.reading.vocabulary import NO_ACTIONS
from retros.exchange.reading.weighed_headings import announced_in, sections_weighed
from retros.exchange.reading.y_statements import decision_in_statement

_POSTED = re.compile(r"^\W*(?:posted|updated)\b", re.IGNORECASE)
_BOLD_BEGINNING = re.compile(r"^\*\*[^*\n]{3,200}\*\*[^\n]*\w")
_BACKLOG = re.compile(r"\b(?:sprint|product)[ -]?backlog\b", re.IGNORECASE)
_FEWEST_DATED = 4  # paragraphs that begin with a date or time: a timeline
_FEWEST_LINES, _SAMPLE = 3, 20  # lines of one paragraph
_FEWEST_WORDS = 3  # of a lesson
_LONGEST_NAME = 300  # characters of a heading that may be a name
_GOING_ON = (Purpose.TIMELINE, Purpose.ACTIONS)
_CONTEXTS = (None, Purpose.CONTEXT, Purpose.PEOPLE, Purpose.THANKS)
_TEXT_FIELDS = {Purpose.GOAL: "goal", Purpose.MEASURED: "measured", Purpose.SURPRISE: "surprise"}


def interpret(document, root):
    """Fill `document` from its outermost Section."""
    base = day_of_times(document, root)
    reading = ReaderState(document, base, root.names)
    reading.people = people_named_in(root)
    reading.lessons = headings_that_are_lessons(document.title, root)
    reading.decided = sections_weighed(root)
    reading.is_told = is_told(document.title, root, reading.decided)
    reading.decided |= dict.fromkeys(sections_of_steps(root), Purpose.ACTIONS)
    holds_lessons = not root.children and root.names.exactly(document.title) is Purpose.LESSONS
    _read_section(reading, root, Purpose.LESSONS if holds_lessons else None)
    if reading.other_headings:
        named = ", ".join(f"“{heading}”" for heading in reading.other_headings)
        document.context_parts.append(f"Other headings of the document: {named}")
    if reading.timeline.undated:
        document.warnings.append(
            "Some timeline entries have no date that can be told; they are kept in the context. "
            "Those with a time can be moved to the timeline once the date is filled in."
        )


def _read_section(reading, section, inside):
    reading.enter(section)
    inside = Purpose.LESSONS if id(section) in reading.lessons else inside
    own = _purpose_of(section, inside, reading.names)
    own = reading.decided.get(id(section), own)
    if inside in _GOING_ON and names_columns(section.heading):
        own = None  # the header of a table that a print laid out as a heading: "Time Event"
    if inside is Purpose.TIMELINE and names_phase(section.heading):
        own = None  # "Detection", "Actions taken"
    is_inside_actions = own is Purpose.BETTER and inside is Purpose.ACTIONS
    if own is Purpose.BETTER and inside is Purpose.LESSONS and _names_improvements(section):
        own = None  # "Process improvements" below "Recommendations"
    is_heading = isinstance(section.level, int)  # no line that only looks like one
    is_kind = inside in KINDS and inside is not Purpose.CAUSES
    groups = (Purpose.CONTEXT, Purpose.PEOPLE) if is_kind else (Purpose.PEOPLE,)
    tells_what = inside in KINDS and normalized(section.heading) == "issue"
    if own in groups and inside in (*KINDS, Purpose.ACTIONS) and (is_heading or tells_what):
        own = None  # what the notes are about: "Scope", "Schedule", "Technology", "Equipo"
    elif own in _CONTEXTS and inside in OF_ENTRIES and not is_heading:
        own = reading.names.exactly(section.heading)  # "Incident response and monitoring:"
    may_group = is_heading or _names_improvements(section) or section.heading.endswith("?")
    if is_inside_actions and may_group and not has_more_words(section.heading):
        own = None  # "Process improvements" below "Action items", but not "Start" and "Stop"
    is_unknown = bool(section.heading) and (own is None or _says_a_lesson(section.heading, own))
    under = section.heading if is_unknown or has_more_words(section.heading) else ""
    purpose = own or inside
    is_topic = own is None and inside is Purpose.LESSONS and id(section) not in reading.lessons
    if is_topic and says_its_lesson(section, reading.names):
        purpose = None  # "What happened", "Fix" and "Lesson" of one thing
    if own is None and is_heading and inside in KINDS and only_says_more(section, reading.names):
        reading.use_heading()
        read_entry(reading, section.heading, inside, "")
    _read_blocks(reading, section, purpose, under)
    _read_children(reading, section.children, purpose)
    reading.leave()


def _names_improvements(section):
    return normalized(section.heading).endswith("improvements")


def _read_children(reading, children, inside):
    """Read sections one after another; one that only names what follows goes on in the next ones.

    So do printed pages that lost the levels of their headings.
    """
    open_purpose = None
    for child in children:
        goes_on = open_purpose is not None and _goes_on(reading, child, open_purpose)
        _read_section(reading, child, open_purpose if goes_on else inside)
        if not goes_on:
            is_open = not child.children and all(it.kind == "paragraph" for it in child.blocks[:2])
            is_short = len(child.blocks) < 2
            named = _purpose_of(child, inside, reading.names)
            open_purpose = named if is_open and is_short and named in _GOING_ON else None


def _goes_on(reading, section, purpose):
    """Whether a section of an unknown name holds a dated event, or what to do."""
    own = _purpose_of(section, None, reading.names)
    is_group = purpose is Purpose.ACTIONS and _names_improvements(section)
    is_line = not isinstance(section.level, int)
    is_phase = purpose is Purpose.TIMELINE and is_line and names_phase(section.heading)
    if section.children or not (own is None or is_group or is_phase):
        return False
    if purpose is Purpose.TIMELINE:
        return date_of_heading(section.heading, reading.near)[0] is not None or is_phase
    said = [item.lead for block in section.blocks for item in block.items]
    said += [block.source for block in section.blocks if block.kind == "paragraph"]
    return any(said) and all(commands(plain(text)) for text in filter(plain, said))


def _says_a_lesson(heading, purpose):
    """Whether a heading is a lesson itself: "One big lesson: there are only 24 hours in a day"."""
    return purpose is Purpose.LESSONS and len(heading.partition(": ")[2].split()) >= _FEWEST_WORDS


def _purpose_of(section, inside, names):
    own = names.purpose_of(section.heading, inside=inside) if section.heading else None
    if own is Purpose.STATUS_UPDATE:
        first = section.blocks[0].source if section.blocks else ""
        first = first or "".join(child.heading for child in section.children[:1])
        is_dated = bool(_POSTED.match(first)) or bool(date_of_heading(first[:60], None)[0])
        return Purpose.TIMELINE if is_dated else None
    is_line = section.heading and not isinstance(section.level, int)
    announced = announced_by(f"{section.heading}:") if own is None and is_line else None
    if announced is Purpose.ACTIONS:
        return announced  # "Going forward, we will do the following:" among lessons
    if announced is Purpose.LESSONS and inside is Purpose.CONCLUSIONS:
        return announced
    return own


def _read_blocks(reading, section, purpose, under):
    if purpose in _CONTEXTS:
        _read_context(reading, section.blocks)
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


def _read_context(reading, blocks):
    """Keep blocks as they are, but for tables of notes and lists that a sentence announces."""
    blocks = _without_timeline(reading, blocks)
    announced = None
    for block in blocks:
        if block.kind == "table" and (sections := sections_in_table(block)):
            for section, explained in sections:
                reading.keep(explained)
                _read_section(reading, section, None)
        elif block.kind == "table" and is_timeline_table(block):
            read_timeline_table(reading, block)
        elif block.kind == "table" and is_action_table(block) and not _has_no_actions(reading):
            read_table(reading, block, Purpose.ACTIONS, "")
        elif block.kind == "table":
            read_note_table(reading, block)
        elif block.kind == "list" and tells_when(block, reading.timeline):
            read_blocks_of_timeline(reading, [block])
        elif block.kind == "list" and is_to_do_list(block) and not _has_no_actions(reading):
            read_items(reading, block.items, Purpose.ACTIONS)
        elif block.kind == "list" and announced in OF_ENTRIES:
            read_items(reading, block.items, announced)
        elif announced is Purpose.LESSONS and _BOLD_BEGINNING.match(block.source):
            read_entry(reading, block.source, announced, "")
            continue  # one of several paragraphs: "**Read the brief.** It …"
        elif reading.is_told and block.kind == "paragraph" and (told := told_in(block.source)):
            read_entry(reading, block.source, told, "")
        elif made := decision_in_statement(block.source):
            reading.document.decisions.append(made)
        else:
            found = lessons_labeled(block.items) or lessons_told(block.source)
            reading.document.lessons += found
            reading.keep(block.source)
        announced = announced_in(block.source) if block.kind == "paragraph" else None


def _has_no_actions(reading):
    """Whether the section lists what a sprint was to deliver, criteria or earlier action items."""
    heading = reading.headings[-1][:_LONGEST_NAME] if reading.headings else ""
    return bool(_BACKLOG.search(heading) or NO_ACTIONS.search(normalized(heading)))


def _without_timeline(reading, blocks):
    """Read paragraphs that begin with dates or times one after another; return the other blocks."""
    dated = [
        n
        for n, block in enumerate(blocks)
        if block.kind == "paragraph" and reading.timeline.starts_entry(block.source, days=False)
    ]
    if len(dated) < _FEWEST_DATED and not any(_is_timeline(blocks[n], reading) for n in dated):
        return blocks
    for block in blocks[: dated[0]]:
        reading.keep(block.source)
    read_blocks_of_timeline(reading, blocks[dated[0] : dated[-1] + 1])
    return blocks[dated[-1] + 1 :]


def _is_timeline(block, reading):
    """Whether each line of a paragraph, or nearly, begins with a date or time."""
    lines = block.source.split("\n", _SAMPLE)[:_SAMPLE]
    dated = sum(reading.timeline.starts_entry(line, days=False) for line in lines)
    return dated >= _FEWEST_LINES and dated * 5 >= len(lines) * 4


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
