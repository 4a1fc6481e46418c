"""The title of a document: its first heading, unless that names a part of it."""

from retros.exchange.inline import cut, holds, plain
from retros.exchange.reading.facts import day_in_label, title_in
from retros.exchange.reading.file_names import title_from_file_name
from retros.exchange.reading.headings import is_known, purpose_of
from retros.exchange.reading.markdown.blocks import Block
from retros.exchange.reading.markdown.sections import Section

TITLE_LENGTH = 200


def read_title(document, root):
    """Take the first heading as the title, unless it names a part of the document."""
    first = root.children[0] if root.children else None
    is_title = (
        first is not None
        and first.level <= 2
        and purpose_of(first.heading) is None
        and not (first.level < 1 and first.heading.endswith("?"))
        and (first.level == 1 or not document.title)
        and not day_in_label(first.heading)
    )
    if not is_title and _names_whole(first, root):
        _take_title_of_lists(document, root)
    elif is_title:
        title = plain(first.heading).removesuffix("</p>").strip()
        shown = cut(title, TITLE_LENGTH)
        if not document.title:
            document.title = shown
        first.heading = "" if holds(document.title, first.heading) else first.heading
        if not first.heading:
            root.blocks += first.blocks
            root.children[:1] = first.children
    document.title = document.title or cut(title_in(root.blocks), TITLE_LENGTH)
    if not document.title:
        document.title = cut(title_from_file_name(document.source_name), TITLE_LENGTH)


def _names_whole(first, root):
    """Whether the only first-level heading holds the others: "Lessons from the move"."""
    return (
        first is not None
        and first.level == 1
        and (bool(first.children) or len(root.children) == 1)
        and not is_known(first.heading)
        and all(child.level != 1 for child in root.children[1:])
    )


def _take_title_of_lists(document, root):
    """Take a heading as the title that also says what the lists right below it are."""
    first = root.children[0]
    title = cut(plain(first.heading), TITLE_LENGTH)
    document.title = document.title or title
    if any(block.kind in ("list", "table") for block in first.blocks):
        own = Section(first.heading, first.level, first.blocks)
        root.children[:1] = [own, *first.children]
    else:
        root.blocks += first.blocks
        if not holds(document.title, first.heading):
            root.blocks.insert(0, Block("paragraph", first.heading))
        root.children[:1] = first.children
