"""Let roles and teams follow the groups that a provider or a directory names.

What was given by hand stays, and each source takes away only what it gave.
"""

from fnmatch import fnmatchcase

from django.conf import settings
from django.db.models.functions import Lower

from accounts.models import LastAdministratorError, Membership, ScimGroup, Team, User
from accounts.single_sign_on.claims import map_groups

RANK = {role: rank for rank, role in enumerate(User.Role.values)}


def follow_groups(user, mapped):
    """Give and take what the groups of a sign-in say. Nine queries at most where nothing changes.

    The role is the highest one of what was given by hand, by this sign-in and by SCIM.
    """
    if user.role_by_sign_in != mapped.role:
        user.role_by_sign_in = mapped.role
        user.save(update_fields=["role_by_sign_in"])
    directory = _mapped_by_scim(user) if settings.SCIM_TOKEN else None
    told = directory.role if directory else ""
    _follow_role(user, max(mapped.role, told, key=_rank))
    _follow_teams(user, mapped.teams, Membership.Origin.SIGN_IN)
    if directory:
        _follow_teams(user, directory.teams, Membership.Origin.SCIM)


def follow_scim_groups(user):
    """Give and take what the groups of SCIM say. Seven queries at most where nothing changes.

    A role that the last sign-in gave stays until the next one, or until single sign-on is turned off.
    """
    mapped = _mapped_by_scim(user)
    told = user.role_by_sign_in if settings.OIDC_ISSUER else ""
    _follow_role(user, max(mapped.role, told, key=_rank))
    _follow_teams(user, mapped.teams, Membership.Origin.SCIM)


def fill_team(team):
    """Let those join at once whom groups of SCIM put into `team`. Return how many.

    To be called when its name is new, or a curator accepted it. Three queries at most. Who comes by
    single sign-on joins at the next sign-in: of its groups nothing is kept.
    """
    if not (team.follows_groups and settings.SCIM_TOKEN and settings.OIDC_GROUPS):
        return 0
    groups = ScimGroup.objects.values_list("pk", "display_name")
    named = [pk for pk, name in groups if team.name.lower() in _teams_of([name])]
    people = User.objects.filter(is_active=True, scim_user__groups__in=named).distinct()
    joining = people.exclude(memberships__team=team)
    scim = Membership.Origin.SCIM
    return len(
        Membership.objects.bulk_create(
            [Membership(user=user, team=team, origin=scim) for user in joining],
            ignore_conflicts=True,
        )
    )


def missing_teams(names):
    """Return the teams, sorted, that groups with these names stand for and that don’t exist. One query."""
    teams = map_groups(names).teams
    found = {name.lower() for name in teams_called(teams).values_list("name", flat=True)}
    return sorted(name for name in teams if name.lower() not in found)


def missing_teams_of_scim():
    """Return those of the groups of the directory. Two queries while SCIM is on, else none."""
    if not (settings.SCIM_TOKEN and settings.OIDC_GROUPS):
        return []
    return missing_teams(ScimGroup.objects.values_list("display_name", flat=True))


def teams_to_accept():
    """Return the teams that a group can stand for and that no curator accepted. Two queries at most."""
    if not settings.OIDC_GROUPS:
        return []
    named = _teams_of_scim()
    waiting = Team.objects.filter(follows_groups=False)
    return [team for team in waiting if team.name.lower() in named or sign_in_fills(team)]


def follows_a_group(team):
    """Return whether the people of a group join `team` by now. One query at most."""
    if not (team.follows_groups and settings.OIDC_GROUPS):
        return False
    return sign_in_fills(team) or team.name.lower() in _teams_of_scim()


def sign_in_fills(team):
    """Return whether groups of single sign-on can stand for `team`, whose people join at a sign-in."""
    is_on = bool(settings.OIDC_ISSUER)
    return is_on and any(
        kind == "team" and fnmatchcase(team.name.lower(), target.lower())
        for _, kind, target in settings.OIDC_GROUPS
    )


def _teams_of(names):
    return {name.lower() for name in map_groups(names).teams}


def _teams_of_scim():
    if not settings.SCIM_TOKEN:
        return set()
    return _teams_of(ScimGroup.objects.values_list("display_name", flat=True))


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
    """Teams that are not there are made by people, and curators say which ones follow a group."""
    follow = teams_called(names).filter(follows_groups=True)
    wanted = set(follow.values_list("pk", flat=True))
    held = dict(user.memberships.values_list("team_id", "origin"))
    for team in wanted - held.keys():
        Membership.objects.get_or_create(user=user, team_id=team, defaults={"origin": origin})
    given = {team for team, by in held.items() if by == origin}
    user.memberships.filter(team__in=given - wanted, origin=origin).delete()


def teams_called(names):
    """Return the teams with one of these names, in capitals or not."""
    lower = Team.objects.annotate(lower=Lower("name"))
    return lower.filter(lower__in={name.lower() for name in names})
