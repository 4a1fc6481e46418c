"""A ZIP of many: each file in it as if it had been chosen itself."""

from dataclasses import dataclass
from pathlib import PurePosixPath

from retros.conversion.packages import Refused, opened, part
from retros.exchange.documents import UnreadableDocument
from retros.exchange.files import MOST_BYTES
from retros.exchange.formats import ENDINGS

_OFFICE = ("word/", "xl/", "ppt/", "content.xml", "Index/")
_TOLD = (*ENDINGS, ".pdf", ".doc", ".rtf", ".json", ".zip", ".docm")  # answered one by one


@dataclass
class Archive:
    """What a ZIP holds: [(name, bytes, or why not)] of its documents, and names of the rest."""

    files: list
    left_out: list[str]


def is_archive(data):
    """Whether these bytes are a ZIP that is no document itself."""
    if not data.startswith(b"PK\x03\x04"):
        return False
    try:
        names = opened(data).namelist()
    except Refused:
        return True  # said when it is unpacked
    return not any(name.startswith(_OFFICE) for name in names)


def files_in(data):
    """The Archive in the bytes of a ZIP.

    Names keep their folders and are only shown, never used as paths. Raises UnreadableDocument.
    """
    try:
        package = opened(data)
    except Refused as problem:
        raise UnreadableDocument(str(problem)) from None
    files, left_out = [], []
    for entry in package.infolist():
        path = PurePosixPath(entry.filename.replace("\\", "/"))
        if entry.is_dir():
            continue
        if _is_hidden(path) or path.suffix.lower() not in _TOLD:
            left_out.append(str(path))
        else:
            files.append((str(path), _content(package, entry)))
    return Archive(files, left_out)


def _is_hidden(path):
    return any(name.startswith(".") or name == "__MACOSX" for name in path.parts)


def _content(package, entry):
    try:
        return part(package, entry, MOST_BYTES)
    except Refused as problem:
        return UnreadableDocument(str(problem))
