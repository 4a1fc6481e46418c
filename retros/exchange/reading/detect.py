"""Detect the format of a file: by its content first, because names can be wrong."""

import json
import re
import zipfile
from io import BytesIO
from pathlib import Path

from retros.exchange.document import UnreadableDocument
from retros.exchange.reading.formats import format_of

_SAVE = "Please save it as .docx, .odt, .html or .md."
_FOREIGN = (
    (b"{\\rtf", f"This is a rich text document (.rtf). {_SAVE}"),
    (b"\xd0\xcf\x11\xe0", f"This is an old or password-protected Office document. {_SAVE}"),
    (b"\x89PNG", "This is a picture."),
    (b"\xff\xd8\xff", "This is a picture."),
    (b"GIF8", "This is a picture."),
    (b"RIFF", "This is a picture, audio or video file."),
    (b"\x1f\x8b", "This is a compressed file. Please unpack it, or use ZIP instead."),
    (b"7z\xbc\xaf", "This is a compressed file. Please unpack it, or use ZIP instead."),
    (b"Rar!", "This is a compressed file. Please unpack it, or use ZIP instead."),
    (b"SQLite format 3", "This is a database."),
)
_PACKAGES = (
    (".docx", "word/"),
    (".xlsx", "xl/workbook.xml"),
    (".pptx", "ppt/presentation.xml"),
    (".odt", "content.xml"),
)
_OTHER_PACKAGES = (
    ("xl/", "This is a binary workbook. Please save it as .xlsx or .csv."),
    ("ppt/", "This is an old slide deck. Please save it as .pptx."),
    ("Index/", f"This is an Apple document. {_SAVE}"),
)
_OTHER_OPEN_DOCUMENTS = {
    b"application/vnd.oasis.opendocument.spreadsheet": "This is an OpenDocument spreadsheet. Please save it as .xlsx or .csv.",
    b"application/vnd.oasis.opendocument.presentation": f"This is a slide deck. {_SAVE}",
}
_HTML = re.compile(
    rb"^(?:\xef\xbb\xbf)?(?:\s|<!--.{0,2000}?-->|<\?xml[^>]{0,200}>)*"
    rb"<(?:!doctype\s+html|html[\s>]|head[\s>]|body[\s>])",
    re.IGNORECASE | re.DOTALL,
)


_PAGE_FILE = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*(?:[A-Za-z-]{1,60}:[^\n]*\n(?:[ \t][^\n]*\n)*)*?"
    rb"content-type:\s*multipart/related\b",
    re.IGNORECASE,
)


_ISSUE = re.compile(rb'"(?:body|description)"\s*:')
_MAIL = re.compile(rb"^(?:From |\s*[A-Za-z][\w-]{1,60}:)")


def detect_format(name, data):
    """Detect the Format of a file called `name`, by its first bytes, else by its extension.

    Raises UnreadableDocument for unsupported files, with what they are.
    """
    for mark, reason in _FOREIGN:
        if data.startswith(mark):
            raise UnreadableDocument(reason)
    if data.startswith(b"PK\x03\x04"):
        return _package(data)
    if data[:1_024].lstrip().startswith(b"%PDF"):
        return format_of(".pdf")
    ending = Path(name).suffix.lower()
    known = format_of(ending)
    if _HTML.match(data.replace(b"\x00", b"")[:4_000].removeprefix(b"\xff\xfe")):
        return format_of(".html")
    if _PAGE_FILE.match(data[:4_000]):
        return format_of(".mhtml")
    is_json = ending == ".json" or bool(known and known.is_text and _is_json(data))
    if is_json and (b'"idList"' in data or _ISSUE.search(data)):
        return format_of(".json")
    if is_json:
        raise UnreadableDocument(
            f"This JSON file holds no Trello board and no issues of GitHub or GitLab. {_SAVE}"
        )
    if known is None:
        raise UnreadableDocument(
            "This file type is not supported. If it is a document, save it as .docx, .odt, .html or .md."
        )
    if known is format_of(".eml") and _MAIL.match(data[:4_000]):
        return known
    if not known.is_text and known is not format_of(".html"):
        raise UnreadableDocument(f"This is not a {ending} file, although its name says so. {_SAVE}")
    return known


def is_workbook(data):
    """Return whether these bytes are a workbook, whatever it is called."""
    try:
        return data.startswith(b"PK") and _package(data) is format_of(".xlsx")
    except UnreadableDocument:
        return False


def _package(data):
    try:
        package = zipfile.ZipFile(BytesIO(data))
        names = package.namelist()
        kind = package.open("mimetype").read(100) if "mimetype" in names else b""
    except Exception as problem:  # a damaged archive may fail anywhere
        raise UnreadableDocument("This file is damaged. Please save it again.") from problem
    if kind in _OTHER_OPEN_DOCUMENTS:
        raise UnreadableDocument(_OTHER_OPEN_DOCUMENTS[kind])
    for ending, start in _PACKAGES:
        if any(name.startswith(start) for name in names):
            return format_of(ending)
    for start, reason in _OTHER_PACKAGES:
        if any(name.startswith(start) for name in names):
            raise UnreadableDocument(reason)
    raise UnreadableDocument("This is a ZIP file inside a ZIP file. Please unpack it.")


def _is_json(data):
    if data.lstrip()[:1] not in (b"{", b"["):
        return False
    try:
        json.loads(data)
    except (ValueError, RecursionError):
        return False
    return True
