"""Blocks gathered under their headings, also under lines that only look like headings."""

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise

from retros.exchange.reading.headings import Names, Purpose, normalized
from retros.exchange.reading.markdown.blocks import Block, Item, list_of, parted_list
from retros.exchange.reading.markdown.line_headings import (
    BOLD_LABEL,
    BOLD_LINE,
    NAMED,
    PICTURE_ALONE,
    PLAIN_LABEL,
    line_as_heading,
    parted,
)  # fmt: skip
from retros.exchange.reading.markdown.marked_actions import (
    as_action,
    has_marks,
    marked,
    parted_at_marks,
)  # fmt: skip
from retros.exchange.reading.markdown.nested_notes import holds_notes
from retros.exchange.reading.markdown.numbered_headings import (
    LABELED,
    are_numbered_headings,
    numbered_heading,
)  # fmt: skip
from retros.exchange.reading.vocabulary import fold

_BOLD_LABEL = re.compile(
    r"^\s*(\*\*|__)(?P<text>[^*\n]{2,60}?):?\s*\1\s*:?[ \t]*(?P<rest>.*)$", re.DOTALL
)
_NEXT_LABEL = re.compile(r"^\s*(\*\*|__)[^*\n]{2,60}(?:[:.]\1|\1:)\s*\S")
_DEFINED = re.compile(r"^: +", re.MULTILINE)  # a list of definitions: "Keep doing", ": The demo"
# Levels between those of "#" headings: a usual name stands above another line that looks like one.
_KNOWN, _OTHER = 0.3, 0.6
_OF_ACTIONS = (Purpose.GOAL, Purpose.MEASURED, Purpose.ACTIONS)
_CHANGES = ("change", "a change", "the change", "changes")
_AIMS = (Purpose.GOAL, Purpose.MEASURED, Purpose.SURPRISE)


@dataclass
class Section:
    """A heading and what stands under it. The outermost one has no heading."""

    heading: str = ""
    level: float = 0
    blocks: list[Block] = field(default_factory=list)
    children: list["Section"] = field(default_factory=list)
    names: Names = field(default_factory=Names)  # of the outermost one: those of the document

    def walk(self):
        """Yield this section and all sections below it, in document order."""
        yield self
        for child in self.children:
            yield from child.walk()


def sections_of(blocks):
    """The outermost Section of a document, with its blocks in a tree below it."""
    root = Section(names=Names(_lines_that_may_be_names(blocks)))
    path, real_level = [root], 0
    for block in _with_pseudo_headings(blocks, root.names):
        if block.kind not in ("heading", "end"):
            path[-1].blocks.append(block)
            continue
        level = block.level
        if isinstance(level, int):
            real_level = level
            while not isinstance(path[-1].level, int):  # lines that only look like headings end
                path.pop()
        else:
            level += real_level
        while len(path) > 1 and path[-1].level >= level:
            path.pop()
        if block.kind == "end":
            continue
        section = Section(block.source, level)
        path[-1].children.append(section)
        path.append(section)
    return root


def lines_as_headings(blocks):
    """Return `blocks` with headings of the second level for lines that only look like some."""
    names = Names(_lines_that_may_be_names(blocks))
    return [
        block
        if block.kind != "heading" or isinstance(block.level, int)
        else replace(block, level=2)
        for block in _with_pseudo_headings(blocks, names)
        if block.kind != "end"
    ]


def _lines_that_may_be_names(blocks):
    for block in blocks:
        if block.kind == "heading":
            yield block.source
        elif block.kind == "list":
            yield from (item.lead.partition(":")[0].strip(" *_") for item in block.items)
        elif block.kind == "paragraph":
            for line in block.source.split("\n")[:50]:
                label = BOLD_LABEL.match(line)
                yield label["text"] if label else line.strip(" *_:")


def _with_pseudo_headings(blocks, names):
    is_numbering = False  # within headings that are numbered: "1. What went well?"
    inside = None
    has_bold_headings = _heads_lists_in_bold(blocks, names)
    for number, block in enumerate(blocks):
        following = blocks[number + 1] if number + 1 < len(blocks) else None
        if block.kind == "paragraph":
            heads_list = has_bold_headings and following and following.kind == "list"
            for part in parted(block, names):
                for found in _in_paragraph(part, inside, names, following):
                    yield replace(found, level=_KNOWN) if heads_list and found.level else found
        elif block.kind == "list" and are_numbered_headings(
            block, following, names, is_numbering=is_numbering, inside=inside
        ):
            is_numbering = True
            for item in block.items:
                yield from numbered_heading(item, _KNOWN)
        elif block.kind == "list" and inside is not Purpose.ACTIONS and has_marks(block):
            for part in parted_at_marks(block, _KNOWN):
                is_marked = part.kind != "list" or has_marks(part)
                yield from [part] if is_marked else _in_list(part, following, names, inside)
        elif block.kind == "list":
            for part in _without_aims(block, names):
                if part.kind == "list":
                    yield from _in_list(part, following, names, inside)
                    continue
                inside = names.purpose_of(part.source) if part.kind == "heading" else inside
                yield part
        else:
            if block.kind == "heading":
                is_numbering, inside = False, names.purpose_of(block.source)
            yield block


def _without_aims(block, names):
    """The parts of a list; what says what one action is to reach ("a goal: …") ends the notes before."""
    labels = [PLAIN_LABEL.match(item.lead) for item in block.items]
    aims = [n for n, it in enumerate(labels) if it and names.purpose_of(it["text"]) in _AIMS]
    if len(aims) < 2:
        yield from parted_list(block)
        return
    notes, rest = block.items[: aims[0]], block.items[aims[0] :]
    if notes:
        yield from parted_list(list_of(notes))
    yield Block("end", "", _KNOWN)
    yield list_of(rest)


