"""Markdown documents, with or without front matter."""

import re

from retros.exchange.document import Document
from retros.exchange.inline import cut, holds, plain
from retros.exchange.reading.dates import find_date, one_order
from retros.exchange.reading.decision_records import is_decision_record, read_decision_record
from retros.exchange.reading.facts import (
    date_in,
    day_in_path,
    taking_part_in,
    tells_nothing,
)
from retros.exchange.reading.file_names import title_from_file_name
from retros.exchange.reading.headings import Purpose, purpose_of
from retros.exchange.reading.interpret import interpret
from retros.exchange.reading.markdown.blocks import split
from retros.exchange.reading.markdown.containers import unwrapped
from retros.exchange.reading.markdown.front_matter import read_front_matter
from retros.exchange.reading.markdown.google_docs import with_mentions
from retros.exchange.reading.markdown.navigation import without_navigation
from retros.exchange.reading.markdown.own_document import is_own, read_own_document
from retros.exchange.reading.markdown.sections import lines_as_headings, sections_of
from retros.exchange.reading.markdown.several import (
    divided_at,
    divisions_of,
    retrospectives_in,
)
from retros.exchange.reading.markdown.titles import TITLE_LENGTH, read_title
from retros.exchange.reading.naming import finish, project_in
from retros.exchange.reading.summaries import summary_of
from retros.exchange.reading.timeline import as_date
from retros.exchange.writing.decision_records import OWN_RECORD

_PROJECT_LENGTH, _TAG_LENGTH, _MOST_TAGS = 120, 60, 15
_REFERENCE = re.compile(r"(?<!\])\[([^\[\]\n]{1,200})\](?:\[([^\[\]\n]{0,100})\])?(?![\[(:])")
_DEFINITION = re.compile(r"^ {0,3}\[([^\]\n^]{1,100})\]:\s*(\S{1,2000})", re.MULTILINE)
_DESCRIPTIONS = ("summary", "description", "teaser", "excerpt", "subtitle", "abstract")
_HELD = ("date", "datum", "fecha", "data", "日付", "実施日", "発生日")
_CREATED = (
    "incident_date", "detected_at", "occurred_at", "started_at",
    "published", "published_at", "created", "created_at", "created_date",
)  # fmt: skip
_HEADER = "# From the header of the document"
_AUTHORS = ("author", "authors", "creator")  # what a header calls those who wrote
# Sections whose first paragraph may serve as a summary.
_TELLING = (Purpose.SUMMARY, Purpose.CONTEXT, Purpose.TIMELINE, Purpose.STATUS_UPDATE)


def parse(text, source_name, *, with_authors, pictures):
    """Parse Markdown `text` into a Document; `with_authors` keeps the authors in its header.

    Raises UnreadableDocument for a harmful header; any other text gives a document.
    """
    with one_order(text) as order:
        document = _document_in(text, source_name, with_authors, pictures)
    for each in document.each():
        each.unsettled_dates = sorted(order.unsettled & each.dates)
        each.keep_few_events()
    return document


def _document_in(text, source_name, with_authors, pictures):
    fields, body, warning = read_front_matter(text)
    document = Document(source_name, warnings=[warning] if warning else [])
    if not with_authors:
        document.leave_out_names(sum(_number_of(fields.pop(key, None)) for key in _AUTHORS))
    if is_own(fields):
        document.is_own = True
        read_own_document(document, fields, pictures.taken_from_own(body))
        return document
    body = pictures.taken_from(
        linkify_addresses(unwrapped(without_navigation(with_mentions(body))))
    )
    blocks = split(body)
    _read_fields(document, fields)
    is_ours = OWN_RECORD in fields  # then it may lack any section
    record = blocks if is_ours or is_decision_record(blocks) else lines_as_headings(blocks)
    if is_ours or is_decision_record(record, strictly=record is not blocks):
        read_decision_record(document, record, fields, with_authors=with_authors)
        _keep_other_fields(document, fields)
        finish(document)
        return document
    if several := retrospectives_in(blocks):
        return _read_several(document, fields, *several)
    document.divisions = divisions_of(blocks)
    document.body = body if document.divisions else ""
    root = sections_of(blocks)
    read_title(document, root)
    _read_sections(document, root, fields)
    return document


def _read_several(document, fields, before, parts):
    """Fill `document` with the first of several retrospectives; the others come along."""
    head = sections_of(before)
    read_title(document, head)
    whole = document.title if before or fields.get("title") else ""
    documents = [document, *(Document(document.source_name) for _ in parts[1:])]
    project = document.project_name or (project_in(whole) if whole else "")
    for each, (heading, blocks) in zip(documents, parts, strict=True):
        each.title = cut(f"{whole} – {heading}" if whole else heading, TITLE_LENGTH)
        each.project_name, each.tags = project, document.tags
        root = sections_of(blocks)
        if each is document:
            root.blocks[:0], root.children[:0] = head.blocks, head.children
        _read_sections(each, root, fields if each is document else {})
    document.also = documents[1:]
    return document


def divided(document, level):
    """Return a Document for each heading of `level` in the Markdown that `document` was read from."""
    title, project, tags = document.title, document.project_name, document.tags
    first = Document(document.source_name, title=title, project_name=project, tags=tags)
    with one_order(document.body) as order:
        _read_several(first, {}, *divided_at(split(document.body), level))
    if _HEADER in document.context_parts:
        first.context_parts += document.context_parts[document.context_parts.index(_HEADER) :]
    for each in first.each():
        each.unsettled_dates = sorted(order.unsettled & each.dates)
        each.keep_few_events()
    others, first.also = first.also, []
    return [first, *others]


