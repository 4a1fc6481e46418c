"""The words that a file of each format holds, counted without the code that is measured.

Each function gives two counts: words that have to be kept, and words left out on purpose, since
structure stands for them.
"""

import csv
import io
import re
import zipfile

from bs4 import BeautifulSoup
from defusedxml.ElementTree import fromstring

from retros.exchange.inline import words
from retros.exchange.reading.headings import is_plain_title
from retros.exchange.reading.markdown.front_matter import read_front_matter
from tests.exchange.test_nothing_lost import source_words


def words_of_text(text):
    """(words of people, words of structure) of Markdown: usual headings, labels and numbering.

    What its header says again counts once.
    """
    fields, body, _ = read_front_matter(text)
    return source_words(text) | words(" ".join(_values(fields))), words(body) - source_words(text)


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
    """Those of all text runs in the XML of a word processor's document."""
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
    lines = "\n\n".join(line.strip() for line in text.split("\n") if line.strip())
    return source_words(lines), words(lines) - source_words(lines)


# What programs write into each file, and what they name their columns.
_BOILERPLATE = ("Note: there are more sheets", "Each session is found", "No votes for this session")
_NAMES = {
    "upvotes", "votes", "session", "voter", "date (utc)", "responses", "type", "question",
    "respondents", "note_id", "author_id", "author", "column_id", "column", "rank", "stack", "text",
    "reflectiongroup", "prompt", "createdat", "discussionthread", "content", "action item",
    "date created", "completed",
}  # fmt: skip
_COUNTS = ("voter", "session", "type", "note_id", "author_id", "column_id", "rank", "stack")
_NUMBERED = re.compile(r"\s*:\s*\d+$")
_HOURS = re.compile(r"[T ]\d\d:\d\d.*$")


def words_of_table(text):
    """(words that people wrote, words left out on purpose) of a board.

    Left out are names of columns, ids, hours, votes of none, and what the program says of its
    file. Cells of a few words, such as the group of a note or its day, count once each.
    """
    rows = list(csv.reader(io.StringIO(text)))
    whole, once, header = [], {}, []
    for row in rows:
        if sum(_bare(cell) in _NAMES for cell in row) > 1:
            header = [_bare(cell) for cell in row]
            once |= {
                _NUMBERED.sub("", cell).strip(): None for cell in row if _bare(cell) not in _NAMES
            }
            continue
        is_label = _bare(row[0]) in _NAMES if row else False
        for number, cell in enumerate(row):
            name = header[number] if number < len(header) else ""
            name = _bare(row[0]) if is_label else name
            if _says_nothing(cell, name, is_label and number == 0):
                continue
            if len(words(cell)) >= 5:
                whole.append(cell)
            else:
                once[_HOURS.sub("", cell)] = None
    named = [cell for cell in once if not is_plain_title(cell)]  # the others became kinds of notes
    kept = words(" ".join(whole)) + words(" ".join(named))
    return kept, words(text) - kept


def _bare(cell):
    return cell.removeprefix("\ufeff").strip().lower()


def _says_nothing(cell, name, is_label):
    return (
        is_label
        or name in _COUNTS
        or _bare(cell) in ("", "0", "null", "undefined", "anonymous")
        or re.match(r"question \d+$", _bare(cell)) is not None
        or cell.removeprefix("\ufeff").startswith(_BOILERPLATE)
    )
