"""Return the risks of a kickoff as a page shows them: grouped, with what others met of each."""

from dataclasses import dataclass
from functools import cached_property

from accounts.models import Reader
from retros.kickoffs.kinds import record_of, rows_of
from retros.models import Kickoff, Risk, composed_once
from retros.search import group_similar, risks_met_before

MET_SHOWN = 3  # texts beside one risk
MET_MOST = 20  # and those behind "show all"
PROPOSALS = 6


@dataclass
class RiskGroup:
    """A risk, those that say the same, and where it was met before."""

    risk: Risk
    others: list[Risk]
    projects: int = 0
    met: tuple = ()  # the closest of each project first
    is_ticked: bool = False

    @property
    def met_first(self):
        return self.met[:MET_SHOWN]

    @property
    def met_further(self):
        return self.met[MET_SHOWN:]

    @cached_property
    def came_up_in(self):
        """{project id: name} of those that met it by the words that they share, the closest first."""
        return {met.project_id: _project(thing) for met, thing in self.met if met.words}

    @cached_property
    def similar_in(self):
        """The same of the others, whose texts mean about the same: these may have met it."""
        every = {met.project_id: _project(thing) for met, thing in self.met}
        return {pk: name for pk, name in every.items() if pk not in self.came_up_in}

    @property
    def counted(self):
        """How many projects met it, or may have, as a line."""
        came_up = len(self.came_up_in)
        similar = self.projects - came_up
        if not came_up:
            return f"Something similar in {similar} other project{'s' * (similar > 1)}"
        line = f"Came up in {came_up} other project{'s' * (came_up > 1)}"
        return f"{line}; something similar in {similar} more" if similar else line

    @property
    def named(self):
        """The same with some names; "" where none met it."""
        came_up = list(dict.fromkeys(self.came_up_in.values()))[:MET_SHOWN]
        similar = list(dict.fromkeys(self.similar_in.values()))[: MET_SHOWN - len(came_up)]
        parts = [f"Came up in {', '.join(came_up)}"] if came_up else []
        parts += [f"something similar in {', '.join(similar)}"] if similar else []
        further = self.projects - len(came_up) - len(similar)
        line = "; ".join(parts) + (f" and {further} more" if parts and further > 0 else "")
        return line[:1].upper() + line[1:]

    @property
    def text(self):
        """All that was said of it, for finding."""
        return " ".join([self.risk.text, *(other.text for other in self.others)])


def _project(thing):
    return record_of(thing).project.name


def grouped(kickoff: Kickoff, user: Reader) -> list[RiskGroup]:
    """Return the risks of `kickoff` as groups, those said most often first. One query."""
    rows = _risks(user, kickoff.pk)
    first = {risk.pk: RiskGroup(risk, []) for risk in rows if risk.duplicate_of_id is None}
    for risk in rows:
        if risk.duplicate_of_id in first:
            first[risk.duplicate_of_id].others.append(risk)
        elif risk.duplicate_of_id:  # its first one is in the trash, or was grouped itself
            first[risk.pk] = RiskGroup(risk, [])
    return sorted(first.values(), key=lambda group: -len(group.others))


@composed_once
def _risks(user, kickoff):
    return Risk.objects.visible_to(user).filter(kickoff=kickoff)


class RiskBoard:
    """The risks for `user`. Queries do not grow with their number."""

    def __init__(self, kickoff, user, ticked=()):
        self.kickoff = kickoff
        self.user = user
        self.ticked = set(ticked)

    @cached_property
    def groups(self):
        """Groups with what others met of each."""
        groups = grouped(self.kickoff, self.user)
        texts = [group.text for group in groups]
        found = risks_met_before(
            texts, self.user, elsewhere_than=self.kickoff.project_id, most=MET_MOST
        )
        rows = rows_of({met.key for _, some in found for met in some}, self.user)
        for group, (projects, some) in zip(groups, found, strict=True):
            group.projects = projects
            group.met = [(met, rows[met.key]) for met in some if met.key in rows]
            group.is_ticked = str(group.risk.pk) in self.ticked
        return groups

    @cached_property
    def proposals(self):
        """Groups of risks that sound alike and are not grouped yet."""
        found = group_similar([group.risk.text for group in self.groups])
        return [[self.groups[place].risk for place in places] for places in found[:PROPOSALS]]
