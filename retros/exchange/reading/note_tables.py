"""Tables of notes: a column for each kind, a row for each kind, or rows of one kind with votes."""

import re

from retros.exchange.inline import plain
from retros.exchange.reading import entries
from retros.exchange.reading.headings import Names, Purpose, has_more_words
from retros.exchange.reading.markdown.blocks import Item
from retros.exchange.reading.one_entry import (
    KINDS,
    OF_ACTIONS,
    OF_ENTRIES,
    OF_LESSONS,
    read_entry,
)
from retros.exchange.reading.vocabulary import has_role, words_of

_BULLET = re.compile(r"^\s*(?:[-*•+‣◦]|\d{1,2}[.)])\s+(?:\[[ xX]?\]\s+)?")
_BETWEEN = re.compile(r"\w\s*[/|,]\s*\w")
_BREAK = re.compile(r"<br\s*/?>|</?(?:ul|ol|li|p)>", re.IGNORECASE)


def read_note_table(reading, block):
    """Read a table that names kinds of notes; any other table goes to the context as it is."""
    header, *rows = _under_one_header(block.rows)
    if len(rows) + 1 < len(block.rows):
        reading.other_headings += [plain(cell) for cell in block.rows[0] if plain(cell)]
    if _rows_name_kinds(block.rows) and not _names_several(header):
        # a table without a header, as word processors have them
        header, rows = [], block.rows
    if _rows_name_kinds(rows):
        reading.other_headings += [plain(cell) for cell in header if plain(cell)]
        _read_kinds_by_row(reading, rows)
        return
    columns = _columns_of_notes(header)
    if not columns:
        lesson_at = _column_of_lessons(header)
        if lesson_at is None:
            reading.keep(block.source)
        else:
            _read_rows(reading, header, rows, lesson_at, OF_LESSONS[0], "")
        return
    for row in rows:
        for number, purpose in columns.items():
            _read_cell(reading, purpose, header, row, number)
    if set(range(len(header))) - columns.keys() - _columns_of_votes(header, columns):
        reading.keep(block.source)  # it says who sees it so, and holds its other columns
    else:
        reading.other_headings += [
            plain(cell) for cell in header if not Names(header).is_plain_title(plain(cell))
        ]


def _under_one_header(rows):
    """Rows without their first one, if it only groups the columns that the second one names.

    Where cells of the first reach down into the second, that one has fewer.
    """
    first, *rest = rows
    if len(rest) < 2 or _columns_of_notes(first) or len(rest[0]) > len(first):
        return rows
    second = [""] * (len(first) - len(rest[0])) + rest[0]
    return [second, *rest[1:]] if _columns_of_notes(second) else rows


def read_table_of(reading, block, purpose, under):
    """Read a table in a section of `purpose`: each row is one entry, with its votes."""
    header, *rows = block.rows
    _read_rows(reading, header, rows, _column_of_text(header, rows, purpose), purpose, under)


def tells_facts(block):
    """Tell whether a table says what the document is: "Field | Value"."""
    header = [plain(cell) for cell in block.rows[0]]
    return len(header) == 2 and has_role(header[0], "field") and has_role(header[1], "value")


def names_kinds(block, *, of_actions=False):
    """Tell whether a table says of which kinds its notes are, by column or by row.

    In a section `of_actions` a row is one action: "Start | pair on reviews | Ada" with an owner, or
    "Improvement area | Action plan".
    """
    rows = block.rows
    columns = _columns_of_notes(rows[0])
    if of_actions and list(columns.values()) == [Purpose.BETTER, Purpose.ACTIONS]:
        return len(rows[0]) > len(columns)
    if of_actions and any(has_role(plain(cell), "owner") for cell in rows[0]):
        return bool(columns)
    return bool(columns) or _rows_name_kinds(rows) or _rows_name_kinds(rows[1:])


def _rows_name_kinds(rows):
    names = Names(plain(row[0]) for row in rows if row)
    found = [names.exactly(plain(row[0])) for row in rows if len(row) > 1 and plain(row[1])]
    return (
        len(rows) > 1
        and len(found) == len(rows)
        and (OF_ENTRIES.issuperset(found) and not KINDS.keys().isdisjoint(found))
    )


def _names_several(header):
    """Whether the first cell is the name of a column of kinds: "Start/Stop/Continue"."""
    return bool(_BETWEEN.search(plain(header[0])))


