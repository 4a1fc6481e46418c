"""The brief of a kickoff: what was chosen, to read, print and take along."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django.utils.text import get_text_list

from accounts.models import Reader
from retros.kickoffs.kinds import repeats
from retros.kickoffs.risk_board import RiskBoard, RiskGroup
from retros.models import CHOSEN_MODELS, Kickoff, KickoffLesson
from retros.rendering import first_sentence

WHY_MAX = 160  # characters: one printed line
_HEADING = re.compile(r"\A\*\*[^*\n]+\*\*\s*(?:\n|\Z)")  # that an import found a lesson under


@dataclass(frozen=True)
class Entry:
    """Something chosen, with one line on why it matters."""

    choice: KickoffLesson
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
        return [Entry(choice, _why(choice)) for choice in chosen]

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
    chosen = KickoffLesson.objects.visible_to(user).filter(kickoff=kickoff).chosen()
    choices = list(chosen.with_items())
    all_of_it = KickoffLesson.objects.filter(kickoff=kickoff).in_brief().count()
    return Brief(kickoff, user, choices, all_of_it - len(choices))


def _why(choice):
    """Return one line on why it matters that the item itself doesn't say."""
    if choice.decision:
        decision, outcome = choice.decision, choice.decision.get_outcome_display()
        told = decision.what_happened if outcome else decision.informed_by
        return ": ".join(filter(None, [outcome, first_sentence(told, WHY_MAX)]))
    if choice.lesson:
        statement = choice.lesson.statement
        why = first_sentence(_HEADING.sub("", choice.lesson.detail), WHY_MAX)
        is_cut = statement.endswith("…")  # by an import: its sentence says the rest
        return "" if repeats(why, statement) and not is_cut else why
    return ""
