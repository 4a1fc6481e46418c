"""The text of a CSV file as rows of cells. Forgiving: no text is refused, none is left out."""

import re
from collections import Counter
from itertools import islice

from retros.exchange.formulas import bare

_DELIMITERS = ",;\t|"
_SAMPLE = 30  # rows that tell which delimiter it is
_REFERENCE_NAME = re.compile(
    r"(?:.*[\W_])?(?:id|ids|uuid|guid|url|uri|links?|permalink|hash|issue key|avatar)|#|no\.?|nr\.?|key",
    re.IGNORECASE,
)
# Where a note lies and what it looks like: "x", "width", "color", "type" of a board's objects.
_LOOK_NAME = re.compile(
    r"[xyzwh]|(?:pos(?:ition)?|coord(?:inate)?)?[ _.-]?[xyz]|[xyz][ _.-]?pos(?:ition)?|width|height|rotation|"
    r"angle|(?:background|fill|font|text|note|card|sticky)?[ _-]?colou?r|z[ _-]?index|font[ _-]?size|locked|"
    r"scale|position|(?:item |object |widget |note )?type|shape",
    re.IGNORECASE,
)
_LOOK = re.compile(
    r"-?\d[\d.,]*(?:px|%|°)?|#[0-9a-f]{3,8}|rgba?\([\d., %]+\)|true|false|[a-z]{3,12}|"
    r"(?:sticky|note|card|text|shape|light|dark)[ _-]?(?:note|box|item|card|[a-z]{3,8})?",
    re.IGNORECASE,
)
_CHANGED_NAME = re.compile(
    r"(?:last )?(?:modified|updated|edited|changed)(?: ?(?:at|on|date|time))?", re.I
)
_HOUR = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}[/.]\w{1,9}[/.]\d{2,4}")
_REFERENCE = re.compile(
    r"https?://\S+|[0-9a-f]{8}-[0-9a-f-]{27}|(?=.*\d)[0-9a-f]{16,64}|[A-Z][A-Z0-9]{1,9}-\d{1,7}",
    re.IGNORECASE,
)
_NAMED = re.compile(r"sep=([,;\t|])[ ]*\n", re.IGNORECASE)  # what Excel writes above a table


def rows_of(text):
    """Parse the table in `text` into rows of cells; an empty row is an empty list.

    The delimiter is the one that makes rows most alike. A quote ends its cell only before the next
    cell, the next row or the end, so unescaped quotes do no harm. Formula guards are removed.
    """
    named = _NAMED.match(text)
    if named:
        return list(_rows(text[named.end() :], named[1]))
    return list(_rows(text, max(_DELIMITERS, key=lambda delimiter: _likeness(text, delimiter))))


def cell(row, number):
    """Return a cell of a row, or "" if the row is shorter."""
    return row[number] if number is not None and number < len(row) else ""


def is_reference(name, value):
    """Return whether `value`, below the header `name`, says nothing: an id, an address, a place, a color."""
    name, value = name.strip(), value.strip()
    is_look = bool(_LOOK_NAME.fullmatch(name) and _LOOK.fullmatch(value))
    is_look = is_look or bool(_CHANGED_NAME.fullmatch(name) and _HOUR.match(value))
    return is_look or bool(_REFERENCE_NAME.fullmatch(name) or _REFERENCE.fullmatch(value))


def _rows(text, delimiter):
    quoted, plain = _patterns(delimiter)
    at, row, quotes_end = 0, [], True
    while at < len(text):
        match = quoted.match(text, at) if quotes_end and text[at] in ' "' else None
        if match:
            cell = match["cell"].replace('""', '"')
        else:
            # Where one quote is never closed none is looked for again: once is quick enough.
            quotes_end = quotes_end and text[at] != '"'
            match = plain.match(text, at)
            cell = match["cell"].strip()
        row.append(bare(cell))
        at = match.end()
        if match["end"] != delimiter:
            yield row if any(row) else []
            row = []
    if row:  # the text ended with a delimiter
        yield [*row, ""] if any(row) else []


def _patterns(delimiter):
    """Possessive, so that no text makes them go back, however its quotes stand."""
    mark = re.escape(delimiter)
    end = rf"{mark}|\n|\Z"
    return (
        re.compile(rf'[ ]*"(?P<cell>(?:[^"]++|""|"(?![ ]*(?:{end})))*+)"[ ]*(?P<end>{end})'),
        re.compile(rf"(?P<cell>[^\n{mark}]*+)(?P<end>{end})"),
    )


def _likeness(text, delimiter):
    """(share of the first rows that have the most usual width, that width); (0, 0) for one cell."""
    first = islice(filter(None, _rows(text, delimiter)), _SAMPLE)
    widths = Counter(len(row) for row in first)
    usual = max(filter(lambda width: width > 1, widths), key=lambda w: (widths[w], w), default=0)
    return (widths[usual] / widths.total(), usual) if usual else (0, 0)
