"""OpenDocument texts (.odt) to Markdown, by way of plain HTML."""

from html import escape
from xml.etree.ElementTree import ParseError

from defusedxml.ElementTree import fromstring

from retros.conversion import packages
from retros.conversion.assembling import assembled
from retros.conversion.html import cleaned, words
from retros.conversion.odt_styles import OdtStyles, attribute, local
from retros.conversion.pictures import Pictures

_MIMETYPE = "application/vnd.oasis.opendocument.text"
_MOST_BYTES_OF_PICTURE = 10_000_000  # of one picture
_META = {"title": "title", "subject": "subject", "keyword": "keywords"}


def convert(data, *, with_authors):
    """Return the Converted of the bytes of an .odt. Raises packages.Refused."""
    package = packages.open_package(data)
    xml = packages.xml_parts(package)
    if "content.xml" not in xml:
        raise packages.Refused("This is not an OpenDocument text. Please save it again as .odt.")
    if b"encryption-data" in xml.get("META-INF/manifest.xml", b""):
        raise packages.Refused(
            "This file is password-protected. Please remove the password and try again."
        )
    content, styles, meta = (_parsed(xml.get(f"{n}.xml")) for n in ("content", "styles", "meta"))
    reader = _Reader(OdtStyles(content, styles), package, with_authors=with_authors)
    html = "".join(reader.html(child) for child in _children(content, "body", "text"))
    margins = list(dict.fromkeys(_margins(styles)))
    header, authors = _properties(meta)
    found = assembled(
        cleaned(html),
        header=header,
        authors=list(dict.fromkeys([*authors, *reader.authors])),
        with_authors=with_authors,
        endings=[
            ("Footnotes", reader.notes),
            ("Comments", reader.comments),
            ("Header and footer of the pages", margins),
        ],
        texts=[],
        pictures=reader.pictures.contents,
    )
    if reader.deleted:
        found.warnings.append(
            f"Words that its authors marked as deleted were left out: {reader.deleted}."
        )
    if any(name.startswith(("Basic/", "Scripts/")) for name in package.namelist()):
        found.warnings.append("Its macros were left out.")
    return found


def _parsed(data):
    try:
        return fromstring(data, forbid_dtd=True) if data else None
    except ParseError:
        raise packages.Refused("Its XML is damaged. Please save it again.") from None


def _children(root, *path):
    for name in path:
        root = next((child for child in root if local(child) == name), ())
    return root


def _properties(meta):
    """(fields, authors) of meta.xml."""
    header, authors = {}, []
    for element in meta.iter() if meta is not None else ():
        name, text = local(element), " ".join((element.text or "").split())
        if name in _META and text:
            header[_META[name]] = ", ".join(filter(None, [header.get(_META[name]), text]))
        elif name in ("creator", "initial-creator") and text:
            authors.append(text)
    return header, authors


def _margins(styles):
    for element in styles.iter() if styles is not None else ():
        if local(element) in ("header", "footer", "header-left", "footer-left"):
            text = " ".join("".join(element.itertext()).split())
            if text:
                yield text


class _Reader:
    """Turns elements into HTML, and gathers what stands beside the text."""

    def __init__(self, styles, package, *, with_authors):
        self._styles, self._package, self._with_authors = styles, package, with_authors
        self.notes, self.comments, self.authors = [], [], []
        self.pictures, self.deleted = Pictures(), 0

    def html(self, element):
        """Return the HTML of an element, without the text that follows it."""
        name = local(element)
        read = getattr(self, f"_{name.replace('-', '_')}", None)
        return read(element) if read else self._inner(element)

    def _inner(self, element):
        parts = [escape(element.text or "")]
        for child in element:
            parts += [self.html(child), escape(child.tail or "")]
        return "".join(parts)

    def _blocks(self, element):
        return "".join(self.html(child) for child in element)

    def _p(self, element):
        inner = self._inner(element)
        level = self._styles.level(element)
        if level:
            return f"<h{level}>{inner}</h{level}>"
        return f"<p><b>{inner}</b></p>" if self._styles.is_bold(element) else f"<p>{inner}</p>"

    def _h(self, element):
        named = attribute(element, "outline-level")
        level = min(max(int(named), 1), 6) if named.isdigit() else 1
        return f"<h{level}>{self._inner(element)}</h{level}>"

    def _list(self, element):
        kind = "ol" if self._styles.is_numbered(element) else "ul"
        return f"<{kind}>{self._blocks(element)}</{kind}>"

    def _list_item(self, element):
        return f"<li>{self._blocks(element)}</li>"

    _list_header = _list_item

    def _span(self, element):
        inner = self._inner(element)
        return f"<b>{inner}</b>" if self._styles.is_bold(element) and inner.strip() else inner

    def _a(self, element):
        return f'<a href="{escape(attribute(element, "href"))}">{self._inner(element)}</a>'

    def _s(self, element):
        return " "

    def _tab(self, element):
        return " "

    def _line_break(self, element):
        return "<br>"

    def _table(self, element):
        return f"<table>{self._blocks(element)}</table>"

    def _table_row(self, element):
        return f"<tr>{self._blocks(element)}</tr>"

    def _table_cell(self, element):
        return f"<td>{self._blocks(element)}</td>"

    def _frame(self, element):
        """A frame with its pictures, of which the first is the best, and whatever else it holds."""
        image = next((child for child in element if local(child) == "image"), None)
        if image is None:
            return self._blocks(element)
        said = [child.text or "" for child in element if local(child) in ("title", "desc")]
        alt = escape(" ".join(dict.fromkeys(text.strip() for text in said)).strip())
        others = [child for child in element if local(child) not in ("image", "title", "desc")]
        address = self.pictures.address(self._content(attribute(image, "href")))
        return f'<img alt="{alt}" src="{address}">' + "".join(map(self.html, others))

    def _content(self, name):
        """The bytes of a picture in the package; None for one outside of it."""
        try:
            return packages.read_part(
                self._package, name.removeprefix("./"), _MOST_BYTES_OF_PICTURE
            )
        except packages.Refused:
            return None

    def _title(self, element):
        return f"({escape(element.text)}) " if (element.text or "").strip() else ""

    _desc = _title

    def _note(self, element):
        body = next((child for child in element if local(child) == "note-body"), ())
        text = " ".join("".join(body.itertext()).split()) if len(body) else ""
        self.notes.append(f"[{len(self.notes) + 1}] {text}")
        return f"[{len(self.notes)}]"

    def _annotation(self, element):
        by = next((child.text or "" for child in element if local(child) == "creator"), "").strip()
        texts = ["".join(c.itertext()) for c in element if local(c) in ("p", "list")]
        text = " ".join(" ".join(texts).split())
        if by:
            self.authors.append(by)
        self.comments.append(f"{by}: {text}" if by and self._with_authors else text)
        return ""

    def _tracked_changes(self, element):
        for change in element.iter():
            if local(change) == "creator" and (change.text or "").strip():
                self.authors.append(change.text.strip())
            if local(change) == "p":
                self.deleted += words("".join(change.itertext())).total()
        return ""
