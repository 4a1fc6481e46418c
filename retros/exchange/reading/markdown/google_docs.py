"""Markdown as Google Docs downloads it: its pictures are at the end, ids stand behind headings."""

import re

_DEFINITION = re.compile(r"^\[(image\d{1,4})\]:\s*<?(data:image/[^<>\s]+)>?[ \t]*$", re.MULTILINE)
_SHOWN = re.compile(r"!\[([^\[\]\n]{0,300})\]\[(image\d{1,4})\]")
_HEADING_ID = re.compile(r"^(#{1,6} [^\n]{0,500}?)[ \t]*\{#[\w.-]{1,200}\}[ \t]*$", re.MULTILINE)
# Somebody who is mentioned: "[Ana Berg](mailto:ana@example.org)". An address without a name stays.
_PERSON = re.compile(
    r"\[@?((?:[^\W\d_][\w.'’-]{0,40}[ ]){1,3}[^\W\d_][\w.'’-]{0,40})\]\(mailto:[^\s()]{3,200}\)"
)

_IN_JIRA = re.compile(r"\[~(?:accountid:)?([A-Za-z][\w.-]{1,60})\]")  # "[~ana.berg]"


def as_usual(text):
    """Return `text` with each picture where it is first shown, and headings without ids."""
    pictures = dict(_DEFINITION.findall(text))
    if pictures:
        text = _SHOWN.sub(lambda match: _shown(match, pictures), _DEFINITION.sub("", text))
    return _HEADING_ID.sub(r"\1", text)


def _shown(match, pictures):
    """The picture itself the first time; a long one shown a thousand times stays short."""
    address = pictures.pop(match[2], "")
    return f"![{match[1]}]({address})" if address else match[1]


def with_mentions(body):
    """Return Markdown with "@Ana Berg" for a link to her mail: nobody's address is brought in."""
    return _IN_JIRA.sub(r"@\1", _PERSON.sub(r"@\1", body))
