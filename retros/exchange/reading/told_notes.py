"""Notes of a retrospective told in paragraphs alone, without sections, lists or tables of them."""

import re

from retros.exchange.inline import plain, sentences
from retros.exchange.reading.headings import Purpose
from retros.exchange.reading.one_entry import CONCEDED, OF_ENTRIES
from retros.exchange.reading.vocabulary import RETROSPECTIVES, patterns, words_of

_BEGINNING = 2  # sentences that say what a paragraph is about


def is_told(title: str, root, decided: dict) -> bool:
    """Tell whether a document calls itself a retrospective, and none of its sections holds notes."""
    headings = [section.heading for section in root.walk()]
    named = any(root.names.purpose_of(heading) in OF_ENTRIES for heading in headings)
    words = " ".join(map(words_of, [title, *headings]))
    calls_itself = any(re.search(rf"\b{name}\b", words) for name in RETROSPECTIVES)
    return calls_itself and not (named or decided)


def told_in(paragraph: str) -> Purpose | None:
    """Return what the first sentences of a paragraph say that it tells, or None."""
    beginning = sentences(plain(paragraph))[:_BEGINNING]
    if not beginning or paragraph.rstrip().endswith(":"):
        return None
    words = [words_of(CONCEDED.sub(" ", sentence)) for sentence in beginning]
    return next(
        (
            purpose
            for sentence in words
            for purpose, pattern in patterns("told")
            if pattern.search(sentence)
        ),
        None,
    )
