"""What may be events: items, lines, sentences and rows, each as Markdown with its date first."""

import re

from retros.exchange.inline import plain
from retros.exchange.reading.markdown.blocks import split
from retros.exchange.reading.moments import leading_offset, leading_time, parted_at_times
from retros.exchange.reading.vocabulary import has_role

_PLAIN_COLUMN = re.compile(r"^(?:events?|what happened|details?|update)$", re.IGNORECASE)
# "First detected: 2024-04-15 12:32"
_AT_THE_END = re.compile(r"[:\s]\d{4}-\d\d-\d\d[ T]\d\d[:.]\d\d\W*$")
_ZONE_ALONE = re.compile(r"^\W*(?:UTC|GMT|CES?T|[PECM][SD]?T|BST|IST)\W*$")
_YEAR_NAMED = re.compile(r"[(\[ ](20\d\d)[)\]]?\s*$")  # "Date (2022)", of days without a year
_BARE_TIME = re.compile(r"^\s*([01]\d|2[0-3])([0-5]\d)(?:\s?(?:hrs?|h|UTC|GMT))?\s*$")  # "1350"
# "0546: Yuvi is paged"
_RUN_TOGETHER = re.compile(r"^(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?=\s?[:–-]\s|\s+[^\W\d_])")
_EARLIEST_YEAR = 1950
_SENTENCE_END = re.compile(r"(?<=[.!?])(?<!\bkl\.)(?<!\bca\.)\s+(?=[A-ZÅÄÖ\d(\[])")
_LOGGED = re.compile(
    r"\w\[\d{1,7}\]:|\blevel=\w|\b(?:ERROR|WARN(?:ING)?|INFO|DEBUG|FATAL)\b[\]:| ]|^\S{1,80}@\S{1,80}:\S*[$#]"
)
_DAY_AND_TIME = re.compile(r"^\W*\d{4}-\d\d-\d\d[ T]\d\d:\d\d\b")
_DATE_AND_TIME = re.compile(r"^.{0,12}\d{1,4}[-/.]\d{1,2}(?:[-/.]\d{2,4})?\W+\d{1,2}[:.h]\d\d\b")
_ONLY_HOW_LONG = re.compile(
    r"^\d{1,2}[:.]\d\d\W+\d{1,3}\s?(?:min|minutes|h|hours?)\W*$", re.IGNORECASE
)
_BEGINS_WITH_FIGURE = re.compile(r"^\W*(?:[^\W\d_]{2,10}\W{1,3})?\d")  # "10:05", "Aug 5"
_LONGEST_PARAGRAPH = 10_000
_DEEPEST = 3  # quotes in quotes


def entries_in(blocks, timeline, depth=1):
    """Return [(markdown, is_item)] of what may be an entry each: items, lines, sentences, quoted ones."""
    entries = []
    for block in blocks:
        if block.kind == "list":
            for item in block.items:
                entries += _entries_of_item(item, timeline, depth)
        elif block.kind == "quote" and depth < _DEEPEST:
            entries += entries_in(split(block.source), timeline, depth + 1)
        elif block.kind == "code":
            entries += _lines_of_code(block, timeline)
        else:
            entries += [(part, False) for part in _parts_of(block.source, timeline)]
    return _with_colons(entries)


def _with_colons(entries):
    """Write "0546: …" as "05:46: …" where most entries begin so and one of them is no year."""
    found = [match for text, _ in entries if (match := _RUN_TOGETHER.match(text))]
    is_year = [int(match["hour"] + match["minute"]) >= _EARLIEST_YEAR for match in found]
    if 2 * len(found) <= len(entries) or all(is_year):
        return entries
    return [(_RUN_TOGETHER.sub(r"\g<hour>:\g<minute>", text), is_item) for text, is_item in entries]


def _entries_of_item(item, timeline, depth):
    """An item, or what is nested in it where that begins with times: "4 March" above "10:05 …"."""
    nested = item.nested if item.lead else []
    dated = [inner for inner in nested if timeline.starts_entry(inner.lead)]
    if depth == _DEEPEST or len(dated) * 2 <= len(nested):
        return [(part, True) for part in parted_at_times(item.source)]
    inside = [entry for inner in nested for entry in _entries_of_item(inner, timeline, depth + 1)]
    return [(item.lead, True), *inside]


def is_log(block):
    """Tell whether a block of code is what a machine wrote, and no timeline of people."""
    lines = [line for line in block.source.split("\n")[1:] if line.strip("`~ ")]
    return block.kind == "code" and 2 * sum(bool(_LOGGED.search(it)) for it in lines) > len(lines)


