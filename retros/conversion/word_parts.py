"""What stands in the XML of a Word document, to compare with what was read of it."""

import re
from xml.etree.ElementTree import ParseError

from defusedxml.ElementTree import fromstring

from retros.conversion.html import words
from retros.conversion.packages import Refused
from retros.conversion.word_styles import W

_WITHOUT_TEXT = re.compile(
    r"^word/(?:styles\w*|settings|webSettings|fontTable|numbering|people|theme/.*|glossary/.*|"
    r"_rels/.*|comments\w*|header\d*|footer\d*|\w*/_rels/.*)\.(?:xml|rels)$"
)
_CORE = {
    "title": "{http://purl.org/dc/elements/1.1/}title",
    "creator": "{http://purl.org/dc/elements/1.1/}creator",
    "keywords": "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}keywords",
    "changed by": "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
    "lastModifiedBy",
}
_SKIPPED = ("moveFrom", "Fallback")  # what stands a second time elsewhere


class Parts:
    """The XML parts of a document, parsed. Raises Refused for XML that is none."""

    def __init__(self, xml):
        self._roots = {}
        for name, data in xml.items():
            if name.startswith("word/") or name == "docProps/core.xml":
                try:
                    self._roots[name] = fromstring(data, forbid_dtd=True)
                except ParseError:
                    raise Refused("Its XML is damaged. Please save it again.") from None
        if not any(name.startswith("word/document") for name in self._roots):
            raise Refused(
                "This is not a Word document, or it is damaged. Please save it again as .docx."
            )

    def property(self, name):
        """Return a property of the document, such as its title; empty if it has none."""
        core = self._roots.get("docProps/core.xml")
        found = core.find(_CORE[name]) if core is not None else None
        return " ".join(("" if found is None else found.text or "").split())

    def authors(self):
        """Return the names of all authors, editors and commenters, in order of first appearance."""
        names = [self.property("creator"), self.property("changed by")]
        for root in self._roots.values():
            names += [element.get(f"{W}author", "") for element in root.iter()]
        return list(dict.fromkeys(" ".join(name.split()) for name in names if name.strip()))

    def texts(self):
        """Return the text of each paragraph of the document itself, its notes, diagrams and boxes."""
        for name, root in self._roots.items():
            if name.startswith("word/") and not _WITHOUT_TEXT.match(name):
                yield from _paragraphs(root)

    def comments(self, *, with_authors):
        found = []
        for name, root in self._roots.items():
            if re.match(r"word/comments\d*\.xml$", name):
                for comment in root:
                    text = " ".join(_paragraphs(comment))
                    author = comment.get(f"{W}author", "") if with_authors else ""
                    found.append(f"{author}: {text}" if author else text)
        return found

    def margins(self):
        """Return the headers and footers of the pages, each once."""
        roots = [r for name, r in self._roots.items() if re.match(r"word/(?:header|footer)", name)]
        return list(dict.fromkeys(text for root in roots for text in _paragraphs(root)))

    def warnings(self, names):
        """Return sentences that say what was left out of a package with these files."""
        found = []
        if any(name.endswith("vbaProject.bin") for name in names):
            found.append("Its macros were left out.")
        embedded = sum(name.startswith(("word/embeddings/", "word/afchunk")) for name in names)
        if embedded:
            found.append(f"Documents inside this one were left out: {embedded}.")
        if deleted := self._number_of_deleted_words():
            found.append(f"Words that its authors marked as deleted were left out: {deleted}.")
        return found

    def _number_of_deleted_words(self):
        return sum(
            words(deleted.text or "").total()
            for root in self._roots.values()
            for deleted in root.iter(f"{W}delText")
        )


def _paragraphs(root):
    """The text of each paragraph below `root` that has any."""
    stack, paragraph = [(root, None)], None
    texts = []
    while stack:
        element, paragraph = stack.pop()
        name = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
        if name in _SKIPPED:
            continue
        if name == "p":
            paragraph = []
            texts.append(paragraph)
        elif paragraph is not None and name == "t":
            paragraph.append(element.text or "")
        elif paragraph is not None and name in ("tab", "br", "cr"):
            paragraph.append(" ")
        stack.extend((child, paragraph) for child in reversed(element))
    return [text for text in (" ".join("".join(pieces).split()) for pieces in texts) if text]
