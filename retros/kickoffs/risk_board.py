"""Return the risks of a kickoff as a page shows them: grouped, with what others met of each."""

from dataclasses import dataclass
from functools import cached_property

from accounts.models import Reader
from retros.kickoffs.kinds import record_of, rows_of
from retros.models import Kickoff, Risk
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

    @property
    def met_in(self):
        """Names of some projects that met it, the closest first."""
        names = dict.fromkeys(record_of(thing).project.name for _, thing in self.met)
        return list(names)[:MET_SHOWN]

    @property
    def met_elsewhere(self):
        """How many more projects met it than `met_in` names."""
        return self.projects - len(self.met_in)

    @property
    def text(self):
        """All that was said of it, for finding."""
        return " ".join([self.risk.text, *(other.text for other in self.others)])


def grouped(kickoff: Kickoff, user: Reader) -> list[RiskGroup]:
    """Return the risks of `kickoff` as groups, those said most often first. One query."""
    rows = list(Risk.objects.visible_to(user).filter(kickoff=kickoff))
    first = {risk.pk: RiskGroup(risk, []) for risk in rows if risk.duplicate_of_id is None}
    for risk in rows:
        if risk.duplicate_of_id in first:
            first[risk.duplicate_of_id].others.append(risk)
        elif risk.duplicate_of_id:  # its first one is in the trash, or was grouped itself
            first[risk.pk] = RiskGroup(risk, [])
    return sorted(first.values(), key=lambda group: -len(group.others))


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
