"""The brief of a kickoff: what was chosen, to read, print and take along."""

from dataclasses import dataclass

from accounts.models import Reader
from retros.kickoffs.risk_board import RiskGroup, grouped
from retros.models import Kickoff, KickoffLesson


@dataclass
class Brief:
    """What was chosen, best to ask first, and how much of it is no longer published."""

    kickoff: Kickoff
    choices: list[KickoffLesson]
    unavailable: int
    risks: list[RiskGroup]

    @property
    def questions(self):
        """The questions to ask at the kickoff. A lesson without one stands below them."""
        asked = (choice.lesson.kickoff_question for choice in self.choices)
        return [question for question in asked if question]

    @property
    def to_apply(self):
        return [choice for choice in self.choices if choice.disposition == "apply"]

    @property
    def to_watch(self):
        return [choice for choice in self.choices if choice.disposition == "watch"]

    @property
    def unavailable_notice(self):
        """Say how many lessons left the brief, without a word of them."""
        if self.unavailable == 1:
            return "1 lesson is no longer available."
        return f"{self.unavailable} lessons are no longer available."


def brief_of(kickoff: Kickoff, user: Reader) -> Brief:
    """Return the brief as `user` may read it. Three queries."""
    chosen = KickoffLesson.objects.visible_to(user).filter(kickoff=kickoff).chosen()
    choices = list(chosen.select_related("owner", "lesson__retrospective__project__team"))
    all_of_it = KickoffLesson.objects.filter(kickoff=kickoff).in_brief().count()
    return Brief(kickoff, choices, all_of_it - len(choices), grouped(kickoff, user))
