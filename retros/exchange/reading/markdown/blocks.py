"""Markdown split into blocks, line by line. What a block holds is kept as it was written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

_FENCE = re.compile(r"^\s{0,3}(`{3,}(?=[^`]*$)|~{3,}(?=[^~]*$))")  # "~~~struck~~~" is none
_ATX = re.compile(r"^ {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$")
_WIKI = re.compile(r"^ {0,3}(={2,5})[ \t]+(\S[^\n]*?)[ \t]+\1[ \t]*$")  # "== What went well =="
_SETEXT = re.compile(
    r"^ {0,3}(=+|-{2,})\s*$"
)  # a single "-" is an entry that a printed page left empty
_RULE = re.compile(r"^ {0,3}(?:(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,})$")
_MARKER = re.compile(  # "-We met too late" is an entry, too
    r"^(\s*)([-*+•]|\d{1,4}[.)])(\s+|$|(?<=[-•])(?=[A-Z][a-z'’]{0,20} [a-z]))(.*)$"
)
_DEFINITION = re.compile(r"^ {0,3}\[[^\]\n]+\]:\s*\S")
_CHECKBOX = re.compile(r"^\[([ xX])\]\s+")
_DELIMITER_CELL = re.compile(r"^:?-+:?$")
_HEADING_IN_ITEM = re.compile(r"^(?P<marks>#{1,6})[ \t]+(?P<text>\S[^\n]*)")


@dataclass
class Item:
    """An entry of a list, without its marker; `is_done` is None without a checkbox."""

    source: str
    is_done: bool | None = None

    @cached_property
    def blocks(self):
        """What it is made of: its own words first, then nested lists, code and so on."""
        return split(self.source)

    @property
    def lead(self):
        """Its own words, before anything nested."""
        first = self.blocks[0] if self.blocks else None
        return first.source if first and first.kind == "paragraph" else ""

    @property
    def below(self):
        """Whatever stands below its own words."""
        return self.source.removeprefix(self.lead).lstrip("\n") if self.lead else ""

    @property
    def nested(self):
        """The entries nested in it, if nothing else is."""
        rest = self.blocks[1:] if self.lead else self.blocks
        if not all(block.kind == "list" for block in rest):
            return []
        return [item for block in rest for item in block.items]


@dataclass
class Block:
    """A heading, paragraph, list, table, quote, code or definitions, as written in `source`.

    `level` is a heading's, `items` a list's, `rows` a table's cells with its header first.
    """

    kind: str
    source: str
    level: float = 0
    is_numbered: bool = False
    items: list[Item] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)


def split(text: str) -> list[Block]:
    """Split Markdown `text` into blocks."""
    lines = text.split("\n")
    endings = _endings_of_code(lines) if "```" in text or "~~~" in text else {}
    blocks, at = [], 0
    while at < len(lines):
        if not lines[at].strip() or _RULE.match(lines[at]):
            at += 1
            continue
        block, at = _block_at(lines, at, endings)
        blocks.append(block)
    return blocks


def _block_at(lines, at, endings):
    line = lines[at]
    if (fence := _FENCE.match(line)) and (end := _end_of_code(lines, at, fence[1], endings)):
        return Block("code", "\n".join(lines[at:end])), end
    if heading := _ATX.match(line):
        return Block("heading", (heading[2] or "").strip(), len(heading[1])), at + 1
    if wiki := _WIKI.match(line):
        return Block("heading", wiki[2], len(wiki[1])), at + 1
    if at + 1 < len(lines) and (level := _setext_level(lines, at)):
        return Block("heading", line.strip(), level), at + 2
    if _starts_table(lines, at):
        return _table(lines, at)
    if _MARKER.match(line):
        return _list(lines, at)
    if line.lstrip().startswith(">"):
        end = _end_of(lines, at, lambda text: text.lstrip().startswith(">"))
        inner = "\n".join(re.sub(r"^\s*> ?", "", text) for text in lines[at:end])
        return Block("quote", inner), end
    return _paragraph(lines, at)


def _end_of(lines, at, belongs):
    while at < len(lines) and belongs(lines[at]):
        at += 1
    return at


def _end_of_code(lines, at, fence, endings):
    """Where a block of code ends, or 0: without an end it would swallow the rest of the document."""
    if endings[fence[0]][at + 1] < len(fence):
        return 0
    closing = re.compile(rf"^\s*{re.escape(fence[0])}{{{len(fence)},}}\s*$")
    return _end_of(lines, at + 1, lambda text: not closing.match(text)) + 1


def _endings_of_code(lines):
    """{mark: [length of the longest line from each line on that may end code]}: read once, not again
    for each beginning.
    """
    longest = {"`": [0], "~": [0]}
    for line in reversed(lines):
        marks = line.strip()
        for mark, found in longest.items():
            is_ending = len(marks) > 2 and not marks.strip(mark)
            found.append(max(found[-1], len(marks) if is_ending else 0))
    return {mark: found[::-1] for mark, found in longest.items()}


def _setext_level(lines, at):
    """1 or 2 where a line is underlined as a heading, else 0."""
    line, under = lines[at], _SETEXT.match(lines[at + 1])
    if not under or "|" in line or _MARKER.match(line) or line.startswith("    "):
        return 0
    return 1 if under[1][0] == "=" else 2


def _cells(line):
    row = line.strip().removeprefix("|")
    row = row[:-1] if row.endswith("|") and not row.endswith("\\|") else row
    return [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", row)]


def _starts_table(lines, at):
    if at + 1 >= len(lines) or "|" not in lines[at] or "-" not in lines[at + 1]:
        return False
    under = _cells(lines[at + 1])
    return all(_DELIMITER_CELL.match(cell) for cell in under) and (
        len(under) > 1 or "|" in lines[at + 1]
    )


def _table(lines, at):
    end = _end_of(lines, at + 2, lambda text: "|" in text and bool(text.strip()))
    rows = [_cells(line) for line in (lines[at], *lines[at + 2 : end])]
    return Block("table", "\n".join(lines[at:end]), rows=rows), end


def _interrupts(lines, at):
    """Whether a new block starts here although no empty line stands before it."""
    line = lines[at]
    return bool(_FENCE.match(line) or _ATX.match(line) or _RULE.match(line)) or _starts_table(
        lines, at
    )


def _paragraph(lines, at):
    end = at + 1
    while end < len(lines) and lines[end].strip() and not _interrupts(lines, end):
        marker = _MARKER.match(lines[end])
        if marker and len(marker[1]) < 4 and marker[4]:
            break
        if lines[end].startswith(">") or _SETEXT.match(lines[end]):
            break
        end += 1
    source = "\n".join(lines[at:end])
    kind = "definitions" if _DEFINITION.match(lines[at]) else "paragraph"
    return Block(kind, source), end


def _list(lines, at):
    first = _MARKER.match(lines[at].expandtabs(4))
    is_numbered = first[2][0].isdigit()
    items, start = [], at
    while at < len(lines):
        marker = _MARKER.match(lines[at].expandtabs(4))
        same = marker and marker[2][0].isdigit() == is_numbered
        is_other_list = same and at > start and not is_numbered and marker[2] != first[2]
        if is_other_list and not lines[at - 1].strip():
            break
        if not same or len(marker[1]) > len(first[1]) + 1 or _RULE.match(lines[at]):
            break
        end = _end_of_item(lines, at + 1, len(first[1]))
        items.append(_item(marker, lines[at + 1 : end]))
        at = _end_of(lines, end, lambda text: not text.strip())
    return Block("list", "\n".join(lines[start:at]), is_numbered=is_numbered, items=items), at


def _end_of_item(lines, at, indent):
    """Where the item ends: at the next marker as deep, or at less indented text after a gap."""
    gap, fence = False, None
    while at < len(lines):
        line = lines[at].expandtabs(4)
        deeper = len(line) - len(line.lstrip()) >= indent + 2
        if fence is None and line.strip():
            if not deeper and (gap or _MARKER.match(line) or _interrupts(lines, at)):
                break
            if opening := _FENCE.match(line.strip()):
                fence = opening[1]
        elif fence is not None and line.strip().startswith(fence):
            fence = None
        gap = not line.strip()
        at += 1
    while at > 0 and not lines[at - 1].strip():
        at -= 1
    return at


def _item(marker, rest):
    """An Item from its first line and the lines below, indented no more than its own words."""
    depth = len(marker[1]) + len(marker[2]) + min(len(marker[3]) or 1, 4)
    dedented = []
    for line in (text.expandtabs(4) for text in rest):
        spaces = len(line) - len(line.lstrip())
        dedented.append(line[min(spaces, depth) :])
    first, is_done = marker[4], None
    if box := _CHECKBOX.match(first):
        first, is_done = first[box.end() :], box[1] != " "
    return Item("\n".join([first, *dedented]).strip(), is_done)


def parted_list(block: Block) -> Iterator[Block]:
    """Yield a list, parted where an entry is a heading: "- ## Assessment"."""
    items = []
    for item in block.items:
        match = _HEADING_IN_ITEM.match(item.source)
        if not match:
            items.append(item)
            continue
        if items:
            yield list_of(items)
        yield Block("heading", match["text"].rstrip(" #"), len(match["marks"]))
        yield from item.blocks[1:]
        items = []
    if len(items) == len(block.items):
        yield block
    elif items:
        yield list_of(items)


def list_of(items: list[Item]) -> Block:
    """Return a list of these items."""
    return Block("list", "\n".join(f"- {item.source}" for item in items), items=items)