def _heads_lists_in_bold(blocks, names):
    """Whether bold lines are the headings of the document's lists, and no groups within them."""
    bold = (
        BOLD_LINE.match(block.source)
        for block, following in pairwise(blocks)
        if block.kind == "paragraph" and following.kind == "list"
    )
    return sum(bool(it and names.purpose_of(it["text"]) in LABELED) for it in bold) > 1


def _heading(text, names):
    asks = fold(text).partition(" ")[0] in (
        "what",
        "why",
        "how",
        "where",
    )  # none of the entries above
    is_capital = names.are_in_capitals and text.isupper()
    is_high = asks or is_capital or names.purpose_of(text)
    return Block("heading", text, _KNOWN if is_high else _OTHER)


def _in_paragraph(block, inside, names, following=None):
    if inside is not Purpose.ACTIONS and marked(block.source):
        yield from as_action(Item(block.source), _KNOWN)
        return
    first, _, rest = block.source.partition("\n")
    is_alone = not rest.strip() or bool(PICTURE_ALONE.match(rest) or _DEFINED.match(rest))
    text = line_as_heading(first, names, is_alone=is_alone)
    if text:
        yield _heading(text, names)
        if rest.strip():
            yield Block("paragraph", _DEFINED.sub("", rest))
        return
    label = _BOLD_LABEL.match(block.source)
    is_goal_of_action = (
        label and inside is Purpose.ACTIONS and names.purpose_of(label["text"]) in _AIMS
    )
    if label and names.is_known(label["text"]) and not is_goal_of_action:
        yield _heading(label["text"], names)
        if label["rest"].strip():
            yield Block("paragraph", label["rest"])
            next_line = following.source if following and following.kind == "paragraph" else ""
            is_aim = names.purpose_of(label["text"]) in _AIMS
            if _NEXT_LABEL.match(next_line) or (is_aim and BOLD_LINE.match(next_line)):
                yield Block("end", "", _KNOWN)  # "**Time management:** …" says something else
        return
    label = PLAIN_LABEL.match(block.source)
    if label and names.exactly(label["text"]) in NAMED:
        if "\n" not in block.source and following and following.kind == "list":
            yield _heading(block.source.strip(), names)  # "Start: what we want to try"
            return
        yield _heading(label["text"], names)
        yield Block("paragraph", label["rest"])
        yield Block("end", "", _KNOWN)
        return
    yield block


def _in_list(block, following, names, inside=None):
    """A list, taken apart where its entries are the document's headings."""
    labels = [_label(item, names) for item in block.items]
    if inside is Purpose.ACTIONS:  # "a goal: …", "a change: …" say what one action is about
        labels = [
            None if label and names.exactly(label[0]) in _OF_ACTIONS else label for label in labels
        ]
        labels = [None if label and normalized(label[0]) in _CHANGES else label for label in labels]
    named = sum(bool(label and names.purpose_of(label[0])) for label in labels)
    has_notes = any(item.nested and names.exactly(item.lead) in LABELED for item in block.items)
    if named > 1 or has_notes:
        labels = [
            label or _goal(item, names) for item, label in zip(block.items, labels, strict=True)
        ]
    elif not (named and _leads_on(block, labels[-1], following, names)):
        yield from _with_nested_notes(block, names, inside)
        return
    for item, label in zip(block.items, labels, strict=True):
        if label is None:
            yield Block("list", f"- {item.source}", items=[item])
            continue
        yield Block("heading", label[0].rstrip(":"), _KNOWN)
        if label[1].strip() and names.purpose_of(label[0]) in LABELED:
            yield Block("list", f"- {label[1]}", items=[Item(label[1])])
        elif label[1].strip():
            yield Block("paragraph", label[1])
        yield from item.blocks[1:]
    if all(label and label[1].strip() for label in labels):
        yield Block("end", "", _KNOWN)  # each entry is whole, and none names what follows


def _with_nested_notes(block, names, inside):
    """A list without names of its own, taken apart where items of it hold notes of several kinds."""
    holding = [inside not in LABELED and holds_notes(item, names) for item in block.items]
    if not any(holding):
        yield block
        return
    for item, holds in zip(block.items, holding, strict=True):
        if not holds:
            yield list_of([item])
            continue
        yield list_of([Item(item.lead)])  # the topic
        for inner in item.blocks[1:]:
            yield from _in_list(inner, None, names, inside)
        yield Block("end", "", _KNOWN)


def _leads_on(block, label, following, names):
    """Whether the last entry of a list only names what the next list holds: "- **Actions**:".

    An entry alone may name paragraphs as well.
    """
    is_plain_title = (
        label
        and names.purpose_of(label[0])
        and not label[1].strip()
        and len(block.items[-1].blocks) == 1
    )
    kinds = ("list", "paragraph") if len(block.items) == 1 else ("list",)
    return is_plain_title and following is not None and following.kind in kinds


def _label(item, names):
    """(label, rest of its paragraph) of an entry that may be a heading: "**Impact**: …"; or None."""
    bold = _BOLD_LABEL.match(item.lead)
    if bold:
        return bold["text"], bold["rest"]
    if item.nested and len(item.lead) <= 60 and names.purpose_of(item.lead):
        return item.lead, ""
    plain_label = PLAIN_LABEL.match(item.lead)
    if plain_label and names.purpose_of(plain_label["text"]) in LABELED:
        return plain_label["text"], plain_label["rest"]
    return None


def _goal(item, names):
    """The label of a goal beside those of notes: "Island (where we want to be): …"; or None."""
    match = PLAIN_LABEL.match(item.lead)
    is_goal = match and names.purpose_of(match["text"]) is Purpose.GOAL
    return (match["text"], match["rest"]) if is_goal else None
