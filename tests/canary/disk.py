"""What a database has on its disk: files, write-ahead logs, dead rows."""

import re
import subprocess
from pathlib import Path

from django.db import connection

PAGE = 8192  # bytes of a page of PostgreSQL


def on_disk():
    """{file: its bytes} of everything that the database of the tests has written."""
    return {path.name: _read(path) for path in sorted(_files()) if path.is_file()}


def _files():
    if connection.vendor == "sqlite":
        name = connection.settings_dict["NAME"]
        return [Path(f"{name}{end}") for end in ("", "-wal", "-shm")]
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("SHOW data_directory")
        data = Path(cursor.fetchone()[0])
        cursor.execute("SELECT oid FROM pg_database WHERE datname = current_database()")
        oid = cursor.fetchone()[0]
    return [*(data / "base" / str(oid)).iterdir(), *(data / "pg_wal").iterdir()]


def _read(path):
    """In another process: closing a file of SQLite in this one would drop its locks."""
    return subprocess.run(["cat", path], capture_output=True, check=True).stdout


def found_in(files, words):
    """How often `words` stand in the bytes of all `files`."""
    return sum(content.count(word.encode()) for content in files.values() for word in words)


def named_by_neighbors(files, author_of):
    """How many texts first stand on the disk right after the row of their author's account changed.

    `author_of` is {text: address of the account}.
    """
    if connection.vendor == "postgresql":
        histories = [_events_in_rows(files.values(), author_of)]
    else:
        histories = [_events_in_log(content, author_of) for content in files.values()]
    found = [pair for events in histories for pair in _first_after(events)]
    return len({text for text, address in found if author_of[text] == address})


def _first_after(events):
    """Yield (text, address of the account that changed last before the text first stands)."""
    seen, last = set(), None
    for word, is_text in events:
        if not is_text:
            last = word
        elif word not in seen:
            seen.add(word)
            yield word, last


def _events_in_log(content, author_of):
    """Yield (address, False) for each change of an account and (text, True) for each text."""
    if content[:3] != b"\x37\x7f\x06":  # no write-ahead log of SQLite: in the order of bytes
        yield from _words_in(content, author_of)
        return
    before, addresses = b"", set(author_of.values())
    for page in _pages_of_log(content):
        places = {page.find(address.encode()): address for address in addresses}
        if min(places) >= 0:
            yield from _changed(before, page, places)
            before = page
        yield from ((text, True) for text in author_of if text.encode() in page)


def _words_in(content, author_of):
    either = [*author_of, *set(author_of.values())]
    for match in re.finditer("|".join(map(re.escape, either)).encode(), content):
        yield match[0].decode(), match[0].decode() in author_of


def _pages_of_log(content):
    """The pages in a write-ahead log of SQLite, in the order in which they were written."""
    size = int.from_bytes(content[8:12], "big")
    for start in range(32, len(content), 24 + size):
        yield content[start + 24 : start + 24 + size]


def _changed(before, page, places):
    """The account whose row in `page`, which holds them at `places`, differs from `before`."""
    differing = [at for at in range(100, len(before)) if before[at] != page[at]]
    after = [place for place in places if differing and place > differing[0]]
    if after:
        yield places[min(after)], False


def _events_in_rows(contents, author_of):
    """The same from the rows of PostgreSQL, dead ones too, in the order of their transactions."""
    rows = sorted(row for content in contents for row in _rows_in(content))
    for _, row in rows:
        yield from _words_in(row, author_of)


def _rows_in(content):
    """Yield (transaction that wrote it, bytes) of each row in a file of a table."""
    for start in range(0, len(content) - PAGE + 1, PAGE):
        page = content[start : start + PAGE]
        for at in range(24, min(int.from_bytes(page[12:14], "little"), PAGE), 4):
            pointer = int.from_bytes(page[at : at + 4], "little")
            place, length = pointer & 0x7FFF, pointer >> 17
            if length > 23 and place + length <= PAGE:
                row = page[place : place + length]
                yield int.from_bytes(row[:4], "little"), row
