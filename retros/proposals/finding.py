"""Choose the sentences that might be lessons."""

import re
from collections.abc import Collection, Iterable
from typing import NamedTuple

from retros.exchange import PLACES, category_of
from retros.proposals.passages import Passage, Sentence, sentences_of
from retros.proposals.signs import AGAINST, FOR, HEADINGS, MOST_WORDS, PARTS, WORDS

MOST = 5
_LEAST = 1  # below, no document of the half built on has its only good one
_SAID_ALREADY = 0.6  # of its words stand in a lesson
_LABEL = re.compile(
    r"^\W*(?:an? )?(?:goal|change(?:/experiment)?|experiment|start|stop|continue|keep|a|q|done|"
    r"unresolved|status: \w+|advice for \w[\w ]{0,30}|action items?)\s*:\s+(?=\S+ \S+ \S)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+")


class Proposal(NamedTuple):
    """A sentence that might be a lesson: `key` is what dismisses it, `where` and `why` are said
    beside it.
    """

    statement: str
    key: str
    where: str
    why: str
    category: str


def propose(
    passages: Iterable[Passage], *, lessons: Iterable[str] = (), decided: Collection[str] = ()
) -> list[Proposal]:
    """Return up to 5 sentences of `passages` that might be lessons, the most probable first.

    Those that say the same as one of `lessons`, and those whose key was `decided`, are left out. What
    was decided keeps its place among the 5: nobody works through all that a text holds. Pure: reads
    no database.
    """
    said = [_words(lesson) for lesson in lessons]
    found = []
    for sentence in sentences_of(passages):
        score, why = _judge(sentence)
        is_new = sentence.key in decided or not _is_said(sentence.text, said)
        if score >= _LEAST and is_new:
            found.append((score, sentence, why))
    found.sort(key=lambda one: -one[0])  # stable: of equals the first
    best = [(sentence, why) for _, sentence, why in found[:MOST] if sentence.key not in decided]
    return [_proposal(sentence, why) for sentence, why in best]


def _judge(sentence: Sentence):
    """(how much speaks for it, why in words)."""
    text = sentence.text
    number = len(text.split())
    if number > MOST_WORDS or text.endswith("…"):
        return 0, ""
    score = PARTS.get(sentence.part, 0) + _weight_of_length(number)
    score += 0.2 * sentence.is_item - 0.2 * (len(text) > 140)
    if sentence.part == "context":
        score += sum(sign.weight for sign in HEADINGS if sign.pattern.search(sentence.heading))
    score += sum(sign.weight for sign in AGAINST if sign.pattern.search(text))
    reasons = [(sign, match) for sign in FOR if (match := sign.pattern.search(text))]
    score += sum(sign.weight for sign, _ in reasons)
    return score, _reason(reasons)


def _weight_of_length(number):
    return next((weight for limit, weight in WORDS if number < limit), -0.3)


def _reason(reasons):
    told = [(sign, match) for sign, match in reasons if sign.why]
    if not told:
        return ""
    sign, match = max(told, key=lambda one: one[0].weight)
    return sign.why.format(words=match[0].strip(" :").lower())


def _is_said(text, lessons):
    own = _words(text)
    return any(len(own & lesson) >= _SAID_ALREADY * len(own) for lesson in lessons)


def _words(text):
    return set(_WORD.findall(text.casefold()))


def _proposal(sentence, why):
    statement = _LABEL.sub("", sentence.text)
    where = PLACES[sentence.part]
    if sentence.heading:
        where = f"{where}, under “{sentence.heading}”"
    return Proposal(
        statement=statement[:1].upper() + statement[1:],
        key=sentence.key,
        where=where,
        why=why,
        category=category_of(sentence.text),
    )
