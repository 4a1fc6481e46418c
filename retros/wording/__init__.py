"""Hints on blaming and hindsight in texts. Import only `hints(text, names=…)`.

The rules are data in rules.yaml. This package uses no requests, people or database, and stores
nothing.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from retros.wording.disclosures import disclosures
from retros.wording.ignored_passages import blank_ignored_passages
from retros.wording.people import first_words, people_in
from retros.wording.rules import PHRASES, RULES

__all__ = [
    "Hint",
    "disclosures",
    "first_words",
    "hints",
    "members",
]

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?", re.IGNORECASE)
_NAMED = "\ue000"  # stands for a person in rules.yaml; for private use, so in no text


@dataclass(frozen=True)
class Hint:
    """A hint on `words` at `start` to `end`, with the `reason` and a way to start `instead`."""

    rule: str
    start: int
    end: int
    words: str
    reason: str
    instead: str


def hints(text: str, *, names: Iterable[str] = ()) -> list[Hint]:
    """Return the hints for Markdown `text` in order. `names` are display names of members.

    Quotes, code, links and addresses are skipped. Runs in linear time.
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
