"""Entries of numbered lists that are headings: "2. What went wrong?", with its notes below."""

from retros.exchange.inline import plain
from retros.exchange.reading.headings import Purpose
from retros.exchange.reading.markdown.blocks import Block

LABELED = (
    Purpose.WELL, Purpose.BETTER, Purpose.WRONG, Purpose.LUCKY, Purpose.LESSONS, Purpose.ACTIONS
)  # fmt: skip


def are_numbered_headings(block, following, names, *, is_numbering, inside):
    """Tell whether "2. What went wrong?" is a heading: with its text right below, no list of its own.

    Below "What could be better" only a usual name is one, so that its only entry stays an entry.
    """
    if not block.is_numbered:
        return False
    firsts = [item.lead.split("\n")[0] for item in block.items]
    if not all(firsts) or max(map(len, firsts)) > 120:
        return False
    if len(firsts) > 1:
        named = sum(
            names.purpose_of(first) is not None and "\n" in item.source
            for first, item in zip(firsts, block.items, strict=True)
        )
        return (
            named > 1
            or (is_numbering and not block.source.lstrip().startswith("1"))
            or (_heads_list(following) and _are_told_before(block.items, names))
        )
    if len(block.items[0].blocks) != 1:
        return False
    follows = _heads_list(following)
    is_name = names.purpose_of(firsts[0], inside=inside) is not None
    return is_numbering or (follows and inside not in LABELED) or is_name


def _heads_list(following):
    return bool(following and following.kind == "list" and not following.is_numbered)


def _are_told_before(items, names):
    """Whether the last item is a usual name alone, and all before it are names with text below."""
    *before, last = items
    is_name = "\n" not in last.source and names.purpose_of(last.lead) in LABELED
    return is_name and all("\n" in item.source for item in before)


def numbered_heading(item, level):
    """Yield the blocks of such an item, its first line as a heading of `level`."""
    lead, _, rest = item.lead.partition("\n")
    yield Block("heading", plain(lead), level)
    if rest.strip():
        yield Block("paragraph", rest)
    yield from item.blocks[1:]
