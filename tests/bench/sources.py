"""The words that a file of each format holds, counted without the code that is measured."""

import csv
import io
import re
import zipfile

from bs4 import BeautifulSoup
from defusedxml.ElementTree import fromstring

from retros.exchange.front_matter import take_front_matter
from retros.exchange.inline import words
from tests.exchange.test_nothing_lost import source_words


def words_of_text(text):
    """Words of Markdown: of its body without usual headings and numbering, and of its header.

    What the header says again counts once.
    """
    header = take_front_matter(text)[0]
    return source_words(text) | words(" ".join(_values(header)))


def _values(value):
    if isinstance(value, dict):
        return [text for inner in value.values() for text in _values(inner)]
    if isinstance(value, list):
        return [text for inner in value for text in _values(inner)]
    return [str(value or "")]


def words_of_page(html):
    soup = BeautifulSoup(html, "html.parser")
    for element in soup(["script", "style", "noscript", "template"]):
        element.decompose()
    return _without_headings(soup.get_text("\n"))


def words_of_package(data):
    """Words of all text runs in the XML of a word processor's document."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        roots = [
            fromstring(package.read(name))
            for name in package.namelist()
            if re.match(r"(?:word/(?:document|footnotes|comments|header\d*)|content)\.xml$", name)
        ]
    lines = []
    for root in roots:
        for paragraph in root.iter():
            if paragraph.tag.endswith("}p"):
                lines.append("".join(paragraph.itertext()))
    return _without_headings("\n".join(lines))


def _without_headings(text):
    return source_words("\n\n".join(line.strip() for line in text.split("\n") if line.strip()))


# What Mentimeter writes into each file.
_BOILERPLATE = ("Note: there are more sheets", "Each session is found", "No votes for this session")


def words_of_table(text):
    """Words of what people wrote on a board: cells of several words, but no names of columns."""
    rows = list(csv.reader(io.StringIO(text)))
    notes = [cell for row in rows if not _names_columns(row) for cell in row if _is_prose(cell)]
    return words(" ".join(notes))


def _is_prose(cell):
    return (
        len(words(cell)) >= 5
        and not cell.rstrip().endswith("?")
        and not cell.removeprefix("\ufeff").startswith(_BOILERPLATE)
    )


def _names_columns(row):
    return sum(cell in ("Upvotes", "Votes", "Session", "Voter") for cell in row) > 1
