"""What a wall post may say of the retrospective that its lesson comes from."""

import re

from retros.exchange import sentences
from retros.models import WallPost
from retros.rendering import plain_text

_NO_SENTENCE = re.compile(
    r"\s*(#|[>|]|[-*+]\s|\d+[.)]\s|```|~~~)"
)  # a heading, a list, a table, code


def proposed_story(retrospective):
    """Return `we_did` and `happened` as {field: whole sentence}, without those for which none fits.

    The summary tells both as a rule. Else the title says what was done, and what was measured, or
    what surprised, says what happened.
    """
    told = iter(sentences(plain_text(retrospective.summary)))
    proposed = {
        "we_did": [next(told, ""), retrospective.title],
        "happened": [
            next(told, ""),
            _opening(retrospective.measured),
            _opening(retrospective.surprise),
        ],
    }
    fitting = {name: _first_that_fits(name, words) for name, words in proposed.items()}
    return {name: words for name, words in fitting.items() if words}


def _opening(markdown):
    """The first sentence of the first paragraph, or "" where something else comes first."""
    paragraph = re.split(r"\n\s*\n", markdown.strip(), maxsplit=1)[0]
    if _NO_SENTENCE.match(paragraph):
        return ""
    return next(iter(sentences(plain_text(paragraph))), "")


def _first_that_fits(name, proposed):
    most = WallPost._meta.get_field(name).max_length
    return next((words for words in proposed if words and len(words) <= most), "")
