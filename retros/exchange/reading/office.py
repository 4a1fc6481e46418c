"""Documents that a child process converts to Markdown, and that are read as such."""

import codecs
import re

from django.conf import settings

from retros.conversion import Refused, to_markdown
from retros.exchange.document import UnreadableDocument
from retros.exchange.reading.encodings import decode, make_readable
from retros.exchange.reading.markdown import document as markdown

_CHARSET = re.compile(rb"<meta[^>]{1,200}?charset\s*=\s*[\"']?\s*([\w-]{1,40})", re.IGNORECASE)


def parse_word(data, name, *, with_authors, pictures):
    return _parse("word", data, name, with_authors, pictures)


def parse_odt(data, name, *, with_authors, pictures):
    return _parse("odt", data, name, with_authors, pictures)


def parse_page_file(data, name, *, with_authors, pictures):
    return _parse("page file", data, name, with_authors, pictures)


def parse_slides(data, name, *, with_authors, pictures):
    return _parse("slides", data, name, with_authors, pictures)


def parse_pdf(data, name, *, with_authors, pictures):
    return _parse("pdf", data, name, with_authors, pictures)


def parse_mail(data, name, *, with_authors, pictures):
    return _parse("mail", data, name, with_authors, pictures)


def parse_restructured_text(text, name, *, with_authors, pictures):
    return _parse("restructured text", text.encode(), name, with_authors, pictures)


def parse_asciidoc(text, name, *, with_authors, pictures):
    return _parse("asciidoc", text.encode(), name, with_authors, pictures)


def parse_org(text, name, *, with_authors, pictures):
    return _parse("org", text.encode(), name, with_authors, pictures)


def parse_html(data, name, *, with_authors, pictures):
    text = pictures.without_data(decode(data, named=_charset(data)))
    return _parse("html", text.encode("utf-8", "replace"), name, with_authors, pictures)


def _charset(data):
    """The encoding that a page names, if it is one that Python reads as text."""
    named = _CHARSET.search(data[:4_000])
    try:
        encoding = codecs.lookup(named[1].decode()).name if named else ""
        "".encode(encoding or "ascii")
    except LookupError:
        return ""
    if encoding.startswith("utf-"):  # who can read this tag as bytes has no UTF-16
        return ""
    return "cp1252" if encoding == "iso8859-1" else encoding  # as browsers read it


def _parse(kind, data, name, with_authors, pictures):
    try:
        found = to_markdown(kind, data, slots=settings.DATA_DIR, with_authors=with_authors)
    except Refused as problem:
        raise UnreadableDocument(str(problem)) from None
    if not found.markdown.strip():
        raise UnreadableDocument("This file contains no text that can be imported.")
    pictures.hold(found.pictures)
    text = make_readable(found.markdown)
    document = markdown.parse(text, name, with_authors=with_authors, pictures=pictures)
    document.leave_out_names(found.authors_left_out)
    document.warnings += found.warnings
    return document
