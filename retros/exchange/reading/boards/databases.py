"""Databases of retrospectives, as Notion exports them: a row is one, with a column for each section."""

import re

import yaml

from retros.exchange.document import UnreadableDocument
from retros.exchange.document_images import DocumentPictures
from retros.exchange.reading.boards.cards import column_purpose
from retros.exchange.reading.boards.cells import cell, is_reference
from retros.exchange.reading.boards.registers import people_in
from retros.exchange.reading.headings import Purpose
from retros.exchange.reading.markdown import document as markdown
from retros.exchange.reading.timeline import as_date

_TITLES = re.compile(
    r"name|title|retro(?:spective)?s?(?: name)?|meeting|sprint|page|event|incident|post-?mortem",
    re.IGNORECASE,
)
_ABOUT_PAGES = re.compile(
    r"tags?|status|created(?: time| by)?|last edited.*|type|team|sprint|url|participants|attendees",
    re.IGNORECASE,
)
_NO_PERSON = re.compile(r"\d|\b(?:retro\w*|sprint|review|release|post-?mortem)\b", re.IGNORECASE)
_DATES = re.compile(r"date|day|held(?: on)?|when|created(?: time)?", re.IGNORECASE)
_TAGS = re.compile(r"tags?|labels?|keywords", re.IGNORECASE)
_NO_SECTION = {None, Purpose.CONTEXT}
_MOST_ROWS = 100


def recognizes(rows):
    """Return whether rows are retrospectives: each has a title of its own and sections beside it."""
    header, *below = [row for row in rows if row] or [[]]
    titles = [cell(row, 0).strip() for row in below]
    if not below or not _TITLES.fullmatch(header[0].strip()) or len(set(titles)) < len(titles):
        return False
    if sum(column_purpose(name) not in _NO_SECTION for name in header[1:]) < 2 or not all(titles):
        return False
    if header[0].strip().lower() != "name":
        return True
    is_page = any(_ABOUT_PAGES.fullmatch(name.strip()) for name in header[1:])
    return is_page or all(_NO_PERSON.search(title) for title in titles)


def read(text, rows, source_name, *, with_authors):
    """Read each row into a Document, the others in the `also` of the first."""
    header, *below = [row for row in rows if row]
    if len(below) > _MOST_ROWS:
        raise UnreadableDocument(
            f"This table has {len(below):,} retrospectives. The limit is {_MOST_ROWS} per file. "
            "Please split it."
        )
    first, *first.also = [_document(header, row, source_name, with_authors) for row in below]
    return first


def _document(header, row, source_name, with_authors):
    facts, parts, people = {"title": cell(row, 0).strip()[:300]}, [], 0
    named = people_in(header)
    for number, value in enumerate(row[1:], start=1):
        name, value = cell(header, number).strip(), value.strip()
        is_section = column_purpose(name) not in _NO_SECTION
        if not value or (is_reference(name, value) and not is_section):
            continue
        if number in named and not with_authors:
            people += 1
        elif _DATES.fullmatch(name) and "date" not in facts:
            facts["date"] = str(as_date(value) or value[:60])
        elif _TAGS.fullmatch(name):
            facts["tags"] = [tag.strip()[:60] for tag in value.split(",")[:15]]
        else:
            parts.append(f"## {name}\n\n{_listed(value) if is_section else value}")
    header_lines = yaml.safe_dump(facts, allow_unicode=True, sort_keys=False)
    text = f"---\n{header_lines}---\n\n" + "\n\n".join(parts)
    document = markdown.parse(
        text, source_name, with_authors=with_authors, pictures=DocumentPictures(None)
    )
    document.leave_out_names(people)
    return document


def _listed(value):
    """The lines of a cell as a list, unless they are one."""
    lines = [line.rstrip() for line in value.split("\n") if line.strip()]
    return "\n".join(
        line if re.match(r"\s*(?:[-*+•]|\d+[.)])\s", line) else f"- {line.strip()}"
        for line in lines
    )
