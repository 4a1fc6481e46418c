"""PDF with a text layer: headings by the size and weight of their letters, lists by their dots.

pypdf reads it. It runs no script, follows no link and opens no file inside. What a PDF holds are
letters at places: lines, headings and paragraphs are guesses, and the Converted says so.
"""

import re
from collections import Counter
from dataclasses import dataclass
from io import BytesIO

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from retros.conversion.assembling import with_header
from retros.conversion.children import Converted
from retros.conversion.packages import Refused

_MOST_PAGES = 300
_LONGEST_HEADING = 100
_LARGER = 1.12  # times the size of the body
_DOT = re.compile(
    r"^[\u2022\u25cf\u25e6\u25aa\u25ab\u2023\u2043\u00b7\u25cb\u25a0\uf0b7\u2013*-]\s+(?=\S)|^o\s+(?=[A-Z])"
)
# Where a hyphen at the end of a line belongs to the word: in an address, in "real-world".
_ADDRESS = re.compile(r"://\S*-$")
_COMPOUND = re.compile(
    r"\b(?:real|well|self|long|short|high|low|non|follow|cross|third|two|three|half|full)-$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[a-z]{4,}")
_ONLY_DOT = re.compile(r"^[\u2022\u25cf\u25e6\u25aa\u25ab\u2023\u2043\u00b7\u25cb\u25a0\uf0b7]$")
_TIME = re.compile(r"^\W?\d{1,2}:\d\d\b")  # an entry of a timeline begins so
_NUMBER = re.compile(r"^\d{1,2}[.)]\s+(?=\S)")
_BOLD = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
_FEW_LETTERS = 20  # on a page, on average: then its text is in pictures
_GUESS = (
    "A PDF holds letters and no structure. Headings, lists and paragraphs were guessed from its "
    "layout. Please look at each piece."
)
_SCANNED = (
    "This PDF holds pictures of pages and no text. Please recognize its text first (OCR), or "
    "import the document that it was made from."
)


def convert(data, *, with_authors):
    """Return the Converted of the bytes of a PDF. Raises Refused."""
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Refused("This PDF is password-protected. Please remove the password.")
        number = len(reader.pages)
    except PyPdfError:
        raise Refused("This PDF is damaged. Please save it again.") from None
    if number > _MOST_PAGES:
        raise Refused(
            f"This PDF has {number:,} pages. The limit is {_MOST_PAGES}. Please split it."
        )
    try:
        pages = [_lines_of(page) for page in reader.pages]
    except PyPdfError:
        raise Refused(
            "A page of this PDF is damaged or unfolds to too much. Please print it as a new PDF."
        ) from None
    if sum(len(line.text) for page in pages for line in page) < _FEW_LETTERS * number:
        raise Refused(_SCANNED)
    repeated = _repeated(pages)
    lines = [line for page in pages for line in page if _pattern(line) not in repeated]
    warnings = [_GUESS, *_left_out(reader, len(repeated))]
    author = str((reader.metadata or {}).get("/Author") or "").strip()
    header = {"authors": [author]} if author and with_authors else {}
    left_out = int(bool(author) and not with_authors)
    return Converted(with_header(header, _markdown(lines)), warnings, left_out)


def _left_out(reader, repeated):
    """Sentences on what a PDF holds besides the text that was read."""
    if repeated:
        yield f"Lines that stand on most pages were left out: {repeated}."
    root = reader.trailer["/Root"]
    if "/Names" in root and "/EmbeddedFiles" in root["/Names"]:
        yield "Files inside this one were left out."
    if any("/XObject" in (page.get("/Resources") or {}) for page in reader.pages):
        yield "Its pictures were left out."


@dataclass
class _Line:
    """Letters on one height of a page. `gap` is the space above, in sizes of its letters."""

    text: str
    size: float
    is_bold: bool
    left: float
    gap: float = 0.0

    @property
    def is_short(self):
        return len(self.text) <= _LONGEST_HEADING and self.text[-1] not in ".,;"


def _lines_of(page):
    """The lines of a page, the uppermost first as far as its own order says so."""
    pieces = []

    def visit(text, matrix, text_matrix, font, size):
        if text.strip():
            scale = abs(text_matrix[3] * matrix[3]) or abs(text_matrix[0] * matrix[0]) or 1.0
            left = text_matrix[4] * matrix[0] + matrix[4]
            height = text_matrix[5] * matrix[3] + matrix[5]
            name = str((font or {}).get("/BaseFont", ""))
            pieces.append((text, round(size * scale, 1), bool(_BOLD.search(name)), left, height))

    page.extract_text(visitor_text=visit)
    return _joined(pieces)


