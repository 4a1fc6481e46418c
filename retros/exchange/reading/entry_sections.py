"""Sections of observations, lessons, decisions and action items: one entry for each thing said."""

import re

from retros.exchange.document import must_be_few
from retros.exchange.inline import plain
from retros.exchange.reading import entries
from retros.exchange.reading.action_facts_below import is_fact_below
from retros.exchange.reading.action_prose import parted
from retros.exchange.reading.asides import ANSWER, are_answers, concludes, is_aside
from retros.exchange.reading.decided_by_lines import other_label
from retros.exchange.reading.facts import is_closing
from retros.exchange.reading.headings import Purpose, announced_by, is_known, purpose_of
from retros.exchange.reading.intents import (
    intends,
    says_what_to_do,
    tells_how_it_ended,
    tells_what_happened,
)
from retros.exchange.reading.markdown.blocks import Item
from retros.exchange.reading.markdown.line_headings import PICTURE_ALONE
from retros.exchange.reading.names_of_items import only_names
from retros.exchange.reading.note_tables import (
    names_kinds,
    read_note_table,
    read_table_of,
    tells_facts,
)
from retros.exchange.reading.one_entry import (
    KINDS,
    OF_ACTIONS,
    OF_LESSONS,
    add_action,
    is_no_entry,
    read_entry,
)
from retros.exchange.reading.timeline import read_blocks_of_timeline
from retros.exchange.reading.told_notes import told_in
from retros.exchange.reading.vocabulary import DATE_LABELS, NAMES, has_role, words_of

_BEGINS_ENTRY = re.compile(r"^\W{0,3}(?:\d|[^\W\d_a-zß-ÿ]|[\u3040-\u9fff])")
_ORDINAL = re.compile(r"^\s*(?:\d{1,2}\.\d{1,2}[.)]?|[Δ✓✔✗✘→»▪●○■□☐☑✅❌➕➖🔲])\s+")
_SHORTEST_WRAPPED = 60  # characters of a line that may go on in the next
_UNFINISHED = re.compile(
    r"\b(?:will|shall|must|should|going to|need to|plan to)\s*$"
)  # a list follows
_LINE_ENTRY = re.compile(r"^\s*\S[^\n:]{0,40}?\s[-–—]\s\S")  # "Design - the sketches came early"
_AIM = re.compile(
    r"^[*_]*(?:an? |the |our )?(?P<label>[^:\n]{3,30}?)[*_]*:[*_]*\s+\S",
    re.IGNORECASE,
)
_AIM_FIELDS = {Purpose.GOAL: "goal", Purpose.MEASURED: "measured"}
_LONGEST_FACT = 30  # characters of its name
_PROSE = ("paragraph", "quote")
_MARKED_KINDS = {"✅": Purpose.WELL, "❌": Purpose.WRONG}  # where a list has both
_TOLD_IN_STORIES = (Purpose.LESSONS, Purpose.ACTIONS)  # of what went wrong
_DEEPEST = 3


def read_entries(reading, section, purpose, under):
    """Read a section of entries; `under` is its heading if that says more than its purpose."""
    blocks, tables = section.blocks, [block for block in section.blocks if block.kind == "table"]
    has_prose = any(it.kind in _PROSE and not PICTURE_ALONE.match(it.source) for it in blocks)
    is_list_of_actions = purpose in OF_ACTIONS and any(block.kind == "list" for block in blocks)
    if under and has_prose and not (tables or is_list_of_actions or is_known(under)):
        blocks = _read_named(reading, blocks, purpose, under)
    explains_table = purpose in OF_ACTIONS and any(
        entries.action_columns(table.rows[0]) for table in tables
    )
    announced, other = None, other_label(section)
    for number, block in enumerate(blocks):
        if other is not None and number >= other:
            reading.keep(block.source)
        elif block.kind == "table":
            read_table(reading, block, purpose, under)
        elif block.kind == "quote" and are_answers(section):
            for answer in ANSWER.split(block.source):
                read_entry(reading, answer, purpose, under)
        elif is_closing(block.source) or explains_table or block.kind not in (*_PROSE, "list"):
            reading.keep(block.source)
        elif block.kind == "list" and purpose in OF_ACTIONS and tells_what_happened(block):
            read_blocks_of_timeline(reading, [block])
        elif block.kind == "list":
            read_items(reading, block.items, announced or purpose, under)
        elif purpose in OF_ACTIONS and "\n" not in block.source and _read_aim(reading, block):
            continue
        elif purpose in OF_ACTIONS and _has_facts_below(block):
            _read_with_facts(reading, block, purpose, under)
        elif _has_lines_of_entries(block, purpose):
            _read_lines(reading, block, purpose, under)
        elif is_aside(block, purpose, section, is_last=number + 1 == len(blocks)):
            reading.keep(block.source)
        elif purpose is Purpose.ACTIONS and (parts := parted(block.source, says_what_to_do)):
            for action, below in parts:
                add_action(reading, action, below=below, under=under)
        else:
            read_entry(reading, block.source, *_told(block, purpose, under))
        announced = _announced_in(block, purpose)


