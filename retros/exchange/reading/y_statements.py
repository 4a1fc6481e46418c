"""Decisions written as one sentence: "In the context of …, facing …, we decided for …"."""

import re

from retros.exchange.document import DecisionEntry
from retros.exchange.inline import cut, plain

# What begins each part, in the order in which they stand; the first three always do.
_PARTS = [
    ("context", r"in the context of\b"),
    ("facing", r"(?:facing|faced with|in the face of)\b"),
    ("chosen", r"we (?:have )?(?:decided|chose|opted)\b(?: on| for| to use| to)?"),
    ("against", r"(?:neglected|against|rejected|instead of|rather than|over)\b"),
    ("aim", r"(?:to achieve|in order to|achieving)\b"),
    ("cost", r"accepting\b"),
    ("reason", r"because\b"),
]
_BEGINNINGS = [(name, re.compile(rf"\b{words}", re.IGNORECASE)) for name, words in _PARTS]
_LONGEST = 4_000


def decision_in_statement(markdown):
    """Return the decision of a paragraph that is such a statement, else None."""
    said = _parts_of(markdown) if len(markdown) <= _LONGEST else {}
    if not said.keys() >= {"context", "facing", "chosen"}:
        return None
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


def _parts_of(markdown):
    """{name of a part: its words}, found one after another; {} if it begins otherwise."""
    starts, at = [], 0
    for name, beginning in _BEGINNINGS:
        match = beginning.search(markdown, at)
        if match and (starts or not re.search(r"\w", markdown[: match.start()])):
            starts.append((name, match))
            at = match.end()
    if not starts or starts[0][0] != "context":
        return {}
    ends = [match.start() for _, match in starts[1:]] + [len(markdown)]
    return {
        name: _closed(markdown[match.end() if name == "chosen" else match.start() : end])
        for (name, match), end in zip(starts, ends, strict=True)
    }


def _closed(text):
    """A part of the sentence without what joins it to the next, its bold words closed."""
    text = re.sub(r"[\s,;.]+(?:and|,)?[\s,;.]*$", "", text.strip())
    text = text.removesuffix(" and").strip(" ,;.\n")
    return f"{text}**" if text.count("**") % 2 else text


def _sentences(parts):
    return "\n\n".join(f"{part[:1].upper()}{part[1:]}." for part in parts if part)
