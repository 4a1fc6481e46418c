"""Reads pages with lxml: Python's own parser takes a tenth of the canary's time."""

from lxml import html


def elements(text):
    """Return all elements of a page or of a piece of one, in their order."""
    return html.document_fromstring(text).iter(tag=html.etree.Element) if text.strip() else []