def _told(block, purpose, under):
    """What a paragraph is: a story of what went wrong may end in a lesson or in what to do."""
    told = told_in(block.source) if purpose is Purpose.WRONG else None
    return (told, "") if told in _TOLD_IN_STORIES else (purpose, under)


def _read_lines(reading, block, purpose, under):
    for line in block.source.split("\n"):
        is_unfinished = purpose in OF_ACTIONS and _UNFINISHED.search(line)
        if is_unfinished or (purpose is Purpose.CONCLUSIONS and not concludes(plain(line))):
            reading.keep(line)
        elif purpose in OF_ACTIONS and _read_aim(reading, Item(line.strip())):
            continue
        elif _tells_who_or_when(line):
            reading.keep(line)
        elif purpose is not Purpose.ACTIONS and (step := _step_in(line)):
            read_entry(reading, step, Purpose.ACTIONS, "")
        else:
            read_entry(reading, _ORDINAL.sub("", line.strip()), purpose, under)


def _tells_who_or_when(line):
    """Whether a line is about the document: "Facilitator: Ada", "Date: 3 May 2026"."""
    label, colon, _ = plain(line).partition(":")
    if not colon or len(label) > _LONGEST_FACT:
        return False
    return NAMES.get(words_of(label)) is Purpose.PEOPLE or words_of(label) in DATE_LABELS


def _step_in(line):
    """What a line behind lessons says to do, by its label: "**Next steps:** test the backup"."""
    match = _AIM.match(line.strip())
    is_step = match and NAMES.get(words_of(match["label"])) is Purpose.ACTIONS
    return line.strip()[match.end() - 1 :] if is_step else ""


def _has_facts_below(block):
    first, *others = block.source.split("\n")
    return any(map(is_fact_below, others)) and not is_fact_below(first)


def _read_with_facts(reading, block, purpose, under):
    """Read lines that are actions, each with lines below that say who does it and by when."""
    groups = []
    for line in block.source.split("\n"):
        if groups and is_fact_below(line):
            groups[-1] += f"\n\n{line.strip()}"
        else:
            groups.append(line.strip())
    for group in groups:
        read_entry(reading, group, purpose, under, Item(group))


def _announced_in(block, purpose):
    """What a paragraph announces besides the purpose of its section: steps among lessons, too."""
    if block.kind != "paragraph":
        return None
    announced = announced_by(block.source)
    is_loose = purpose in (Purpose.CONCLUSIONS, Purpose.PLANS)
    return announced if is_loose or announced is Purpose.ACTIONS else None


def _read_named(reading, blocks, purpose, heading):
    """Make one entry of a heading and the prose below; return blocks with entries of their own."""
    if purpose in (Purpose.CONCLUSIONS, Purpose.PLANS):
        return blocks
    rest = [block for block in blocks if _holds_lessons(block, purpose)]
    whole = "\n\n".join(block.source for block in blocks if block not in rest)
    document = reading.document
    if purpose in KINDS and is_no_entry(f"{heading}: {whole}", purpose):
        reading.keep(whole)  # "Status: resolved" below a problem
        return rest
    reading.use_heading()
    if purpose is Purpose.LESSONS:
        document.lessons.append(entries.lesson_from(whole, statement=heading))
    elif purpose is Purpose.DECISIONS:
        document.decisions.append(entries.decision_from(whole, choice=heading, near=reading.near))
    elif purpose is Purpose.ACTIONS:
        add_action(reading, heading, below=whole)
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


