"""Lessons of a document whose title says that it holds them: "Lessons from a failed launch"."""

import re

from retros.exchange.reading.decided_by_lines import says_its_lesson
from retros.exchange.reading.headings import Purpose, unnumbered
from retros.exchange.reading.vocabulary import ADVISING, words_of

_NUMBERED = re.compile(
    r"^\W*(?:(?:lesson|lección|lição|leçon|lektion|les)\s)?\d{1,2}\s?[.):–—-]", re.I
)
_FEWEST, _FEWEST_ADVISING = 2, 3  # headings that are numbered, and others
_FEWEST_WORDS = 3  # of each, on average: "1. Scope" and "2. Schedule" are chapters


def headings_that_are_lessons(title: str, root) -> set[int]:
    """Return the ids of sections that are a lesson each, by number or advice, if `title` announces some.

    Numbered chapters are none: one has a usual name, "1. Introduction", or they are too short.
    """
    names = root.names
    if names.purpose_of(title) is not Purpose.LESSONS:
        return set()
    found = set()
    for section in root.walk():
        if names.purpose_of(section.heading) in (None, Purpose.LESSONS):
            titled = _numbered(section, names) or _advising(section, names)
            found |= {id(it) for it in titled if not says_its_lesson(it, names)}
    return found


def _numbered(section, names):
    numbered = [it for it in section.children if _NUMBERED.match(it.heading)]
    words = [word for it in numbered for word in unnumbered(it.heading).split()]
    are_chapters = len(words) < _FEWEST_WORDS * len(numbered) or any(
        names.purpose_of(it.heading) for it in numbered
    )
    return [] if are_chapters or len(numbered) < _FEWEST else numbered


def _advising(section, names):
    """The sections whose headings advise, where most of those of no usual name do."""
    others = [it for it in section.children if not names.purpose_of(it.heading)]
    advising = [it for it in others if _advises(it.heading)]
    are_most = len(advising) >= _FEWEST_ADVISING and 2 * len(advising) > len(others)
    return advising if are_most else []


def _advises(heading):
    words = words_of(heading)
    return len(words.split()) >= _FEWEST_WORDS and bool(ADVISING.search(words))
