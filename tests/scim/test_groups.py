"""Groups of the directory: roles and teams follow them, and nothing else changes."""

import pytest

from accounts.models import AuditEntry, Membership, User
from accounts.single_sign_on import Claims, arrive
from tests import factories
from tests.single_sign_on.worlds import ISSUER

pytestmark = pytest.mark.django_db


@pytest.fixture
def core(settings):
    settings.OIDC_GROUPS = [("r-curators", "role", "curator"), ("t-*", "team", "*")]
    return factories.TeamFactory(name="Core")


@pytest.fixture
def key(directory):
    return directory.person().json()["id"]


def grace():
    return User.objects.get(email="grace@example.org")


def test_groups_give_and_take_a_role_and_a_team(directory, core, key):
    curators = directory.group("r-curators", key).json()["id"]
    team = directory.group("t-core", key).json()["id"]
    directory.group("sales", key)
    assert (grace().role, grace().team_ids) == ("curator", {core.pk})
    assert Membership.objects.get().origin == "scim"

    remove = {"op": "remove", "path": f'members[value eq "{key}"]'}
    assert directory.patch(f"/Groups/{curators}", remove).status_code == 204
    rename = {"op": "replace", "path": "displayName", "value": "t-other"}
    directory.patch(f"/Groups/{team}", rename)
    assert (grace().role, grace().team_ids) == ("member", set())
    kinds = AuditEntry.objects.order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["joined_by_scim", "role_changed", "role_changed"]


def test_what_was_given_by_hand_stays(directory, core, key):
    grace().set_role("curator")
    core.memberships.create(user=grace())
    made = [directory.group(name, key).json()["id"] for name in ("r-curators", "t-core")]
    for group in made:
        assert directory.call("DELETE", f"/Groups/{group}").status_code == 204
    assert (grace().role, grace().team_ids) == ("curator", {core.pk})


def test_sign_in_takes_nothing_that_scim_gave(directory, core, key):
    directory.group("r-curators", key)
    directory.group("t-core", key)
    told = {"sub": "grace", "email": "grace@example.org", "email_verified": True, "groups": []}
    arrive(Claims(ISSUER, told, {}))
    assert (grace().role, grace().team_ids) == ("curator", {core.pk})


def test_scim_takes_no_role_that_a_sign_in_gave(directory, core, key, settings):
    """The highest of both counts, whichever speaks last; each takes away only what it gave."""
    settings.OIDC_ISSUER = ISSUER
    claims = {"email": "grace@example.org", "email_verified": True, "groups": ["r-curators"]}
    arrive(Claims(ISSUER, {"sub": "grace"}, claims))
    directory.group("t-core", key)
    assert grace().role == "curator"
    made = directory.group("r-curators", key).json()["id"]
    arrive(Claims(ISSUER, {"sub": "grace"}, claims | {"groups": []}))
    assert grace().role == "curator"
    directory.call("DELETE", f"/Groups/{made}")
    assert grace().role == "member"


def test_team_that_is_created_or_renamed_later_is_filled_at_once(
    directory, core, key, as_user, curator
):
    for name in ("t-night shift", "t-data"):
        directory.group(name, key)
    page = as_user(curator)
    assert "night shift" in page.get("/accounts/teams/").text
    assert (
        "1 person joined"
        in page.post("/accounts/teams/", {"name": "Night shift"}, follow=True).text
    )
    address = "/accounts/teams/night-shift/rename/"
    assert "1 person joined" not in page.post(address, {"name": "Night shift"}, follow=True).text
    page.post("/accounts/teams/", {"name": "Other"})
    assert (
        "1 person joined"
        in page.post("/accounts/teams/other/rename/", {"name": "DATA"}, follow=True).text
    )
    teams = set(grace().memberships.values_list("team__name", "origin"))
    assert teams == {("Night shift", "scim"), ("DATA", "scim")}
    accepted = AuditEntry.objects.filter(kind="team_accepted", actor_id=curator.pk)
    assert set(accepted.values_list("object_id", flat=True)) == set(grace().team_ids)
    assert accepted.count() == 2


@pytest.mark.both_databases
def test_team_that_a_member_named_like_a_group_waits_for_a_curator(
    directory, core, key, as_user, curator, member
):
    directory.group("t-board", key)
    mine = as_user(member)
    mine.post("/accounts/teams/", {"name": "Mine"})
    told = mine.post("/accounts/teams/mine/rename/", {"name": "Board"}, follow=True).text
    assert "once a curator accepts" in told and grace().team_ids == set()
    directory.group("t-elsewhere", key)  # her groups are followed again
    assert grace().team_ids == set()
    assert mine.post("/accounts/teams/mine/accept/").status_code == 404
    page = as_user(curator)
    assert "Teams called like a group" in page.get("/accounts/teams/").text
    assert "1 person joined" in page.post("/accounts/teams/mine/accept/", follow=True).text
    assert AuditEntry.objects.filter(kind="team_accepted", object_kind="team").count() == 1
    mine.post("/accounts/teams/mine/rename/", {"name": "Core team"})
    directory.group("t-core team", key)
    assert grace().team_ids == set()


def test_leaver_loses_what_groups_gave(directory, core, key):
    directory.group("r-curators", key)
    directory.group("t-core", key)
    directory.call("DELETE", f"/Users/{key}")
    assert (grace().role, grace().team_ids) == ("member", set())


@pytest.mark.parametrize("member", ["nobody", "00000000-0000-4000-8000-000000000000", None, 7])
def test_member_that_is_nobody_is_refused_whole(directory, core, key, member):
    answer = directory.group("t-core", key, member)
    assert answer.status_code == 400 and not Membership.objects.exists()
    assert directory.call("GET", "/Groups").json()["totalResults"] == 0
