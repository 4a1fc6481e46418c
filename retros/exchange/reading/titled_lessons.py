"""Lessons of a document whose title says that it holds them: "Lessons from a failed launch"."""

import re

from retros.exchange.reading.headings import Purpose, unnumbered

_NUMBERED = re.compile(
    r"^\W*(?:(?:lesson|lección|lição|leçon|lektion|les)\s)?\d{1,2}\s?[.):–—-]", re.I
)
_FEWEST = 2  # headings
_FEWEST_WORDS = 3  # of each, on average: "1. Scope" and "2. Schedule" are chapters


def headings_that_are_lessons(title: str, root) -> set[int]:
    """Return the ids of the numbered sections that are lessons each, where `title` announces some.

    Chapters are none: one of them has a usual name, "1. Introduction", or they are too short.
    """
    names = root.names
    if names.purpose_of(title) is not Purpose.LESSONS:
        return set()
    found = set()
    for section in root.walk():
        numbered = [it for it in section.children if _NUMBERED.match(it.heading)]
        words = [word for it in numbered for word in unnumbered(it.heading).split()]
        if (
            len(numbered) >= _FEWEST
            and len(words) >= _FEWEST_WORDS * len(numbered)
            and not any(names.purpose_of(it.heading) for it in numbered)
            and names.purpose_of(section.heading) in (None, Purpose.LESSONS)
        ):
            found |= {id(it) for it in numbered}
    return found
