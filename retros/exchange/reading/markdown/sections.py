"""Blocks gathered under their headings, also under lines that only look like headings."""

import re
from dataclasses import dataclass, field

from retros.exchange.inline import plain
from retros.exchange.reading.dates import TIME, find_date
from retros.exchange.reading.headings import Purpose, is_known, purpose_of
from retros.exchange.reading.markdown.blocks import Block

_BOLD_LINE = re.compile(r"^\s*(\*\*|__)(?P<text>[^*_].*?)\1\s*:?\s*$")
_ITALIC_LINE = re.compile(r"^\s*(\*|_)(?P<text>[^*_].*?)\1\s*:?\s*$")
_BOLD_LABEL = re.compile(
    r"^\s*(\*\*|__)(?P<text>[^*\n]{2,60}?):?\s*\1\s*:?[ \t]*(?P<rest>.*)$", re.DOTALL
)
# Levels between those of "#" headings: a usual name stands above another line that looks like one.
_KNOWN, _OTHER = 0.3, 0.6
_AIMS = (Purpose.GOAL, Purpose.MEASURED, Purpose.SURPRISE)


@dataclass
class Section:
    """A heading and what stands under it. The outermost one has no heading."""

    heading: str = ""
    level: float = 0
    blocks: list[Block] = field(default_factory=list)
    children: list["Section"] = field(default_factory=list)

    def walk(self):
        """Yield this section and all sections below it, in document order."""
        yield self
        for child in self.children:
            yield from child.walk()


def sections_of(blocks):
    """Build the tree of sections of a document and return its outermost Section."""
    root = Section()
    path, real_level = [root], 0
    for block in _with_pseudo_headings(blocks):
        if block.kind != "heading":
            path[-1].blocks.append(block)
            continue
        level = block.level
        if isinstance(level, int):
            real_level = level
        else:
            level += real_level
        while len(path) > 1 and path[-1].level >= level:
            path.pop()
        section = Section(block.source, level)
        path[-1].children.append(section)
        path.append(section)
    return root


def _with_pseudo_headings(blocks):
    is_numbering = False  # within headings that are numbered: "1. What went well?"
    inside = None
    for number, block in enumerate(blocks):
        following = blocks[number + 1] if number + 1 < len(blocks) else None
        if block.kind == "paragraph":
            yield from _in_paragraph(block, inside)
        elif block.kind == "list" and _is_numbered_headings(block, following, is_numbering):
            is_numbering = True
            for item in block.items:
                yield from _numbered_heading(item)
        elif block.kind == "list":
            yield from _in_list(block, following)
        else:
            if block.kind == "heading":
                is_numbering, inside = False, purpose_of(block.source)
            yield block


def _heading(text):
    return Block("heading", text, _KNOWN if purpose_of(text) else _OTHER)


def _numbered_heading(item):
    lead, _, rest = item.lead.partition("\n")
    yield Block("heading", plain(lead), _KNOWN)
    if rest.strip():
        yield Block("paragraph", rest)
    yield from item.blocks[1:]


def _in_paragraph(block, inside):
    first, _, rest = block.source.partition("\n")
    text = _line_as_heading(first, is_alone=not rest.strip())
    if text:
        yield _heading(text)
        if rest.strip():
            yield Block("paragraph", rest)
        return
    label = _BOLD_LABEL.match(block.source)
    is_goal_of_action = label and inside is Purpose.ACTIONS and purpose_of(label["text"]) in _AIMS
    if label and is_known(label["text"]) and not is_goal_of_action:
        yield _heading(label["text"])
        if label["rest"].strip():
            yield Block("paragraph", label["rest"])
        return
    yield block


def _line_as_heading(line, *, is_alone):
    """The heading that a line of a paragraph stands for, or ""."""
    stripped = line.strip()
    if is_alone:
        if match := _BOLD_LINE.match(line) or _ITALIC_LINE.match(line):
            text = match["text"].strip().rstrip(":")
            is_date_line = text.lower().startswith(("posted", "updated"))
            return "" if is_date_line or len(text) > 100 else text
        if find_date(stripped) and len(stripped) <= 40 and TIME.search(stripped):
            return stripped
    is_name = is_known(stripped) or (stripped.endswith(":") and purpose_of(stripped) is not None)
    return stripped.rstrip(":") if len(stripped) <= 60 and is_name else ""


def _in_list(block, following):
    """A list, taken apart where its entries are the document's headings."""
    labels = [_label(item) for item in block.items]
    named = sum(bool(label and purpose_of(label[0])) for label in labels)
    if named < 2 and not (named and _leads_on(block.items[-1], labels[-1], following)):
        yield block
        return
    for item, label in zip(block.items, labels, strict=True):
        if label is None:
            yield Block("list", f"- {item.source}", items=[item])
            continue
        yield Block("heading", label[0].rstrip(":"), _KNOWN)
        if label[1].strip():
            yield Block("paragraph", label[1])
        yield from item.blocks[1:]


def _leads_on(item, label, following):
    """Whether the last entry of a list only names what the next list holds: "- **Actions**:"."""
    is_plain_title = (
        label and purpose_of(label[0]) and not label[1].strip() and len(item.blocks) == 1
    )
    return is_plain_title and following is not None and following.kind == "list"


def _label(item):
    """(label, rest of its paragraph) of an entry that may be a heading: "**Impact**: …"; or None."""
    bold = _BOLD_LABEL.match(item.lead)
    if bold:
        return bold["text"], bold["rest"]
    if item.nested and len(item.lead) <= 60 and purpose_of(item.lead):
        return item.lead, ""
    return None


def _is_numbered_headings(block, following, is_numbering):
    """Whether "2. What went wrong?" is a heading: with text right below and no list."""
    if not block.is_numbered:
        return False
    firsts = [item.lead.split("\n")[0] for item in block.items]
    if not all(firsts) or max(map(len, firsts)) > 120:
        return False
    if len(firsts) > 1:
        named = sum(
            purpose_of(first) is not None and "\n" in item.source
            for first, item in zip(firsts, block.items, strict=True)
        )
        return named > 1 or (is_numbering and not block.source.lstrip().startswith("1"))
    if len(block.items[0].blocks) != 1:
        return False
    follows = bool(following and following.kind == "list" and not following.is_numbered)
    return is_numbering or follows or purpose_of(firsts[0]) is not None
