"""Let roles and teams follow the groups that a provider or a directory names.

What was given by hand stays, and each source takes away only what it gave.
"""

from django.conf import settings
from django.db.models.functions import Lower

from accounts.models import LastAdministratorError, Membership, ScimGroup, Team, User
from accounts.single_sign_on.claims import map_groups

RANK = {role: rank for rank, role in enumerate(User.Role.values)}


def follow_groups(user, mapped):
    """Give and take what the groups of a sign-in say. Nine queries at most where nothing changes.

    The role is the higher one of what the sign-in and SCIM say.
    """
    directory = _mapped_by_scim(user) if settings.SCIM_TOKEN else None
    told = directory.role if directory else ""
    _follow_role(user, max(mapped.role, told, key=_rank))
    _follow_teams(user, mapped.teams, Membership.Origin.SIGN_IN)
    if directory:
        _follow_teams(user, directory.teams, Membership.Origin.SCIM)


def follow_scim_groups(user):
    """Give and take what the groups of SCIM say. Seven queries at most where nothing changes."""
    mapped = _mapped_by_scim(user)
    _follow_role(user, mapped.role)
    _follow_teams(user, mapped.teams, Membership.Origin.SCIM)


def _mapped_by_scim(user):
    groups = ScimGroup.objects.filter(members__user=user)
    return map_groups(groups.values_list("display_name", flat=True))


def _follow_role(user, role):
    by_hand = user.role_by_hand or user.role
    wanted = max(by_hand, role, key=_rank)
    if wanted == user.role:
        return
    try:
        user.set_role(wanted, by_hand=by_hand if wanted != by_hand else "")
    except LastAdministratorError:
        return  # somebody has to be able to put the groups right


def _rank(role):
    return RANK.get(role, -1)


def _follow_teams(user, names, origin):
    """Teams that are not there are made by people, not by a group of somewhere else."""
    wanted = set(teams_called(names).values_list("pk", flat=True))
    held = dict(user.memberships.values_list("team_id", "origin"))
    for team in wanted - held.keys():
        Membership.objects.get_or_create(user=user, team_id=team, defaults={"origin": origin})
    given = {team for team, by in held.items() if by == origin}
    user.memberships.filter(team__in=given - wanted, origin=origin).delete()


def teams_called(names):
    """Return the teams with one of these names, in capitals or not."""
    lower = Team.objects.annotate(lower=Lower("name"))
    return lower.filter(lower__in={name.lower() for name in names})
