"""Quiet hints on blame and hindsight: `hints(text, names=…)` is the whole door.

The rules are data in rules.yaml. Nothing here knows requests, people or the database, and nothing
is kept.
"""

import re
from dataclasses import dataclass

from retros.wording.ignored_passages import blank_ignored_passages
from retros.wording.people import first_words, people_in
from retros.wording.rules import PHRASES, RULES

__all__ = ["Hint", "first_words", "hints"]

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?", re.IGNORECASE)
_NAMED = "\ue000"  # stands for a person in rules.yaml; for private use, so in no text


@dataclass(frozen=True)
class Hint:
    """`words` at `start` to `end` of the text, the `reason`, and how to begin `instead`."""

    rule: str
    start: int
    end: int
    words: str
    reason: str
    instead: str


def hints(text, *, names=()):
    """The hints for Markdown `text`, in its order. `names` are display names of members.

    Quotes, code, links and addresses are passed over. Takes time in proportion to the text.
    """
    looked_at = blank_ignored_passages(text).replace("’", "'")
    found, parts, last = [], [], 0
    for start, end in people_in(looked_at, names):
        found.append((start, end, RULES["person"]))
        parts += [looked_at[last:start], _NAMED * (end - start)]
        last = max(last, end)
    looked_at = "".join([*parts, looked_at[last:]])
    found += _phrases_in(looked_at)
    return [
        Hint(rule.name, start, end, text[start:end], rule.reason, rule.instead)
        for start, end, rule in sorted(found, key=lambda hit: hit[:2])
    ]


def _phrases_in(text):
    reached = 0
    for word in _WORD.finditer(text):
        if word.start() < reached:
            continue
        for phrase in PHRASES.get(word[0].lower(), ()):
            end = phrase.end_at(text, word.start())
            if end:
                yield word.start(), end, phrase.rule
                reached = end
                break
