"""From a file to a document: how it is read, and what is refused."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from retros.exchange.document import Document, UnreadableDocument
from retros.exchange.document_images import DocumentPictures
from retros.exchange.reading.detect import detect_format
from retros.exchange.reading.encodings import decode, make_readable
from retros.exchange.reading.formats import ENDINGS
from retros.exchange.reading.markdown.google_docs import as_usual
from retros.models import without_controls

# The bytes at an address relative to a document, or None.
Beside = Callable[[str], bytes | None]
MOST_BYTES_OF_TEXT = 2_000_000
MOST_BYTES = 20_000_000  # of documents with pictures in them
_HIDDEN = (".", "__MACOSX")  # beginnings of names


def find_documents(path: Path | str) -> list[Path]:
    """Find the files that `path` names: itself, or the supported files below a folder, in order."""
    path = Path(path)
    if not path.is_dir():
        return [path]
    return sorted(file for file in path.rglob("*") if _is_document(file, path))


def find_others(folder: Path) -> list[Path]:
    """Find what `find_documents` passes over in a folder, in order; a hidden folder as a whole."""
    found = set()
    for file in folder.rglob("*"):
        if file.is_file() and not _is_document(file, folder):
            parts = file.relative_to(folder).parts
            hidden = (n for n, part in enumerate(parts, start=1) if part.startswith(_HIDDEN))
            found.add(folder.joinpath(*parts[: next(hidden, None)]))
    return sorted(found)


def _is_document(file, folder):
    return (
        file.suffix.lower() in (*ENDINGS, ".zip")
        and file.is_file()
        and not _is_hidden(file, folder)
    )


def _is_hidden(file, folder):
    return any(part.startswith((*_HIDDEN, "~$")) for part in file.relative_to(folder).parts)


def beside(file: Path, folder: Path, used: set[Path]) -> Beside:
    """Return a function that reads the bytes at an address relative to `file`, or None.

    It reads nothing outside of `folder`, wherever an address or a link leads. What it reads is
    added to `used`.
    """

    def content(address):
        try:
            path = (file.parent / address.lstrip("/")).resolve()
            if path.is_relative_to(folder.resolve()) and path.stat().st_size <= MOST_BYTES:
                used.add(path)
                return path.read_bytes()
        except (OSError, ValueError):  # absent, a folder, a name that can't be
            pass
        return None

    return content


def read(
    name: str, data: bytes, *, with_authors: bool = False, beside: Beside | None = None
) -> Document:
    """Read the bytes of a file called `name` into a Document, others of the same file in its `also`.

    `beside(address)` reads the bytes of a picture at an address relative to it, or None. Names of
    authors are kept only `with_authors`. Raises UnreadableDocument with a reason to show to the
    person who tried.
    """
    if not data:
        raise UnreadableDocument("This file is empty.")
    known = detect_format(name, data)
    _must_be_small(len(data), MOST_BYTES)
    if known.is_text:
        return _read_text(known, name, decode(data), with_authors, beside)
    return _finished(known, data, name, with_authors, DocumentPictures(beside))


def read_text(name: str, text: str, *, with_authors: bool = False) -> Document:
    """Read pasted text into a Document, as `read` does for files."""
    data = text.encode("utf-8", "replace")
    known = detect_format(name, data)
    if not known.is_text:  # the source of a web page, for example
        return read(name, data, with_authors=with_authors)
    return _read_text(known, name, text, with_authors)


def _read_text(known, name, text, with_authors, beside=None):
    pictures = DocumentPictures(beside)
    text = pictures.without_data(as_usual(text))
    _must_be_small(len(text), MOST_BYTES_OF_TEXT)
    return _finished(known, make_readable(text), name, with_authors, pictures)


def _finished(known, content, name, with_authors, pictures):
    document = known.parse(content, _tidy_name(name), with_authors=with_authors, pictures=pictures)
    data = content.encode() if known.is_text else content
    for number, each in enumerate(document.each()):
        each.source_hash = hashlib.sha256(data + b"\0%d" % number * bool(number)).hexdigest()
    pictures.go_with(document)
    for each in document.each():
        each.must_fit()
    return document


def _must_be_small(size, limit):
    if size > limit:
        raise UnreadableDocument(
            f"This file is larger than {limit // 1_000_000} MB. Please split it."
        )


def _tidy_name(name):
    return " ".join(without_controls(str(name)).split())[-255:]
