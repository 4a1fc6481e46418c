"""The sentences of a text."""

import re

from retros.search.snippet import LENGTH
from retros.search.terms import stems

_END = re.compile(r"(?<=[.!?…])\s+|\n")
_READ = 60_000  # characters of a text, as far as a snippet looks


def sentences_of(text):
    """Return the sentences of `text` in order, each once.

    Not those longer than a snippet, unless there is no other: a table or a list whose lines were
    joined.
    """
    found = [it.strip() for it in _END.split(text[:_READ]) if it.strip()]
    return list(dict.fromkeys([it for it in found if len(it) <= LENGTH] or found))


def telling_most(text, worth):
    """Return the sentence of a description that tells most by {stem: what it is worth}.

    "" of a text that is one sentence.
    """
    found = list(dict.fromkeys(it.strip() for it in _END.split(text[:_READ]) if it.strip()))
    if len(found) < 2:
        return ""
    return max(found, key=lambda it: sum(worth.get(stem, 0) for stem in set(stems(it))))