def _joined(pieces):
    """Lines of pieces that stand on one height."""
    lines, last = [], None
    for text, size, is_bold, left, height in pieces:
        for number, part in enumerate(text.split("\n")):
            words = " ".join(part.split())
            same = last is not None and number == 0 and abs(height - last) < max(size, 1) * 0.4
            if words and same and lines:
                line = lines[-1]
                space = " " if text[:1].isspace() or line.text.endswith(" ") else ""
                line.text += (space or ("" if _touch(line, text) else " ")) + words
                line.is_bold = line.is_bold and is_bold
                line.size = max(line.size, size)
            elif words:
                gap = (last - height) / max(size, 1) if last is not None else 0
                lines.append(_Line(words, size, is_bold, left, gap))
            if words:
                last = height
    return [line for line in lines if line.text.strip()]


def _touch(line, text):
    """Whether a piece goes on with the word that a line ends with."""
    return line.text[-1:].isalnum() and text[:1] in ".,;:!?)’'”"


def _pattern(line):
    return re.sub(r"\d+", "#", line.text)


def _repeated(pages):
    """Lines that stand first or last on most pages, but for their numbers."""
    if len(pages) < 3:
        return set()
    found = Counter(
        pattern
        for page in pages
        for pattern in {_pattern(line) for line in (*page[:2], *page[-2:])}
    )
    return {pattern for pattern, number in found.items() if number > len(pages) * 0.6}


def _markdown(lines):
    """Markdown of lines: headings by size, then by weight; lists; paragraphs by the space above."""
    letters, bold = Counter(), Counter()
    for line in lines:
        letters[line.size] += len(line.text)
        bold[line.is_bold] += len(line.text)
    body = letters.most_common(1)[0][0]
    sizes = sorted({x.size for x in lines if x.is_short and x.size >= body * _LARGER}, reverse=True)
    levels = {size: min(number, 4) for number, size in enumerate(sizes, start=1)}
    below = min(len(sizes) + 1, 5)
    written, previous, is_dot = [], None, False
    page = _Page([line for line in lines if line.size == body] or lines)
    for line in lines:
        level = levels.get(line.size, 0) if line.is_short else 0
        is_item = bool(_DOT.match(line.text) or _NUMBER.match(line.text))
        if (
            not level
            and not is_item
            and line.is_bold
            and line.is_short
            and bold[True] < bold[False]
        ):
            level = below
        if _ONLY_DOT.match(line.text):
            is_dot = True
            continue
        if level:
            _add_heading(written, line, level, previous)
        else:
            goes_on = previous and not previous[1] and page.goes_on(previous[0], line)
            is_item = is_item or is_dot or (page.is_indented(line) and not goes_on)
            _add_text(written, line, is_item=is_item, goes_on=goes_on)
        previous, is_dot = (line, level), False
    return "\n".join(written)


class _Page:
    """How lines of the body usually look: where they begin, how long they are."""

    def __init__(self, lines):
        lengths = sorted(len(line.text) for line in lines)
        self.full = lengths[len(lengths) * 9 // 10]
        self.left = Counter(round(line.left) for line in lines if len(line.text) > 20)
        self.left = min((x for x, n in self.left.items() if n > 1), default=0)

    def goes_on(self, before, line):
        """Whether a line goes on with the one before: that was full, and no space is between."""
        return (
            0 <= line.gap < 1.75
            and len(before.text) > self.full * 0.6
            and not _TIME.match(line.text)
        )

    def is_indented(self, line):
        return line.left > self.left + 1.2 * line.size


def _add_heading(written, line, level, previous):
    """A heading; its second line goes on with it."""
    goes_on = previous and previous[1] == level and 0 < line.gap < 1.45
    if goes_on:
        written[-2] += f" {_plain(line.text)}"
    else:
        written += ["", f"{'#' * level} {_plain(line.text)}", ""]


def _add_text(written, line, *, is_item, goes_on):
    if is_item:
        number = _NUMBER.match(line.text)
        text = line.text[number.end() :] if number else _DOT.sub("", line.text)
        written.append(f"{'1.' if number else '-'} {_plain(text)}")
    elif goes_on and written and written[-1]:
        if re.search(r"[^\W\d_]-$", written[-1]) and line.text[:1].islower():
            stays = _ADDRESS.search(written[-1]) or (
                _COMPOUND.search(written[-1]) and _WORD.match(line.text)
            )
            written[-1] = (written[-1] if stays else written[-1][:-1]) + _plain(line.text)
        else:
            written[-1] += f" {_plain(line.text)}"
    else:
        written += ["", _plain(line.text)]


def _plain(text):
    """Text that means nothing else in Markdown."""
    for mark in "\\`*<[":
        text = text.replace(mark, f"\\{mark}")
    return f"\\{text}" if text.startswith(("#", ">", "|")) else text
