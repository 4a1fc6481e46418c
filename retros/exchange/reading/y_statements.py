"""Decisions written as one sentence: "In the context of …, facing …, we decided for …"."""

import re

from retros.exchange.document import DecisionEntry
from retros.exchange.inline import cut, plain

_LINK = r"[\s,;*_]+(?:and\s+)?"
_STATEMENT = re.compile(
    rf"^\W*(?P<context>in the context of\s.{{3,600}}?){_LINK}(?P<facing>(?:facing|faced with|in the face of)\s.{{3,600}}?)"
    rf"{_LINK}we (?:have )?(?:decided|chose|opted)(?: on| for| to use| to)?[\s*_]+(?P<chosen>.{{2,600}}?)"
    rf"(?:{_LINK}(?P<against>(?:neglected|against|rejected|instead of|rather than|over)\s.{{3,600}}?))?"
    rf"(?:{_LINK}(?P<aim>(?:to achieve|in order to|achieving)\s.{{3,600}}?))?"
    rf"(?:{_LINK}(?P<cost>accepting\s.{{3,600}}?))?"
    rf"(?:{_LINK}(?P<reason>because\s.{{3,600}}?))?\.?\W*$",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST = 4_000


def decision_in_statement(markdown):
    """Return the decision of a paragraph that is such a statement, else None."""
    match = _STATEMENT.match(markdown) if len(markdown) <= _LONGEST else None
    if not match:
        return None
    said = {name: _closed(text) for name, text in match.groupdict().items() if text}
    choice = plain(said["chosen"])
    informed = [said["context"], said["facing"], said.get("reason", "")]
    if len(choice) > 200:
        informed.insert(0, said["chosen"])
    return DecisionEntry(
        cut(choice[:1].upper() + choice[1:], 200),
        informed_by=_sentences(informed),
        options=_sentences([said.get("against", "")]),
        expected=_sentences([said.get("aim", ""), said.get("cost", "")]),
    )


def _closed(text):
    """A part of a sentence with the mark of its bold end that the pattern left outside."""
    text = text.strip(" ,;\n")
    return f"{text}**" if text.count("**") % 2 and not text.endswith("**") else text.strip()


def _sentences(parts):
    return "\n\n".join(f"{part[:1].upper()}{part[1:]}." for part in parts if part)
