"""Slide decks (.pptx): each slide's title as a heading, its texts as lists, tables and notes.

The XML is read here, as that of OpenDocument is: a library would parse it a second time.
"""

import posixpath
from xml.etree.ElementTree import ParseError

from defusedxml.ElementTree import fromstring

from retros.conversion import packages
from retros.conversion.assembling import with_header
from retros.conversion.children import Converted
from retros.conversion.packages import Refused
from retros.conversion.pictures import Pictures

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_PRESENTATION = "ppt/presentation.xml"
_MARGINS = ("dt", "ftr", "sldNum", "hdr")  # on each page: its date, footer, number
_MOST_BYTES_OF_PICTURE = 20_000_000
_MOST_SLIDES = 500


def convert(data, *, with_authors):
    """Return the Converted of the bytes of a .pptx. Raises Refused."""
    package = packages.open_package(data)
    deck = _Deck(package, packages.xml_parts(package))
    slides = deck.slides()
    if len(slides) > _MOST_SLIDES:
        raise Refused(f"This deck has {len(slides):,} slides. The limit is {_MOST_SLIDES}.")
    lines, hidden = [], 0
    for name in slides:
        if deck.root(name).get("show") == "0":
            hidden += 1
        else:
            lines += deck.lines_of(name, is_first=not lines)
    names = package.namelist()
    warnings = ["Headings are the titles of its slides. Please look at each piece."]
    if hidden:
        warnings.append(f"Hidden slides were left out: {hidden}.")
    if any(name.startswith("ppt/comments") for name in names):
        warnings.append("Comments on its slides were left out.")
    if any(name.endswith("vbaProject.bin") for name in names):
        warnings.append("Its macros were left out.")
    authors = deck.authors()
    header = {"authors": authors} if with_authors and authors else {}
    left_out = 0 if with_authors else len(authors)
    markdown = with_header(header, "\n".join(lines))
    return Converted(markdown, warnings, left_out, deck.pictures.contents)


class _Deck:
    """The parts of a deck, and what they refer to."""

    def __init__(self, package, xml):
        self._package, self._xml = package, xml
        self.pictures = Pictures()

    def root(self, name):
        try:
            return fromstring(self._xml[name], forbid_dtd=True)
        except (KeyError, ParseError):
            raise Refused("Its XML is damaged. Please save it again.") from None

    def _related(self, name):
        """{id: (kind, part)} of what a part refers to inside of the package."""
        folder, base = posixpath.split(name)
        relations = f"{folder}/_rels/{base}.rels"
        if relations not in self._xml:
            return {}
        return {
            each.get("Id"): (
                each.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, each.get("Target", "")))[1:],
            )
            for each in self.root(relations)
            if each.get("TargetMode") != "External"
        }

    def slides(self):
        """Return the names of the slides in their order."""
        related = self._related(_PRESENTATION)
        ids = [each.get(f"{_R}id") for each in self.root(_PRESENTATION).iter(f"{_P}sldId")]
        return [related[each][1] for each in ids if each in related]

    def authors(self):
        if "docProps/core.xml" not in self._xml:
            return []
        core = self.root("docProps/core.xml")
        return [name for each in core.iter(f"{_DC}creator") if (name := (each.text or "").strip())]

    def lines_of(self, name, *, is_first):
        """Return the Markdown lines of a slide: title, shapes in order, notes."""
        root, related = self.root(name), self._related(name)
        titles, body = [], []
        for shape in root.iter():
            if shape.tag == f"{_P}sp":
                kind = _placeholder(shape)
                if kind in ("title", "ctrTitle"):
                    titles += [text for _, _, text in _paragraphs(shape)]
                elif kind not in _MARGINS:
                    body += [*_listed(shape, is_body=kind in ("body", "obj", "")), ""]
            elif shape.tag == f"{_A}tbl":
                body += [*_table(shape), ""]
            elif shape.tag == f"{_P}pic":
                body += [*self._picture(shape, related), ""]
        title = " ".join(titles)
        heading = [f"{'#' if is_first else '##'} {title}", ""] if title else []
        return [*heading, *body, *self._notes(related)]

    def _picture(self, shape, related):
        blip, about = shape.find(f".//{_A}blip"), shape.find(f".//{_P}cNvPr")
        _, part = related.get(blip.get(f"{_R}embed") if blip is not None else "", ("", ""))
        if part not in self._package.namelist():
            return []
        content = packages.read_part(self._package, part, _MOST_BYTES_OF_PICTURE)
        alt = " ".join((about.get("descr") or "").split()) if about is not None else ""
        return [f"![{_plain(alt)}]({self.pictures.address(content)})"]

    def _notes(self, related):
        lines = []
        for kind, part in related.values():
            if kind == "notesSlide" and part in self._xml:
                for shape in self.root(part).iter(f"{_P}sp"):
                    if _placeholder(shape) == "body":
                        lines += [text for _, _, text in _paragraphs(shape)]
        return ["**Notes of the speaker**", "", *(f"{line}\n" for line in lines)] if lines else []


def _placeholder(shape):
    """What a shape stands for on its slide: "title", "body" and so on; None for a free one."""
    found = shape.find(f"{_P}nvSpPr/{_P}nvPr/{_P}ph")
    return None if found is None else found.get("type", "")


def _paragraphs(shape):
    """(level, is it in a list, text) of each paragraph with text."""
    for paragraph in shape.iter(f"{_A}p"):
        pieces = [
            each.text or "" if each.tag == f"{_A}t" else " "
            for each in paragraph.iter()
            if each.tag in (f"{_A}t", f"{_A}br")
        ]
        text = " ".join("".join(pieces).split())
        look = paragraph.find(f"{_A}pPr")
        level = look.get("lvl", "0") if look is not None else "0"
        bullets = look is not None and any(
            look.find(f"{_A}{name}") is not None for name in ("buChar", "buAutoNum")
        )
        if text:
            yield (int(level) if level in "012345678" else 0), bullets, _plain(text)


def _listed(shape, *, is_body):
    """The texts of a shape: a list, or paragraphs where it is neither a body nor has bullets."""
    found = list(_paragraphs(shape))
    if is_body or any(bullets for _, bullets, _ in found):
        return [f"{'  ' * level}- {text}" for level, _, text in found]
    return [line for _, _, text in found for line in (text, "")]


def _table(table):
    rows = [
        [" ".join(text for _, _, text in _paragraphs(cell)).replace("|", "\\|") for cell in row]
        for row in (each.findall(f"{_A}tc") for each in table.iter(f"{_A}tr"))
    ]
    for number, row in enumerate(rows):
        yield f"| {' | '.join(row)} |"
        if number == 0:
            yield "|" + " --- |" * len(row)


def _plain(text):
    """Text that means nothing else in Markdown."""
    for mark in "\\`*<[":
        text = text.replace(mark, f"\\{mark}")
    return f"\\{text}" if text.startswith(("#", ">")) else text
