"""Headings of no usual name, weighed: what a word hints at counts if the rest of the document agrees.

A word alone proves nothing: "Planning" may hold plans or tell how they were made. It counts in a
document with other sections of a retrospective, above a list or subsections, if the lines don't
contradict.
"""

import re

from retros.exchange.inline import plain, sentences
from retros.exchange.reading.headings import Purpose, announced_by, normalized
from retros.exchange.reading.intents import intends
from retros.exchange.reading.one_entry import OF_ACTIONS, OF_ENTRIES
from retros.exchange.reading.vocabulary import QUESTIONS, patterns

_LONGEST = 14  # words; what is longer tells something itself
_FACT = re.compile(r"^[^:\n]{2,30}:\s*\S+(?: \S+)?$")  # "Planned: 13 points"
_TELLS = re.compile(
    r"\b(?:was|were|did|had|has been|have been)\b|^(?:we |i |the team )?\w{3,}ed\b", re.IGNORECASE
)

_SOME_LESSONS = re.compile(
    r"\b(?:some|several|(?:a )?few|two|three|four|five|\d|these|the following|the (?:main|key|biggest)|many|my|our) "
    r"(?:\w+ ){0,2}(?:lessons|learnings|take-?aways)\b",
    re.IGNORECASE,
)


def hinted_by(heading: str) -> Purpose | None:
    """Return the Purpose that words of a heading hint at, or None."""
    words = normalized(heading)
    if not words or len(words.split()) > _LONGEST:
        return None
    hinted = next(
        (purpose for purpose, pattern in patterns("hints") if pattern.search(words)), None
    )
    return hinted if hinted in OF_ENTRIES else None


def announced_in(paragraph: str) -> Purpose | None:
    """Return what the list behind a paragraph holds: "… we have some takeaways for the next release."."""
    last = (sentences(plain(paragraph)) or [""])[-1]
    announced = announced_by(paragraph) or (hinted_by(last) if last.endswith(":") else None)
    return announced or (Purpose.LESSONS if _SOME_LESSONS.search(last) else None)


def sections_weighed(root) -> dict[int, Purpose]:
    """Return {id of a section of no usual name: what it holds}."""
    purposes = {id(it): root.names.purpose_of(it.heading) for it in root.walk()}
    found: dict[int, Purpose] = {}
    open_sections = [root]
    while open_sections:
        section = open_sections.pop()
        if purposes[id(section)] is None:
            hinted = hinted_by(section.heading)
            if hinted and _agrees(section, hinted, purposes):
                found[id(section)] = hinted
            else:
                open_sections += section.children
    known = OF_ENTRIES.intersection(purposes.values())
    return found if known or len(set(found.values())) > 1 else {}


def _agrees(section, hinted, purposes):
    """Whether a section holds lines or titled paragraphs, and none of another kind."""
    inner = [it for it in section.walk() if it is not section]
    if any(purposes[id(it)] in OF_ENTRIES - {hinted} for it in inner):
        return False
    lines = [plain(it.lead) for each in section.walk() for b in each.blocks for it in b.items]
    lines = [line for line in lines if line]
    if not lines and not inner:
        return normalized(section.heading).split()[0] in QUESTIONS  # "What took time"
    if not lines:
        return hinted in OF_ACTIONS and any(it.blocks for it in inner)
    if 2 * sum(bool(_FACT.match(line)) for line in lines) > len(lines):
        return False
    if hinted not in OF_ACTIONS:
        return True
    told = sum(bool(_TELLS.search(line)) and not intends(line) for line in lines)
    return 2 * told <= len(lines)
