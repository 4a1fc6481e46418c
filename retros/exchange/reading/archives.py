"""A ZIP of many: each file in it as if it had been chosen itself."""

import posixpath
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from zipfile import ZipFile, ZipInfo

from retros.conversion import Refused, open_package, read_part
from retros.exchange.document import UnreadableDocument
from retros.exchange.reading.files import MOST_BYTES
from retros.exchange.reading.formats import ENDINGS

_OFFICE = ("word/", "xl/", "ppt/", "content.xml", "Index/")
_TOLD = (*ENDINGS, ".rtf", ".zip", ".docm")  # answered one by one
_HEAD = 4_000  # bytes that tell what a file is
_OWN = "schema.json"  # in what was taken out here, whose documents are Markdown


@dataclass
class Archive:
    """What a ZIP holds: the entries of its documents and of the rest, by their path.

    `used` are those paths of `others` that a document showed.
    """

    package: ZipFile
    files: dict[str, ZipInfo] = field(default_factory=dict)
    others: dict[str, ZipInfo] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    @property
    def left_out(self):
        """Names of what was neither a document nor a picture of one that was read."""
        return [path for path in self.others if path not in self.used]

    def content(self, path):
        """Return the bytes of a document, or why there are none."""
        return _content(self.package, self.files[path])

    def head(self, path):
        """Return the first bytes of what is left out, none if it is damaged."""
        try:
            with self.package.open(self.others[path]) as stream:
                return stream.read(_HEAD)
        except Exception:  # a damaged archive may fail anywhere
            return b""

    def beside(self, name):
        """Return a function that reads the bytes at an address relative to the file `name`, or
        None.
        """

        def content(address):
            path = posixpath.normpath(posixpath.join("/", posixpath.dirname(name), address))[1:]
            if path not in self.others:
                return None
            self.used.add(path)
            found = _content(self.package, self.others[path])
            return found if isinstance(found, bytes) else None

        return content


def is_archive(data: bytes) -> bool:
    """Return whether these bytes are a ZIP and not a document in ZIP format."""
    if not data.startswith(b"PK\x03\x04"):
        return False
    try:
        names = open_package(data).namelist()
    except Refused:
        return True  # said when it is unpacked
    return not any(name.startswith(_OFFICE) for name in names)


def files_in(data: bytes) -> Archive:
    """Open the bytes of a ZIP as an Archive.

    Names keep their folders and are only displayed, never used as paths. Raises
    UnreadableDocument.
    """
    try:
        package = open_package(data)
    except Refused as problem:
        raise UnreadableDocument(str(problem)) from None
    archive = Archive(package)
    is_own = _OWN in package.namelist()
    for entry in package.infolist():
        path = PurePosixPath(entry.filename.replace("\\", "/"))
        if entry.is_dir():
            continue
        is_told = path.suffix.lower() in _TOLD and not (is_own and path.suffix != ".md")
        listed = archive.others if _is_hidden(path) or not is_told else archive.files
        listed[str(path)] = entry
    return archive


def _is_hidden(path):
    return any(name.startswith((".", "~$")) or name == "__MACOSX" for name in path.parts)


def _content(package, entry):
    try:
        return read_part(package, entry, MOST_BYTES)
    except Refused as problem:
        return UnreadableDocument(str(problem))
