"""Lessons that a paragraph outside of all lists tells as such: "We learned that a sync is a project"."""

import re

from retros.exchange.document import LessonEntry
from retros.exchange.inline import plain, sentences
from retros.exchange.reading import entries
from retros.exchange.reading.vocabulary import NAMES, Purpose, words_of

_TELLS = re.compile(
    r"\b(?:we|i|the team|our team)(?: have|[’']ve)? (?:also |quickly |really )?learn(?:ed|t) that\b",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^\s*(?:\*\*|__)(?P<label>[^*:：\n]{4,40}?)\s*(?:[:：](?:\*\*|__)|(?:\*\*|__)\s*[:：])\s*(?P<lesson>\S.*)$",
    re.DOTALL,
)
_HOLDS = re.compile(
    r"\b(?:is|are|it[’']s|needs?|requires?|must|should|can|cannot|ca[nN][’']t|ha(?:s|ve) to|takes?|makes?|works?|helps?)\b"
)
_TELLS_STORY = re.compile(r"\b(?:was|were|had|did|didn[’']t|wasn[’']t|weren[’']t)\b|\d:\d\d")


def lessons_labeled(items: list) -> list[LessonEntry]:
    """Return the lessons that items of a list are by their label: "**Lesson learned:** ask early"."""
    found = (_LABEL.match(item.lead) for item in items)
    return [
        entries.lesson_from(match["lesson"])
        for match in found
        if match and NAMES.get(words_of(match["label"])) is Purpose.LESSONS
    ]


def lessons_told(markdown: str) -> list[LessonEntry]:
    """Return the lessons that sentences of a paragraph tell as such.

    What was learned has to hold now: "we learned that the disk was full" tells what happened.
    """
    if not _TELLS.search(markdown):
        return []
    found = []
    for sentence in sentences(plain(markdown)):
        match = _TELLS.search(sentence)
        learned = sentence[match.end() :] if match else ""
        if _HOLDS.search(learned) and not _TELLS_STORY.search(learned):
            found.append(entries.lesson_from(sentence))
    return found
