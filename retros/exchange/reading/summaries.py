"""A summary of one or two sentences from the text of a document."""

from retros.exchange.inline import cut, plain
from retros.exchange.reading.headings import is_known

_LENGTH = 280
_PROSE = ("paragraph", "quote")


def summary_of(blocks):
    """Summarize some blocks by their beginning: whole sentences within 280 characters."""
    for number, block in enumerate(blocks):
        if block.kind == "table":
            named = [row[1] for row in block.rows if len(row) > 1 and is_known(row[0])]
            text = plain(named[0]) if named else ""
        elif block.kind in _PROSE:
            text = _running_on(blocks[number : number + 4])
        elif block.kind == "list":
            text = " ".join(plain(item.source) for item in block.items[:20])
        else:
            continue
        if text:
            return cut(text, _LENGTH)
    return ""


def _running_on(blocks):
    """The first paragraphs as one text, with the list that they announce."""
    texts = []
    for block in blocks:
        if block.kind in _PROSE:
            texts.append(plain(block.source))
            continue
        if block.kind == "list" and texts[-1].endswith(":"):
            texts.append("; ".join(plain(item.lead) for item in block.items[:10]))
        break
    return " ".join(texts)
