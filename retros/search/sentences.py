"""The sentences of a text."""

import re

from retros.search.snippet import LENGTH
from retros.search.terms import stems

_END = re.compile(r"(?<=[.!?…])\s+|\n")
# Of a description, so many are encoded: for seven briefs, six gave the same ten texts and the same close ones
# as two, and 215 tokens to encode instead of 199; without any, 6.7 close texts were of use instead of 7.
PARTS = 2
_READ = 60_000  # characters of a text, as far as a snippet looks


def sentences_of(text):
    """Return the sentences of `text` in order, each once.

    Not those longer than a snippet, unless there is no other: a table or a list whose lines were
    joined.
    """
    found = [it.strip() for it in _END.split(text[:_READ]) if it.strip()]
    return list(dict.fromkeys([it for it in found if len(it) <= LENGTH] or found))


def telling_most(text, worth):
    """Return the sentences of a description that tell most by {stem: what it is worth}, PARTS at most.

    None of a text that is one sentence.
    """
    found = list(dict.fromkeys(it.strip() for it in _END.split(text[:_READ]) if it.strip()))
    told = {it: sum(worth.get(stem, 0) for stem in set(stems(it))) for it in found}
    return sorted(found, key=lambda it: -told[it])[:PARTS] if len(found) > 1 else []