def _read_kinds_by_row(reading, rows):
    names = Names([plain(row[0]) for row in rows])
    for row in rows:
        purpose, name = names.exactly(plain(row[0])), plain(row[0])
        under = name if has_more_words(name) else ""
        for cell in filter(None, row[1:]):
            for note in _notes_in(cell):
                read_entry(reading, note, purpose, under)


def _columns_of_notes(header):
    """{number: Purpose} of columns that hold notes of a kind, if these are two at least."""
    names = Names(plain(cell) for cell in header)
    found = {n: names.purpose_of(plain(cell)) for n, cell in enumerate(header) if plain(cell)}
    columns = {n: purpose for n, purpose in found.items() if purpose in OF_ENTRIES}
    has_kind = any(purpose in KINDS for purpose in columns.values())
    has_kind = has_kind or {Purpose.LESSONS, Purpose.ACTIONS} <= set(columns.values())
    return columns if has_kind and len(columns) > 1 else {}


def _columns_of_votes(header, columns):
    """The columns that only say how many votes the notes beside them have, or number them."""
    return {
        n
        for n, cell in enumerate(header)
        if n not in columns and (has_role(plain(cell), "votes") or has_role(plain(cell), "number"))
    }


def _read_cell(reading, purpose, header, row, number):
    cell = row[number] if number < len(row) else ""
    under = plain(header[number]) if has_more_words(plain(header[number])) else ""
    beside = number + 1
    votes = plain(row[beside]) if beside < len(row) and _holds_votes(header, beside) else ""
    for note in _notes_in(cell):
        read_entry(reading, _with_votes(note, votes), purpose, under)


def _holds_votes(header, number):
    return number < len(header) and has_role(plain(header[number]), "votes")


def _with_votes(note, votes):
    if not votes.isdecimal() or votes == "0":
        return f"{note} ({votes})" if votes and votes != "0" else note
    return f"{note} ({votes} vote{'' if votes == '1' else 's'})"


def _notes_in(cell):
    """The notes of a cell: its lines and list items."""
    for note in _BREAK.split(cell):
        text = _BULLET.sub("", note.strip()).strip()
        if plain(text).strip(" -–"):
            yield text


def _names_not_said(header, rows, at, names):
    """Names of columns that no entry carries and that say more than what a column holds."""
    for number, cell in enumerate(header):
        name = plain(cell)
        is_said = number != at and any(number < len(row) and plain(row[number]) for row in rows)
        is_usual = names.is_plain_title(name) or any(
            has_role(name, role) for role in ("text", "votes", "number")
        )
        is_counted = _holds_votes(header, number) or has_role(name, "number")
        if name and not is_usual and (is_counted or not is_said):
            yield name


def _column_of_lessons(header):
    """The column of a table of lessons that says what was learned, or None."""
    names = Names(plain(cell) for cell in header)
    found = [n for n, cell in enumerate(header) if names.exactly(plain(cell)) in OF_LESSONS]
    return found[-1] if found and len(header) > 1 else None


def _column_of_text(header, rows, purpose):
    """The column that says what each row is about: by its name, else the longest one."""
    names = Names(plain(cell) for cell in header)
    for number, cell in enumerate(header):
        is_cause = purpose is Purpose.CAUSES and has_role(plain(cell), "cause")
        if names.exactly(plain(cell)) is purpose or has_role(plain(cell), "text") or is_cause:
            return number
    width = max(map(len, rows), default=1)
    return max(
        range(width),
        key=lambda n: sum(len(plain(row[n])) for row in rows if n < len(row)),
        default=0,
    )


def _read_rows(reading, header, rows, at, purpose, under):
    reading.other_headings += _names_not_said(header, rows, at, reading.names)
    for row in rows:
        text = row[at] if at < len(row) else ""
        if not plain(text):
            reading.keep(" | ".join(cell for cell in row if cell))
            continue
        votes, others = "", []
        for number, cell in enumerate(row):
            name = plain(header[number]) if number < len(header) else ""
            if number == at or not words_of(plain(cell)):
                continue
            if _holds_votes(header, number):
                votes = plain(cell)
            elif not has_role(name, "number"):
                others.append(f"{name}: {cell}" if name else cell)
        whole = _with_votes(_BREAK.sub(" ", text).strip(), votes)
        if purpose in OF_LESSONS:
            below = "\n\n".join(others)
            lesson = entries.lesson_from(whole, below=below, under=under)
            reading.document.lessons.append(lesson)
        else:
            said = "\n\n".join([whole, *others])
            read_entry(reading, said, purpose, under, Item(said) if purpose in OF_ACTIONS else None)
