"""From a file to a document: how it is read, and what is refused."""

import hashlib
import re
from pathlib import Path

from retros.exchange.documents import UnreadableDocument
from retros.exchange.encodings import decoded
from retros.exchange.formats import ENDINGS, format_of
from retros.exchange.markdown_out import OWN_BEGINNING
from retros.models.fields import without_controls

MOST_BYTES = 2_000_000
_MOST_CHARACTERS = 300_000  # three times what the context of one retrospective holds


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
    known = _format_of(name)
    if len(data) > MOST_BYTES:
        raise UnreadableDocument("It is larger than 2 MB. Please split it.")
    if known.is_text:
        return read_text(name, decoded(data), with_authors=with_authors)
    return _finished(known, data, name, hashlib.sha256(data), with_authors)


def read_text(name, text, *, with_authors=False):
    """The Document in text, as `read` does."""
    known = _format_of(name)
    text = _normalised(text)
    if not any(character.isalnum() for character in text):
        raise UnreadableDocument("It is empty.")
    if len(text) > _MOST_CHARACTERS:
        raise UnreadableDocument("It has more text than a retrospective holds. Please split it.")
    return _finished(known, text, name, hashlib.sha256(text.encode()), with_authors)


def _format_of(name):
    known = format_of(Path(name).suffix)
    if known is None:
        raise UnreadableDocument(f"Only these can be brought in: {', '.join(ENDINGS)}.")
    return known


def _finished(known, content, name, fingerprint, with_authors):
    document = known.parse(content, _tidy_name(name), with_authors=with_authors)
    document.source_hash = fingerprint.hexdigest()
    document.must_fit()
    return document


def _normalised(text):
    """The text that counts: the same whatever the line ends, blank ends and byte-order mark.

    Its hash tells whether it was brought in before, under whatever name.
    """
    text = re.sub(r"[\x0b\x0c]", "\n", text.removeprefix("\ufeff"))
    text = without_controls(text)
    text = text.encode("utf-8", "replace").decode()  # lone surrogates
    if text.startswith(OWN_BEGINNING):  # two spaces at the end of a line are a line break
        return text
    return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")


def _tidy_name(name):
    return " ".join(without_controls(str(name)).split())[-255:]
