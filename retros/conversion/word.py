"""Word documents (.docx, also those of Google Docs) to Markdown.

mammoth reads the text. What it passes over is found in the XML and added at the end, so that no
word is dropped.
"""

from io import BytesIO

import mammoth
from mammoth.html import element

from retros.conversion import packages
from retros.conversion.assembling import assembled
from retros.conversion.html import cleaned
from retros.conversion.pictures import Pictures
from retros.conversion.word_parts import Parts
from retros.conversion.word_styles import Styles, with_headings

_STYLE_MAP = "p[style-name='Title'] => h1:fresh\np[style-name='Subtitle'] => p:fresh"


def convert(data, *, with_authors):
    """Return the Converted of the bytes of a .docx. Raises packages.Refused."""
    package = packages.open_package(data)
    xml = packages.xml_parts(package)
    parts, styles, pictures = Parts(xml), Styles(xml.get("word/styles.xml")), Pictures()
    soup = cleaned(
        mammoth.convert_to_html(
            BytesIO(data),
            transform_document=lambda document: with_headings(document, styles),
            convert_image=lambda image: _picture(image, pictures),
            include_embedded_style_map=False,
            style_map=_STYLE_MAP,
        ).value
    )
    notes = _take_notes(soup)
    found = assembled(
        soup,
        header={"title": parts.property("title"), "keywords": parts.property("keywords")},
        authors=parts.authors(),
        with_authors=with_authors,
        endings=[
            ("Footnotes", notes),
            ("Comments", parts.comments(with_authors=with_authors)),
            ("Header and footer of the pages", parts.margins()),
        ],
        texts=parts.texts(),
        pictures=pictures.contents,
    )
    found.warnings += parts.warnings(package.namelist())
    return found


def _picture(image, pictures):
    """The HTML of a picture; one outside of the document is not fetched."""
    try:
        with image.open() as stream:
            content = stream.read()
    except Exception:  # mammoth raises a different error for each way to be absent
        content = None
    return [element("img", {"alt": image.alt_text or "", "src": pictures.address(content)})]


def _take_notes(soup):
    """Take the footnotes out of their list at the end; references stay in the text as [1]."""
    notes = []
    for item in soup.select("li[id^=footnote-], li[id^=endnote-]"):
        for back in item.select("a[href^='#']"):
            back.decompose()
        notes.append(f"[{len(notes) + 1}] {item.get_text(' ', strip=True)}")
        item.decompose()
    for link in soup.select("a[href^='#']"):
        link.unwrap()
    return notes
