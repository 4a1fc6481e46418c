"""reStructuredText by docutils, as HTML, and on as any web page. It reads no file and no raw HTML."""

import re

from docutils.core import publish_parts

from retros.conversion import web_page
from retros.conversion.assembling import with_header

_SETTINGS = {
    "file_insertion_enabled": False,
    "raw_enabled": False,
    "_disable_config": True,
    "halt_level": 5,
    "report_level": 5,
    "embed_stylesheet": False,
    "stylesheet_path": "",
    "syntax_highlight": "none",
    "math_output": "LaTeX",
    "initial_header_level": 2,
    "section_self_link": False,
    "toc_backlinks": False,
}
_PEOPLE = re.compile(
    r"^:(?:authors?|contact|address):[ \t]*([^\n]*)\n(?:[ \t]+\S[^\n]*\n)*",
    re.IGNORECASE | re.MULTILINE,
)
_DATE = re.compile(r"^:date:[ \t]*([^\n]{1,60})\n", re.IGNORECASE | re.MULTILINE)
_INSERTS = re.compile(r"^\s*\.\. (?:include|raw|csv-table|literalinclude)::", re.MULTILINE)


def convert(data, *, with_authors):
    """Return the Converted of reStructuredText in UTF-8."""
    text = data.decode("utf-8", "replace")
    people = [match[1].strip() for match in _PEOPLE.finditer(text)]
    day = _DATE.search(text)
    text = _DATE.sub("", _PEOPLE.sub("", text), count=1)
    parts = publish_parts(text, writer="html5", settings_overrides=_SETTINGS)
    page = f"<html><body>{parts['html_body']}</body></html>"
    found = web_page.convert(page.encode(), with_authors=with_authors)
    header = {"date": day[1].strip()} if day else {}
    if people and with_authors:
        header["authors"] = people
    found.markdown = with_header(header, found.markdown)
    found.authors_left_out = 0 if with_authors else len(people)
    if _INSERTS.search(text):
        found.warnings.append("What it includes from other files was left out. Import those, too.")
    return found
