"""Issues that hold retrospectives, from GitHub's JSON and GitLab's JSON and CSV: a document each."""

import re

import yaml
from django.conf import settings

from retros.conversion import Refused, to_markdown
from retros.exchange.document import UnreadableDocument
from retros.exchange.document_images import DocumentPictures
from retros.exchange.reading.boards import trello
from retros.exchange.reading.boards.cells import rows_of
from retros.exchange.reading.dates import find_date
from retros.exchange.reading.markdown import document as markdown
from retros.exchange.reading.timeline import as_date

_COLUMNS = {"Title", "Description", "Created At (UTC)"}
_PROJECT = re.compile(
    r"https?://[^/\s]+/(?:[^/\s]+/)*?(?P<name>[^/\s]+)/(?:-/)?(?:issues|work_items)/\d+"
)
_TEMPLATE_NOTE = re.compile(r"<!--.{0,5000}?-->", re.DOTALL)
_QUICK_ACTION = re.compile(
    r"^/(?:label|assign|cc|milestone|epic|due|confidential|relate)\b.*$", re.M
)
_MOST = 100


def parse_json(data, name, *, with_authors, pictures):
    """Return the Document of issues, or of a board of Trello, in JSON.

    Raises UnreadableDocument for any other JSON.
    """
    if b'"idList"' in data:
        return trello.parse_json(data, name, with_authors=with_authors, pictures=pictures)
    try:
        found = to_markdown("issues", data, slots=settings.DATA_DIR)
    except Refused as problem:
        raise UnreadableDocument(str(problem)) from None
    (text,) = found.tables.values()
    document = read(text, rows_of(text), name, with_authors=with_authors)
    document.warnings += found.warnings
    return document


def recognizes(rows):
    return bool(rows) and set(rows[0]) >= _COLUMNS


def read(text, rows, source_name, *, with_authors):
    """Read each issue into a Document, the others in the `also` of the first.

    Labels become tags. The date is that of the title, else the day the issue was made. Comments and
    people are left out.
    """
    issues = [dict(zip(rows[0], row, strict=False)) for row in rows[1:] if row]
    told = [values for values in issues if values.get("Title") and _body_of(values)]
    if not told:
        raise UnreadableDocument("None of these issues has a text.")
    if len(told) > _MOST:
        raise UnreadableDocument(
            f"This file has {len(told):,} issues. The limit is {_MOST} per file. Please export "
            "only those that are retrospectives, for example by their label."
        )
    first, *first.also = [
        each for values in told for each in _document(values, source_name, with_authors).each()
    ]
    if len(told) < len(issues):
        first.warnings.append(f"Issues without a text are left out: {len(issues) - len(told)}.")
    return first


def _body_of(values):
    text = _TEMPLATE_NOTE.sub("", values.get("Description", ""))
    return _QUICK_ACTION.sub("", text).strip()


def _document(values, source_name, with_authors):
    title, address = values["Title"].strip(), values.get("URL", "").strip()
    facts = {"title": title[:300]}
    made = as_date(values["Created At (UTC)"][:10])
    dated = find_date(title)
    if made and not (dated and dated.precision == "day"):
        facts["date"] = str(made)
    if project := _PROJECT.match(address):
        facts["project"] = project["name"][:120]
    labels = [label.strip()[:60] for label in values.get("Labels", "").split(",")]
    if labels := list(filter(None, labels))[:15]:
        facts["tags"] = labels
    header = yaml.safe_dump(facts, allow_unicode=True, sort_keys=False)
    text = f"---\n{header}---\n\n{_body_of(values)}"
    document = markdown.parse(
        text, source_name, with_authors=with_authors, pictures=DocumentPictures(None)
    )
    document.warnings.append("Comments and people of the issue are left out.")
    if address.startswith(("https://", "http://")):
        document.context_parts.append(f"Its issue: <{address}>")
    return document
