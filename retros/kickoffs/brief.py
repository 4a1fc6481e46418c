"""The brief of a kickoff: what was chosen, to read, print and take along."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django.utils.text import get_text_list

from accounts.models import Reader
from retros.kickoffs.kinds import repeats
from retros.kickoffs.risk_board import RiskBoard, RiskGroup
from retros.models import CHOSEN_MODELS, Kickoff, KickoffLesson, composed_once
from retros.rendering import cut_after_word, plain_text, sentences

WHY_MAX = 120  # characters: one printed line
WORDS_MAX = 300
CUT = "…"
SAME = 0.8  # of the words of a sentence, in the title: it says nothing more
_WORDS = re.compile(r"\w+")
_HEADING = re.compile(r"\A\*\*[^*\n]+\*\*\s*(?:\n|\Z)")  # that an import found a lesson under


@dataclass(frozen=True)
class Entry:
    """Something chosen: its words, and one line on why it matters."""

    choice: KickoffLesson
    words: str
    why: str


@dataclass
class Brief:
    """What was chosen, and how much of it is no longer published, for `user`."""

    kickoff: Kickoff
    user: Reader
    choices: list[KickoffLesson]
    unavailable: int

    @property
    def count_in_words(self) -> str:
        """How much was chosen: "2 lessons and 1 decision"."""
        numbers = Counter(choice.kind for choice in self.choices)
        words = [f"{n} {kind}{'s' * (n > 1)}" for kind in CHOSEN_MODELS if (n := numbers[kind])]
        return get_text_list(words, "and") or "0 lessons"

    @cached_property
    def to_apply(self) -> list[Entry]:
        return self._entries("apply")

    @cached_property
    def to_watch(self) -> list[Entry]:
        return self._entries("watch")

    def _entries(self, disposition):
        """What has a question to ask comes first."""
        chosen = [choice for choice in self.choices if choice.disposition == disposition]
        chosen.sort(key=lambda choice: not choice.question)
        return [_entry(choice) for choice in chosen]

    @cached_property
    def risks(self) -> list[RiskGroup]:
        """The risks imagined, with who met them. About ten queries."""
        return RiskBoard(self.kickoff, self.user).groups

    @property
    def unavailable_notice(self) -> str:
        """Say how much left the brief, without a word of it."""
        if self.unavailable == 1:
            return "1 chosen item is no longer available."
        return f"{self.unavailable} chosen items are no longer available."


def brief_of(kickoff: Kickoff, user: Reader) -> Brief:
    """Return the brief as `user` may read it. Two queries."""
    choices = _chosen(user, kickoff.pk)
    return Brief(kickoff, user, choices, len(_in_brief(None, kickoff.pk)) - len(choices))


@composed_once
def _chosen(user, kickoff):
    return KickoffLesson.objects.visible_to(user).filter(kickoff=kickoff).chosen().with_items()


@composed_once
def _in_brief(_user, kickoff):
    return KickoffLesson.objects.filter(kickoff=kickoff).in_brief().values_list("pk")


def _entry(choice):
    words = plain_text(choice.item.text) if choice.observation else str(choice.item)
    if choice.lesson and words.endswith(CUT):
        words = _whole_statement(choice.lesson)
    return Entry(choice, cut_after_word(words, WORDS_MAX), _why(choice, words))


def _whole_statement(lesson):
    """Return the sentence that an import cut to make the statement, which the detail begins with."""
    beginning = lesson.statement.removesuffix(CUT).rstrip()
    whole = next(iter(sentences(lesson.detail)), "")
    return whole if whole.startswith(beginning) else lesson.statement


def _why(choice, words):
    """Return one line on why it matters that the `words` of the item don't say."""
    if choice.decision:
        decision, outcome = choice.decision, choice.decision.get_outcome_display()
        told = decision.what_happened if outcome else decision.informed_by
        return ": ".join(filter(None, [outcome, _further(told, words)]))
    if choice.lesson:
        lesson = choice.lesson
        when = lesson.applies_when and f"Useful when somebody is about to {lesson.applies_when}"
        return _further(_HEADING.sub("", lesson.detail), words) or when
    return ""


def _further(text, words):
    """Return the first sentence of `text` that says more than `words`, "" without one."""
    for sentence in sentences(text):
        if not (repeats(sentence, words) or _says_the_same(sentence, words)):
            return cut_after_word(sentence, WHY_MAX)
    return ""


def _says_the_same(sentence, words):
    said, known = (set(_WORDS.findall(text.casefold())) for text in (sentence, words))
    return len(said & known) >= SAME * min(len(said), len(known))