def _read_sections(document, root, fields):
    """Fill `document`, whose title is known, from its outermost section."""
    _read_dates(document, root, fields)
    if not document.summary:
        document.summary = _described(fields)
    document.taking_part = taking_part_in(root)
    interpret(document, root)
    _read_date_of_events(document)
    if not document.summary:
        document.summary = _first_prose(document, root)
    _keep_other_fields(document, fields)
    finish(document)


def linkify_addresses(body):
    """Write reference links of `body` inline, so that each part of it can stand alone."""
    known = {label.casefold(): address for label, address in _DEFINITION.findall(body)}
    if not known:
        return body

    def written_out(match):
        address = known.get((match[2] or match[1]).casefold())
        return f"[{match[1]}]({address.strip('<>')})" if address else match[0]

    return _REFERENCE.sub(written_out, body)


def _number_of(names):
    return len(names) if isinstance(names, list) else bool(names)


def _read_fields(document, fields):
    document.title = cut(plain(_text(fields.get("title"))), TITLE_LENGTH)
    document.project_name = cut(
        plain(_text(fields.get("project") or fields.get("product"))), _PROJECT_LENGTH
    )
    tags = []
    for key in ("tags", "categories", "keywords"):
        value = fields.get(key) or []
        tags += value if isinstance(value, list) else re.split(r"[,;]", _text(value))
    names = [" ".join(_text(tag).split())[:_TAG_LENGTH] for tag in tags]
    document.tags = list(dict.fromkeys(name for name in names if name))[:_MOST_TAGS]


def _text(value):
    return value if isinstance(value, str) else ""


def _read_dates(document, root, fields):
    """When it was held, by what says so most clearly: header, label, title, file name, folders."""
    said = filter(None, (as_date(fields.get(key)) for key in _HELD))
    document.held_on = next(said, None) or date_in(root)
    if document.held_on:
        return
    if document.title == cut(title_from_file_name(document.source_name), TITLE_LENGTH):
        document.held_on = day_in_path(document.source_name.rsplit("/", 1)[-1])
    if not document.held_on and (on := _day_in_titles(document, root)):
        document.held_on = on
        _say_where_from(document, "title")
        return
    created = filter(None, (as_date(fields.get(key)) for key in _CREATED))
    if not document.held_on and (on := next(created, None)):
        document.held_on = on
        return
    document.held_on = document.held_on or day_in_path(document.source_name)
    if document.held_on:
        _say_where_from(document, "file’s name")


def _day_in_titles(document, root):
    for place in (document.title, *(plain(child.heading) for child in root.children[:1])):
        found = find_date(place)
        if found and found.precision == "day":
            return found.on
    return None


def _read_date_of_events(document):
    """Without any other date it is that of the first event that is dated to the day."""
    days = [event.on for event in document.events if event.precision == "day"]
    if days and not document.held_on:
        document.held_on = days[0]
        _say_where_from(document, "first event")


def _say_where_from(document, place):
    document.warnings.append(f"The date was taken from the {place}.")


def _described(fields):
    for key in _DESCRIPTIONS:
        if text := plain(_text(fields.get(key))):
            return cut(text, 280)
    return ""


def _first_prose(document, root):
    """A summary from the first paragraph that tells something.

    It stands before all headings, under the first one, or under a usual name; in a document
    without any entry, anywhere.
    """
    has_no_entry = not document.number_of_entries
    for section in root.walk():
        is_first = section is root or section in root.children[:1]
        purpose = purpose_of(section.heading) if section.heading else None
        if not (purpose in _TELLING or (purpose is None and (is_first or has_no_entry))):
            continue
        for number, block in enumerate(section.blocks):
            text = plain(block.source)
            if (
                block.kind == "paragraph"
                and len(text) >= 40
                and not (_is_metadata(block.source) or tells_nothing(block.source))
            ):
                return summary_of(section.blocks[number:])
    return ""


def _is_metadata(markdown):
    """Whether most lines are "Label: value", or it is a picture or HTML."""
    lines = [line.strip() for line in markdown.split("\n") if line.strip()]
    labeled = [
        line for line in lines if re.match(r"^\W{0,4}[A-Z][\w ]{1,25}\W{0,3}:\W{0,3}\s", line)
    ]
    return len(labeled) * 2 > len(lines) or markdown.lstrip().startswith(("<", "!["))


def _keep_other_fields(document, fields):
    """Put what the header says beyond our fields at the end of the context."""
    used = {"title", "date"} | ({"tags", "categories", "keywords"} if document.tags else set())
    if document.project_name:
        used |= {"project", "product"}
    lines = []
    for key, value in fields.items():
        if key in used and holds(_all_text(document), _flat(value)):
            continue
        is_summary = key in _DESCRIPTIONS and holds(document.summary, _flat(value))
        if _flat(value) and not is_summary:
            lines.append(f"- {key}: {_flat(value)}")
    if lines:
        document.context_parts += [_HEADER, "\n".join(lines)]


def _flat(value):
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_flat(inner)}" for key, inner in value.items())
    if isinstance(value, list):
        return ", ".join(_flat(inner) for inner in value)
    return " ".join(str(value or "").split())


def _all_text(document):
    on = document.held_on
    date = f"{on} {on.day} {on.month}" if on else ""
    return f"{document.title} {document.project_name} {' '.join(document.tags)} {date}"
