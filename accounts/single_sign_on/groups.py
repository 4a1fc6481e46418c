"""Let roles and teams follow the groups that a provider names; what was given by hand stays."""

from django.db.models.functions import Lower

from accounts.models import LastAdministratorError, Membership, Team, User

RANK = {role: rank for rank, role in enumerate(User.Role.values)}


def follow_groups(user, mapped):
    """Give and take what the provider’s groups say. Six queries at most where nothing changes."""
    _follow_role(user, mapped.role)
    _follow_teams(user, mapped.teams)


def _follow_role(user, role):
    by_hand = user.role_by_hand or user.role
    wanted = max(by_hand, role or by_hand, key=RANK.__getitem__)
    if wanted == user.role:
        return
    try:
        user.set_role(wanted, by_hand=by_hand if wanted != by_hand else "")
    except LastAdministratorError:
        return  # somebody has to be able to put the groups right


def _follow_teams(user, names):
    """Teams that are not there are made by people, not by a group of somewhere else."""
    wanted = set(teams_called(names).values_list("pk", flat=True))
    held = dict(user.memberships.values_list("team_id", "origin"))
    for team in wanted - held.keys():
        Membership.objects.get_or_create(
            user=user, team_id=team, defaults={"origin": Membership.Origin.SIGN_IN}
        )
    given = {team for team, origin in held.items() if origin == Membership.Origin.SIGN_IN}
    user.memberships.filter(team__in=given - wanted, origin=Membership.Origin.SIGN_IN).delete()


def teams_called(names):
    """Return the teams with one of these names, in capitals or not."""
    lower = Team.objects.annotate(lower=Lower("name"))
    return lower.filter(lower__in={name.lower() for name in names})
