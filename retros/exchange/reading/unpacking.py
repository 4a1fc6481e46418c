"""The documents in a file: itself, the sheets of a workbook, the files of a ZIP and of a ZIP in it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from retros.exchange.document import UnreadableDocument
from retros.exchange.reading.archives import files_in, is_archive
from retros.exchange.reading.detect import detect_format, is_workbook
from retros.exchange.reading.workbooks import sheets_in

_MOST_UNPACKED = 200_000_000  # bytes of all ZIP files in a ZIP together
_MOST_SHEETS = 50
_HIDDEN = "This is a hidden file. If it is a document, rename it without the dot."
_LOCK = (
    "Office leaves this file beside a document that is open. Close the document, then import it."
)
_OUTSIDE = "Its path leads out of the ZIP. Unpack the ZIP, and import the file by itself."
_OF_PATHS = ("paths.json", "opposite-lessons.json")
_BY_ITSELF = (
    "When its retrospectives are here, curators import it under “Start here”, “Import paths”."
)
_PICTURE = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".bmp", ".tif", ".tiff", ".heic")
UNUSED_PICTURE = (
    "No document shows this picture. Import a document that shows it, in the same ZIP or folder."
)


@dataclass
class Unpacked:
    """A document in a file: its name, its bytes, or why there are none, and what is beside it."""

    name: str
    content: bytes | UnreadableDocument
    beside: Callable[[str], bytes | None] | None = None


class LeftOut(UnreadableDocument):
    """What of a ZIP or a workbook was not imported: `files` is [(name, reason and way on)]."""

    def __init__(self, files):
        self.files = files
        number = f"{len(files):,} file" + "s" * (len(files) != 1)
        super().__init__(f"Not imported: {number}.")


def documents_in(
    name: str, data: bytes, *, beside: Callable[[str], bytes | None] | None = None
) -> Iterator[Unpacked]:
    """Yield each document in a file called `name`, at last a LeftOut if not all of it is one.

    Whoever reads the documents must do so as they come: what is left out depends on it.
    """
    yield from _unpack(str(name), data, beside, [_MOST_UNPACKED], is_inside=False)


def _unpack(name, data, beside, room, *, is_inside):
    if is_workbook(data):
        yield from _sheets(name, data)
    elif not is_archive(data):
        yield Unpacked(name, data, beside)
    elif is_inside == "ZIP in a ZIP":
        yield Unpacked(
            name, UnreadableDocument("This ZIP is too deep in others. Please unpack it.")
        )
    else:
        yield from _files(name, data, room, is_inside)


def _sheets(name, data):
    try:
        sheets, warnings = sheets_in(data, name)
    except UnreadableDocument as problem:
        yield Unpacked(name, problem)
        return
    for named, table in sheets[:_MOST_SHEETS]:
        yield Unpacked(f"{name}/{named}", table.encode())
    left_out = [(name, warning) for warning in warnings]
    left_out += [
        (f"{name}/{named}", f"Only {_MOST_SHEETS} sheets of a file are read. Save it on its own.")
        for named, _ in sheets[_MOST_SHEETS:]
    ]
    if left_out:
        yield Unpacked(name, LeftOut(left_out))


def _files(name, data, room, is_inside):
    try:
        archive = files_in(data)
        room[0] -= sum(entry.file_size for entry in archive.package.infolist())
        if room[0] < 0:
            raise UnreadableDocument(
                f"Its ZIP files are larger than {_MOST_UNPACKED // 1_000_000} MB when unpacked. "
                "Please import them one by one."
            )
    except UnreadableDocument as problem:
        yield Unpacked(name, problem)
        return
    if not archive.files and not archive.others:
        yield Unpacked(name, UnreadableDocument("This ZIP file contains no files."))
    for path in archive.files:
        content, inner = archive.content(path), f"{name}/{path}"
        if isinstance(content, UnreadableDocument):
            yield Unpacked(inner, content)
        else:
            depth = "ZIP in a ZIP" if is_inside else "ZIP"
            yield from _unpack(inner, content, archive.beside(path), room, is_inside=depth)
    left_out = [(path, reason_to_leave_out(path, archive.head(path))) for path in archive.left_out]
    if left_out:
        yield Unpacked(name, LeftOut(left_out))


def reason_to_leave_out(path: Path | str, head: bytes) -> str:
    """Say why the file at `path`, which begins with `head`, is not imported, and the way on."""
    name = PurePosixPath(path)
    if ".." in name.parts:
        return _OUTSIDE
    if name.name.startswith("~$"):
        return _LOCK
    if any(part.startswith((".", "__MACOSX")) for part in name.parts):
        return _HIDDEN
    if name.suffix.lower() in _PICTURE:
        return UNUSED_PICTURE
    if head.startswith(b"PK"):  # no more than its beginning is there
        head = b""
    if name.name in _OF_PATHS:
        return _BY_ITSELF
    try:
        detect_format(name.name, head)
    except UnreadableDocument as problem:
        return str(problem)
    return "This belongs to the export itself and holds no retrospective."
