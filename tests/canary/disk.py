"""What a database has on its disk: files, write-ahead logs, dead rows."""

import re
import subprocess
from pathlib import Path

from django.db import connection


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
    named = set()
    for content in files.values():
        for text, address in _first_after(_events(content, author_of)):
            if author_of[text] == address:
                named.add(text)
    return len(named)


def _first_after(events):
    """Yield (text, address of the account that changed last before the text first stands)."""
    seen, last = set(), None
    for word, is_text in events:
        if not is_text:
            last = word
        elif word not in seen:
            seen.add(word)
            yield word, last


def _events(content, author_of):
    """Yield (address, False) for each change of an account and (text, True) for each text."""
    addresses = set(author_of.values())
    if content[:3] != b"\x37\x7f\x06":  # no write-ahead log of SQLite: in the order of bytes
        pattern = re.compile("|".join(map(re.escape, [*author_of, *addresses])).encode())
        for match in pattern.finditer(content):
            yield match[0].decode(), match[0].decode() in author_of
        return
    before = b""
    for page in _pages_of_log(content):
        places = {page.find(address.encode()): address for address in addresses}
        if min(places) >= 0:
            yield from _changed(before, page, places)
            before = page
        yield from ((text, True) for text in author_of if text.encode() in page)


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
