"""From a file to a document: which formats are read, how bytes become text, what is refused."""

import hashlib
import re
from pathlib import Path

from retros.exchange import markdown
from retros.exchange.documents import UnreadableDocument
from retros.models.fields import without_controls

MOST_BYTES = 2_000_000
_MOST_CHARACTERS = 300_000  # three times what the context of one retrospective holds
_FORMATS = dict.fromkeys((".md", ".markdown", ".mdx", ".qmd", ".txt", ".erb"), markdown.parse)
ENDINGS = tuple(_FORMATS)


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


def read(name, data):
    """The Document in the bytes of a file called `name`.

    Raises UnreadableDocument with the reason, in words for the person who tried.
    """
    return read_text(name, decoded(data))


def read_text(name, text):
    """The Document in text, as `read` does."""
    parse = _FORMATS.get(Path(name).suffix.lower())
    if parse is None:
        raise UnreadableDocument(f"Only Markdown can be brought in: {', '.join(ENDINGS)}.")
    text = _normalised(text)
    if not any(character.isalnum() for character in text):
        raise UnreadableDocument("It is empty.")
    if len(text) > _MOST_CHARACTERS:
        raise UnreadableDocument("It has more text than a retrospective holds. Please split it.")
    document = parse(text, _tidy_name(name))
    document.source_hash = hashlib.sha256(text.encode()).hexdigest()
    document.must_fit()
    return document


def decoded(data):
    """The text in bytes: UTF-8, else Windows-1252. Raises UnreadableDocument for anything else."""
    if len(data) > MOST_BYTES:
        raise UnreadableDocument("It is larger than 2 MB. Please split it.")
    if b"\x00" in data:
        raise UnreadableDocument("It is not a text file.")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        break
    else:
        text = data.decode("latin-1")
    odd = sum(character < " " and character not in "\t\n\r\f" for character in text[:100_000])
    if odd > len(text[:100_000]) // 100:
        raise UnreadableDocument("It is not a text file.")
    return text


def _normalised(text):
    """The text that counts: the same whatever the line ends, blank ends and byte-order mark.

    Its hash tells whether it was brought in before, under whatever name.
    """
    text = re.sub(r"[\x0b\x0c]", "\n", text.removeprefix("\ufeff"))
    text = without_controls(text)
    text = text.encode("utf-8", "replace").decode()  # lone surrogates
    return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")


def _tidy_name(name):
    return " ".join(without_controls(str(name)).split())[-255:]
