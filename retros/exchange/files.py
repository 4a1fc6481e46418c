"""From a file to a document: how it is read, and what is refused."""

import hashlib
from pathlib import Path

from retros.exchange.documents import UnreadableDocument
from retros.exchange.encodings import decoded, readable
from retros.exchange.formats import ENDINGS
from retros.exchange.recognising import recognised
from retros.models.fields import without_controls

MOST_BYTES_OF_TEXT = 2_000_000
MOST_BYTES = 20_000_000  # of documents with pictures in them


def documents_below(path):
    """Files that `path` names: itself, or those of a known format below a folder, in order."""
    path = Path(path)
    if not path.is_dir():
        return [path]
    return sorted(
        file
        for file in path.rglob("*")
        if file.suffix.lower() in ENDINGS and file.is_file() and not _is_hidden(file, path)
    )


def _is_hidden(file, folder):
    return any(part.startswith(".") for part in file.relative_to(folder).parts)


def read(name, data, *, with_authors=False):
    """The Document in the bytes of a file called `name`.

    Names of authors are kept only `with_authors`. Raises UnreadableDocument with the reason, in
    words for the person who tried.
    """
    if not data:
        raise UnreadableDocument("It is empty.")
    known = recognised(name, data)
    limit = MOST_BYTES_OF_TEXT if known.is_text else MOST_BYTES
    if len(data) > limit:
        raise UnreadableDocument(f"It is larger than {limit // 1_000_000} MB. Please split it.")
    if known.is_text:
        return _read_text(known, name, decoded(data), with_authors)
    return _finished(known, data, name, hashlib.sha256(data), with_authors)


def read_text(name, text, *, with_authors=False):
    """The Document in text that was never a file, as `read` does."""
    return _read_text(recognised(name, text.encode("utf-8", "replace")), name, text, with_authors)


def _read_text(known, name, text, with_authors):
    text = readable(text)
    return _finished(known, text, name, hashlib.sha256(text.encode()), with_authors)


def _finished(known, content, name, fingerprint, with_authors):
    document = known.parse(content, _tidy_name(name), with_authors=with_authors)
    document.source_hash = fingerprint.hexdigest()
    document.must_fit()
    return document


def _tidy_name(name):
    return " ".join(without_controls(str(name)).split())[-255:]
