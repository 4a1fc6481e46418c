"""Lines of plain text that are headings: usual names, names with a mark, bold and italic lines."""

import re

from retros.exchange.reading.dates import TIME, find_date
from retros.exchange.reading.headings import Purpose
from retros.exchange.reading.markdown.blocks import Block
from retros.exchange.reading.markdown.marked_actions import marked
from retros.exchange.reading.markdown.numbered_headings import LABELED
from retros.exchange.reading.vocabulary import QUESTIONS, fold

BOLD_LINE = re.compile(r"^\s*(\*\*|__)(?P<text>[^*_].*?)\1\s*:?\s*$")
PICTURE_ALONE = re.compile(r"^\s*!\[[^\]]*\]\([^()\s]*\)\s*$")
_ITALIC_LINE = re.compile(r"^\s*(\*|_)(?P<text>[^*_].*?)\1\s*:?\s*$")
PLAIN_LABEL = re.compile(
    r"^ {0,3}(?P<text>[^\s:<][^:\n]{1,59}?)[ \t]?[:：](?:[ \t]{1,3}|(?=[A-Z]))(?P<rest>\S.*)$",
    re.DOTALL,
)
BOLD_LABEL = re.compile(r"^\s*(\*\*|__)(?P<text>[^*\n:]{2,40}?)(?::\1|\1:)\s+\S")
_MARKS_OF_NAMES = (":", "?", "：", "？", "は")  # "良かった点は": a Japanese topic
_CAPITALS = re.compile(r"^(?:[^\W\d_]|\d{1,2}[.)] )[\w ,&/’'-]{4,60}$")  # "NOTES FOR THE NEXT CREW"
_LONGEST_LABEL, _LONGEST_NAME = 60, 120
_SHORTEST_WRAPPED = 40  # characters of a line whose sentence may go on in the next
NAMED = (*LABELED, Purpose.DECISIONS, Purpose.CAUSES)  # what a label before its text may stand for


def parted(block, names):
    """A paragraph, parted where one of its lines is a usual name alone."""
    lines = block.source.split("\n")
    is_board = _is_board(lines, names)
    starts = [0]
    starts += [
        n
        for n, line in enumerate(lines)
        if n
        and not _goes_on(lines[n - 1], line)
        and (_parts_paragraph(line, names) or (is_board and names.is_plain_title(line)))
    ]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield Block("paragraph", "\n".join(lines[start:end])) if len(starts) > 1 else block


def _is_board(lines, names):
    """Whether it is a board as plain text: several names of kinds, each with notes in lines below."""
    named = [n for n, line in enumerate(lines) if names.is_plain_title(line)]
    kinds = {names.exactly(lines[n]) for n in named} & set(LABELED)
    return len(kinds) > 1 and all(n + 1 < len(lines) and n + 1 not in named for n in named)


def _goes_on(before, line):
    """Whether a line is the rest of the wrapped sentence before: "…yield the following / conclusions:"."""
    is_wrapped = len(before) > _SHORTEST_WRAPPED and before.rstrip()[-1:] not in ".:;!?"
    return is_wrapped and line.lstrip()[:1].islower()


def _parts_paragraph(line, names):
    """Whether a line within a paragraph is a name with its mark, or a name and what it names."""
    if marked(line):
        return True
    label = PLAIN_LABEL.match(line) or BOLD_LABEL.match(line)
    if label and names.exactly(label["text"]) in NAMED:
        return True
    is_marked = line.rstrip().endswith(_MARKS_OF_NAMES) or bool(BOLD_LINE.match(line))
    return is_marked and bool(line_as_heading(line.strip(" *_"), names))


def line_as_heading(line, names, *, is_alone=False):
    """The heading that a line of a paragraph stands for, or ""."""
    stripped = line.strip()
    if is_alone:
        if match := BOLD_LINE.match(line) or _ITALIC_LINE.match(line):
            text = match["text"].strip().rstrip(":")
            is_date_line = text.lower().startswith(("posted", "updated"))
            is_guidance = text.endswith((".", "。")) and not BOLD_LINE.match(line)
            return "" if is_date_line or is_guidance or len(text) > 100 else text
        if find_date(stripped) and len(stripped) <= 40 and TIME.search(stripped):
            return stripped
        if names.are_in_capitals and _CAPITALS.match(stripped) and stripped.isupper():
            return stripped
    if stripped.endswith("¶") and len(stripped) <= _LONGEST_NAME:  # as Sphinx marks headings
        return stripped.rstrip("¶ ")
    is_name = names.is_known(stripped) or (
        stripped.endswith(_MARKS_OF_NAMES) and names.purpose_of(stripped) is not None
    )
    if is_alone and not is_name and fold(stripped).partition(" ")[0] in QUESTIONS:
        is_name = stripped[-1:] not in ".,;!" and names.purpose_of(stripped) is not None
    longest = _LONGEST_NAME if names.is_known(stripped) else _LONGEST_LABEL
    return stripped.rstrip(":：") if len(stripped) <= longest and is_name else ""
