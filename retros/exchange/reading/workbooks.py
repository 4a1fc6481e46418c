"""Workbooks: each sheet is a table of its own, read like a CSV file."""

from pathlib import PurePath

from django.conf import settings

from retros.conversion import Refused, to_markdown
from retros.exchange.document import UnreadableDocument
from retros.exchange.reading.boards import known_boards


def sheets_in(data: bytes, name: str) -> tuple[list[tuple[str, str]], list[str]]:
    """Return ([(name for a file, its CSV)] of each sheet, sentences on what was left out).

    Raises UnreadableDocument. Starts a child process.
    """
    try:
        found = to_markdown("workbook", data, slots=settings.DATA_DIR)
    except Refused as problem:
        raise UnreadableDocument(str(problem)) from None
    stem = PurePath(name).stem
    if len(found.tables) == 1:
        return [(f"{stem}.csv", table) for table in found.tables.values()], found.warnings
    return [(f"{stem} {sheet}.csv", table) for sheet, table in found.tables.items()], found.warnings


def parse(data, name, *, with_authors, pictures):
    """Read the sheets of a workbook into one Document, the others in its `also`.

    Raises UnknownColumns if somebody has to say what the columns of one mean.
    """
    sheets, warnings = sheets_in(data, name)
    documents = []
    for named, table in sheets:
        found = known_boards.parse(table, named, with_authors=with_authors, pictures=pictures)
        documents += found.each()
        found.also = []
    first, *first.also = documents
    first.warnings += warnings
    return first