def read_items(reading, items, purpose, under="", depth=1):
    """Read each item of a list as an entry; one that only names what is nested in it, as a name."""
    must_be_few(len(items))
    has_both = purpose in KINDS and {"✅", "❌"} <= {item.source[:1] for item in items}
    for item in items:
        if has_both and item.source[:1] in _MARKED_KINDS:
            read_entry(reading, item.source, _MARKED_KINDS[item.source[:1]], under, item)
            continue
        if purpose in OF_ACTIONS and _read_aim(reading, item):
            continue
        if purpose in OF_ACTIONS and (
            _is_outcome(reading, item) or (purpose is Purpose.PLANS and tells_how_it_ended(item))
        ):
            reading.keep(f"- {item.source}")
            continue
        if depth < _DEEPEST and only_names(item, of_actions=purpose in OF_ACTIONS):
            label = plain(item.lead).rstrip(":")
            inner = f"{under}: {label}" if under else label
            own = Purpose.ACTIONS if purpose_of(label) is Purpose.ACTIONS else purpose
            read_items(reading, item.nested, own, inner, depth + 1)
        else:
            read_entry(reading, item.source, purpose, under, item)


def _read_aim(reading, item):
    """Take what an action is to reach, or how that is told: "a goal: …", "a measurement: …"."""
    match = _AIM.match(item.source)
    purpose = purpose_of(match["label"]) if match else None
    if purpose in _AIM_FIELDS:
        name = _AIM_FIELDS[purpose]
        before = getattr(reading.document, name)
        setattr(reading.document, name, "\n".join(filter(None, [before, f"- {item.source}"])))
    elif purpose is Purpose.WRONG:
        read_entry(reading, item.source, purpose, "")
    return purpose in (*_AIM_FIELDS, Purpose.WRONG)


def _is_outcome(reading, item):
    """Whether an item below "Experiment" or "Optional" tells what came of it, not what to do."""
    heading = reading.headings[-1].lower() if reading.headings else ""
    is_loose = "experiment" in heading or heading == "optional"
    return is_loose and not intends(plain(item.source))


def _has_lines_of_entries(block, purpose):
    """Whether each line of a paragraph is an entry, as in plain text: "Name - what they said".

    Lines that begin with a capital are, unless all are so long that each may go on in the next.
    """
    lines = block.source.split("\n")
    if len(lines) < 2 or block.kind != "paragraph":
        return False
    if purpose is Purpose.CAUSES and len(lines) == 2 and lines[0].endswith("."):
        return False  # two sentences that explain
    if all(_LINE_ENTRY.match(line) for line in lines):
        return True
    wide = max(_SHORTEST_WRAPPED, 0.8 * max(map(len, lines)))
    may_go_on = [len(line) >= wide and line.rstrip()[-1:] not in ".!?。" for line in lines[:-1]]
    return (
        purpose in (*KINDS, *OF_LESSONS, Purpose.ACTIONS)
        and all(_BEGINS_ENTRY.match(line.strip()) for line in lines)
        and not all(may_go_on)
        and not any(line.rstrip().endswith((",", ":", "：")) for line in lines)
    )


def read_table(reading, block, purpose, under):
    """Read a table in a section of `purpose`: a row an entry, or notes by their columns."""
    if tells_facts(block):
        reading.keep(block.source)
        return
    header, *rows = block.rows
    is_of_actions = purpose in OF_ACTIONS or entries.is_action_table(block)
    columns = entries.action_columns(header) if is_of_actions else {}
    tells_causes = any(has_role(plain(cell), "cause") for cell in header)
    if names_kinds(block, of_actions=purpose is Purpose.ACTIONS) or (
        purpose is Purpose.CAUSES and not tells_causes
    ):
        read_note_table(reading, block)
        return
    if not columns:
        read_table_of(reading, block, purpose, under)
        return
    if under:
        reading.use_heading(under)
    for row in rows:
        if columns["text"] < len(row) and plain(row[columns["text"]]):
            action_from, rest = entries.action_from_row(
                header, row, columns, under=under, near=reading.near
            )
            reading.document.actions.append(action_from)
            reading.keep(rest)
        else:
            reading.keep(" | ".join(cell for cell in row if cell))
