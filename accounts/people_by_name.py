"""Finding people by the names that their colleagues know them by."""

import re
from collections.abc import Sequence

from django.db.models import Count

from accounts.models import User

SUGGESTED = 8
WORDS_MAX = 8
LENGTH_MAX = 254  # of an address, which is longer than any name with a team
_WITH_TEAM = re.compile(r"(?P<name>.+) \((?P<team>[^()]+)\)")


def people_called(words: str) -> list[User]:
    """Return the people that `words` can mean, as `names_of` names them or by email address.

    Closed accounts are left out. One query; two for a name followed by a team.
    """
    if len(words) > LENGTH_MAX:  # more than SQLite compares
        return []
    accounts = User.objects.filter(is_active=True)
    if "@" in words:
        return list(accounts.filter(email__iexact=words))
    found = list(accounts.filter(display_name__iexact=words))
    parts = _WITH_TEAM.fullmatch(words)
    if found or not parts:
        return found
    named = accounts.filter(display_name__iexact=parts["name"])
    return list(named.filter(teams__name__iexact=parts["team"]))


def people_like(words: str) -> list[User]:
    """Return the first people whose names contain all `words`, with their teams. Two queries."""
    found = User.objects.filter(is_active=True)
    for word in words[:LENGTH_MAX].split()[:WORDS_MAX]:
        found = found.filter(display_name__icontains=word)
    return list(found.prefetch_related("teams")[:SUGGESTED])


def names_of(people: Sequence[User]) -> list[str]:
    """Return how to name each of `people`: a name that several have is followed by a team.

    One query, and one for each person whose name others share.
    """
    names = {person.display_name for person in people}
    same = User.objects.filter(is_active=True, display_name__in=names).order_by()
    counted = dict(same.values_list("display_name").annotate(Count("pk")))
    return [_with_team(it) if counted.get(it.display_name, 0) > 1 else str(it) for it in people]


def _with_team(person):
    teams = person.teams.all()
    return f"{person} ({teams[0]})" if teams else str(person)
