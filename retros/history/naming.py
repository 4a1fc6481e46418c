"""States hold people and decisions by number; here they get the names that the reader may see."""

from accounts.models import User
from retros.models import Decision, TagAlias, snapshot

GONE = "one that is gone"
PEOPLE = ("owner_id", "signed_by_id")


class Names:
    """`Names(states, user)` knows whom and what the states name. Two queries."""

    def __init__(self, states, user):
        self.decisions = _other_decisions(states, user)
        for state in states:
            self.decisions |= {part["id"]: part["choice"] for part in state["decisions"]}
        self.people = User.objects.in_bulk(_people_in(states))

    def of(self, field_name: str, number: int) -> str:
        """Return the name behind `number` in one of the fields that hold one."""
        names = self.people if field_name in PEOPLE else self.decisions
        return str(names.get(number, GONE))


def with_current_tags(states: list[snapshot.State]) -> list[snapshot.State]:
    """Return the states with current tag names, so that a rename is not a change. One query."""
    tagged = [words for state in states for words in (state, *state["lessons"])]
    former = {name.casefold() for words in tagged for name in words["tags"]}
    aliases = TagAlias.objects.filter(name__in=former).values_list("name", "tag__name")
    now = dict(aliases)
    for words in tagged:
        words["tags"] = sorted({now.get(name.casefold(), name) for name in words["tags"]})
    return states


def _people_in(states):
    parts = [part for state in states for name in snapshot.PARTS for part in state[name]]
    return {part[name] for part in parts for name in PEOPLE if part.get(name)}


def _other_decisions(states, user):
    named = {part["superseded_by_id"] for state in states for part in state["decisions"]}
    found = Decision.objects.visible_to(user).filter(pk__in=named - {None})
    return dict(found.values_list("pk", "choice"))
