"""What lines below an action say of who does it and by when: "Owner: Ada", "Due: 3 May"."""

import re
from datetime import date

from retros.exchange.inline import plain
from retros.exchange.reading.action_facts import is_label
from retros.exchange.reading.dates import Near, find_date

_LINE_BELOW = re.compile(
    r"^[\s*_+-]*(?P<key>[^\W\d_][^:：\n]{1,24}?)[\s*_]*[:：][\s*_]*(?P<value>\S.*)$"
)
_BETWEEN_FACTS = re.compile(r"\s+[·•|]\s+")


def facts_below(below: str, near: Near | None) -> tuple[str, str, date | None]:
    """Return (the rest, owner, due date) of lines below an action: "Owner: Ada", "Due: 3 May"."""
    rest, owner, due = [], "", None
    for line in _lines_of(below):
        match = _LINE_BELOW.match(line)
        value = plain(match["value"]).strip(" .@") if match else ""
        found = find_date(value, near=near) if match else None
        if match and not owner and is_label(match["key"], "owner") and len(value) <= 80:
            owner = value
        elif match and not due and found and is_label(match["key"], "due"):
            due = found.on
        else:
            rest.append(line)
    return "\n".join(rest).strip("\n"), owner, due


def _lines_of(below):
    """Its lines, and each part of one that says several facts: "Owner: Ada · Due: 3 May"."""
    for line in below.split("\n"):
        parts = _BETWEEN_FACTS.split(line)
        yield from parts if all(map(_LINE_BELOW.match, parts)) else [line]


def parted_at_facts(markdown: str) -> tuple[str, str]:
    """Return (what an action says, its further lines) where one of these tells a fact."""
    first, *others = markdown.split("\n")
    at = next((n for n, line in enumerate(others) if is_fact_below(line)), None)
    if at is None:
        return markdown, ""
    return "\n".join([first, *others[:at]]), "\n".join(others[at:])


def is_fact_below(line: str) -> bool:
    """Tell whether a line says of the action above it who does it, or by when."""
    match = _LINE_BELOW.match(line)
    return match is not None and any(is_label(match["key"], it) for it in ("owner", "due"))
