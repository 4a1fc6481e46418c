"""Web pages, also those that Confluence exports, to Markdown."""

import re

from retros.conversion import confluence, google_page
from retros.conversion.assembling import assembled
from retros.conversion.html import cleaned
from retros.conversion.pictures import Pictures

_AROUND = re.compile(
    r"\b(?:nav|navbar|navigation|breadcrumbs?|menu|sidebar|site-footer|site-header|toc|toc-macro|"
    r"cookie|skip-link)\b",
    re.IGNORECASE,
)
_FIELDS = {"description": "description", "keywords": "keywords", "date": "date"}
_IN_THE_FILE = ("cid", "file")
_INTO_THE_FILE = re.compile(r"^\s*(?:cid|file):", re.IGNORECASE)
_AUTHOR = ("author", "article:author", "dc.creator", "dcterms.creator")


def convert(data, *, with_authors, file_at=None, is_confluence=False):
    """Return the Converted of a page in UTF-8.

    `file_at(address)` gives the bytes of a picture that came in the same file, or None.
    """
    soup = cleaned(data.decode("utf-8", "replace"), more_schemes=_IN_THE_FILE if file_at else ())
    pictures = Pictures()
    if file_at:
        _use_files(soup, file_at, pictures)
    header, authors = _taken_head(soup)
    _use_check_boxes(soup)
    comments, around = google_page.arrange(soup), []
    if is_confluence or confluence.is_export(soup):
        more, around = confluence.arrange(soup, header, authors, with_authors=with_authors)
        comments += more
    around += _taken_around(soup)
    return assembled(
        soup,
        header=header,
        authors=authors,
        with_authors=with_authors,
        endings=[("Comments", comments), ("Around the page", around)],
        texts=[],
        pictures=pictures.contents,
    )


def _use_files(soup, file_at, pictures):
    """Give pictures that came along an address of ours; no other address leads into the file."""
    for image in soup.find_all("img"):
        content = file_at(image.get("src", ""))
        if content:
            image["src"] = pictures.address(content)
    for element in soup.find_all(href=_INTO_THE_FILE):
        del element["href"]
    for image in soup.find_all("img", src=_INTO_THE_FILE):
        del image["src"]


def _taken_head(soup):
    """(fields, authors) of the head, which is taken out of the soup."""
    title = soup.find("title")
    header = {"title": " ".join(title.get_text().split()) if title else ""}
    authors = []
    for meta in soup.find_all("meta"):
        name = (meta.get("name") or meta.get("property") or "").lower()
        value = " ".join((meta.get("content") or "").split())
        if name in _FIELDS and value:
            header.setdefault(_FIELDS[name], value)
        elif name in _AUTHOR and value:
            authors.append(value)
    for element in soup.find_all(["title", "meta"]):
        element.decompose()
    return header, authors


def _use_check_boxes(soup):
    """Write boxes to tick as Markdown does, at the beginning of their entry."""
    for box in soup.find_all("input"):
        item = box.find_parent("li")
        if box.get("type", "").lower() == "checkbox" and item:
            item.insert(0, "[x] " if box.has_attr("checked") else "[ ] ")
        box.decompose()


def _taken_around(soup):
    """The texts of menus and the like, taken out of the soup: they are not what it tells."""
    texts = []
    for element in soup.find_all(["nav", "footer", "div", "ul", "ol", "header", "section"]):
        if element.decomposed:
            continue
        names = " ".join([*element.get("class", []), element.get("id") or ""])
        if (
            element.name in ("nav", "footer")
            or element.get("role") == "navigation"
            or (_AROUND.search(names) and not element.find(["h2", "h3", "p"]))
        ):
            texts.append(" ".join(element.get_text(" ").split()))
            element.decompose()
    return [text for text in texts if text]