def _lines_of_code(block, timeline):
    """The lines of a block of code where they begin with dates or times, else the block."""
    lines = block.source.split("\n")[1:]
    if lines and not lines[-1].strip("`~ "):
        lines.pop()
    parts = _grouped(lines, timeline.starts_entry)
    return [(part, False) for part in parts] if len(parts) > 1 else [(block.source, False)]


def _parts_of(paragraph, timeline):
    """The lines of a paragraph that begin with dates or times each, or its sentences, or all."""
    for pieces, joint in (
        (paragraph.split("\n"), "\n"),
        (_SENTENCE_END.split(paragraph[:_LONGEST_PARAGRAPH]), " "),
    ):
        begins = timeline.starts_entry if joint == "\n" else timeline.tells_when
        parts = _grouped(pieces, begins, joint)
        if len(parts) > 1 and len(paragraph) <= _LONGEST_PARAGRAPH:
            return parts
    return parted_at_times(paragraph)


def _grouped(pieces, begins, joint="\n"):
    """`pieces` with those that begin no entry joined to the one before; one where few begin one."""
    groups = []
    for piece in pieces:
        if not groups or begins(piece):
            groups.append([])
        groups[-1].append(piece)
    begun = sum(begins(group[0]) for group in groups)
    return [joint.join(group) for group in groups] if begun > 1 else [joint.join(pieces)]


def rows_in(block):
    """Return (entries, words of the header to keep) of a table: Markdown a row, its date first."""
    header, *rows = block.rows
    when = columns_of_dates(header, rows) or [0]
    entries = []
    for row in rows:
        dates = [_with_year(row[n], header[n:]) for n in when if n < len(row) and row[n]]
        others = [cell for n, cell in enumerate(row) if n not in when and cell]
        if dates or others:
            entries.append(" ".join(dates) + ("  " if dates else "") + " – ".join(others))
    kept = [cell for cell in header if plain(cell) and not _says_no_more(plain(cell))]
    return entries, ", ".join(kept)


def _with_year(cell, header):
    """A cell that says when, with the year that only the name of its column says."""
    year = _YEAR_NAMED.search(plain(header[0])) if header else None
    is_short = year and re.search(r"[^\W\d_]", cell) and not re.search(r"\d{4}", cell)
    return f"{cell} {year[1]}" if is_short else _BARE_TIME.sub(r"\1:\2", cell)


def columns_of_dates(header, rows):
    """Return the numbers of the columns that say when something happened.

    Of several names, those count that have times below: "Moment | Time" tells what, and when.
    """
    named = [
        n
        for n, cell in enumerate(header)
        if has_role(re.sub(r"[(\[].*|\b(?:UTC|GMT)\b", " ", plain(cell)), "date")
        or _ZONE_ALONE.match(plain(cell))
    ]
    timed = [n for n in named if _are_times(rows, n, _BEGINS_WITH_FIGURE.match)]
    return timed if len(named) > 1 and timed else named


def _are_times(rows, column, tells=None):
    cells = [row[column] for row in rows if column < len(row) and row[column]]
    return bool(cells) and 5 * sum(map(bool, map(tells or _begins_with_time, cells))) >= 4 * len(
        cells
    )


def is_timeline_table(block):
    """Tell whether a table outside of timelines is one by its columns."""
    header, *rows = block.rows
    names = [plain(cell) for cell in header]
    tells = any(has_role(name, "text") or _PLAIN_COLUMN.match(name) for name in names)
    is_task = any(has_role(name, "owner") or has_role(name, "status") for name in names)
    all_timed = _are_times(rows, 0)
    dates = columns_of_dates(header, rows)
    is_behind = len(header) == 2 and dates == [1] and _are_times(rows, 1)
    has_dates = dates[:1] == [0]
    return len(rows) > 1 and ((has_dates and (tells or all_timed)) or is_behind) and not is_task


def _begins_with_time(cell):
    text = plain(cell)
    return bool(leading_time(text) or leading_offset(text) or _DATE_AND_TIME.match(text))


def _says_no_more(name):
    return has_role(name, "date") or has_role(name, "text") or bool(_PLAIN_COLUMN.match(name))


def tells_when(block, timeline):
    """Tell whether nearly all items of a list begin with a date or time: a timeline anywhere."""
    leads = [item.lead for item in block.items]
    dated = sum(
        timeline.starts_entry(lead, days=False) or bool(_AT_THE_END.search(lead)) for lead in leads
    )
    if any(map(_ONLY_HOW_LONG.match, leads)):  # "9:00: 30 minutes" is a schedule
        return False
    is_complete = bool(leads) and all(map(_DAY_AND_TIME.match, leads))
    return is_complete or (len(leads) > 2 and dated * 5 >= len(leads) * 4)
