"""The sentences of a text."""

import re

from retros.search.snippet import LENGTH

_END = re.compile(r"(?<=[.!?…])\s+|\n")
_READ = 60_000  # characters of a text, as far as a snippet looks


def sentences_of(text):
    """Return the sentences of `text` in order, each once.

    Not those longer than a snippet, unless there is no other: a table or a list whose lines were
    joined.
    """
    found = [it.strip() for it in _END.split(text[:_READ]) if it.strip()]
    return list(dict.fromkeys([it for it in found if len(it) <= LENGTH] or found))
