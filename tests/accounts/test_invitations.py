"""Links that let people in: who makes them, what of them is seen, how they end."""

import re

import pytest
from django.core.exceptions import ObjectDoesNotExist

from accounts.models import Invitation
from tests import factories

ADDRESS = "/accounts/invitations/"
ONE_LINK = {"note": "", "seats": 1, "days": 14}


@pytest.fixture
def curate(as_user, curator):
    return as_user(curator)


def open_invitation(**fields):
    invitation = factories.InvitationFactory.build(created_by=factories.CuratorFactory(), **fields)
    return invitation, invitation.issue()


def test_curator_makes_a_link_that_opens(curate, as_user):
    page = curate.post(ADDRESS, ONE_LINK | {"note": "For Grace"}).text
    link = re.search(r"http://127.0.0.1:8000(/accounts/join/[\w-]+/)", page)[1]
    assert as_user().get(link).status_code == 200


def test_link_is_shown_once_and_stored_nowhere(curate):
    page = curate.post(ADDRESS, ONE_LINK | {"note": "For Grace"}).text
    token = re.search(r"/accounts/join/([\w-]+)/", page)[1]
    assert token not in curate.get(ADDRESS).text
    assert token not in str(list(Invitation.objects.values()))


def test_link_carries_the_address_of_the_site_and_not_the_host_header(curate):
    assert (
        "http://127.0.0.1:8000/accounts/join/"
        in curate.post(ADDRESS, ONE_LINK, HTTP_HOST="localhost").text
    )


@pytest.mark.parametrize("method", ["get", "post"])
def test_invitations_are_hidden_from_members(as_user, member, method):
    invitation, _ = open_invitation()
    assert getattr(as_user(member), method)(ADDRESS).status_code == 404
    assert as_user(member).post(f"{ADDRESS}{invitation.pk}/withdraw/").status_code == 404
    assert Invitation.objects.open().exists()


def test_revoked_link_does_not_work(curate, as_user):
    invitation, token = open_invitation()
    assert curate.post(f"{ADDRESS}{invitation.pk}/withdraw/")["Location"] == ADDRESS
    assert as_user().get(f"/accounts/join/{token}/").status_code == 404


def test_revoking_needs_a_post(curate):
    invitation, _ = open_invitation()
    assert curate.get(f"{ADDRESS}{invitation.pk}/withdraw/").status_code == 405


@pytest.mark.parametrize("pk", [0, 99_999, 10**30])
def test_revoking_what_is_not_there_is_not_found(curate, pk):
    assert curate.post(f"{ADDRESS}{pk}/withdraw/").status_code == 404


def test_curators_invite_into_their_own_teams_only(curate, curator):
    mine, other = factories.TeamFactory.create_batch(2)
    curator.memberships.create(team=mine)
    assert curate.post(ADDRESS, ONE_LINK | {"team": other.pk, "note": "kept"}).status_code == 422
    assert (
        'value="kept"' in curate.post(ADDRESS, ONE_LINK | {"team": other.pk, "note": "kept"}).text
    )
    assert curate.post(ADDRESS, ONE_LINK | {"team": mine.pk}).status_code == 200
    assert Invitation.objects.get().team == mine


@pytest.mark.parametrize(
    "wrong", [{"note": "x" * 121}, {"note": "a\x00"}, {"team": "x"}, {"team": "9" * 40}]
)
def test_what_does_not_fit_gets_an_error_next_to_the_field(curate, wrong):
    response = curate.post(ADDRESS, ONE_LINK | wrong)
    assert response.status_code == 422 and 'class="err"' in response.text
    with pytest.raises(ObjectDoesNotExist):
        Invitation.objects.get()


def test_list_takes_as_many_queries_for_twelve_as_for_two(
    curate, django_assert_max_num_queries, django_assert_num_queries
):
    def add(number):
        for _ in range(number):
            open_invitation(team=factories.TeamFactory())

    add(2)
    with django_assert_max_num_queries(20) as few:
        curate.get(ADDRESS)
    add(10)
    with django_assert_num_queries(len(few)):
        curate.get(ADDRESS)
