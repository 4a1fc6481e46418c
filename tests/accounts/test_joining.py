"""The first person, and everybody who is invited."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Installation, Invitation, User
from tests import factories

ADA = {"display_name": "Ada", "email": "Ada@Example.org", "password": "four words made up"}


@pytest.fixture
def visitor(as_user):
    return as_user()


@pytest.fixture
def first(db):
    return f"/accounts/first/{Installation.new_code()}/"


@pytest.fixture
def invitation(db):
    return factories.InvitationFactory.build(
        created_by=factories.CuratorFactory(), team=factories.TeamFactory()
    )


@pytest.fixture
def join(invitation):
    return f"/accounts/join/{invitation.issue()}/"


def test_first_person_becomes_the_administrator_and_is_signed_in(visitor, first):
    response = visitor.post(first, ADA)
    assert (response.status_code, response["Location"]) == (302, "/")
    ada = User.objects.get(email="ada@example.org")
    assert ada.is_superuser and visitor.session["_auth_user_id"] == str(ada.pk)


def test_first_link_opens_only_once(visitor, as_user, first):
    visitor.post(first, ADA)
    late = as_user().post(first, ADA | {"email": "second@example.org"})
    assert late.status_code == 404
    assert User.objects.filter(is_superuser=True).count() == 1


def test_only_the_last_printed_link_opens(visitor, first):
    Installation.new_code()
    assert visitor.get(first).status_code == 404


def test_no_new_link_is_made_once_someone_is_in_charge(visitor, first):
    visitor.post(first, ADA)
    assert Installation.new_code() is None


def test_invited_person_joins_the_team_and_is_signed_in(visitor, join, invitation):
    assert str(invitation.team) in visitor.get(join).text
    assert visitor.post(join, ADA)["Location"] == "/"
    ada = User.objects.get(email="ada@example.org")
    assert list(ada.teams.all()) == [invitation.team]
    assert not ada.is_curator and "_auth_user_id" in visitor.session


def test_invitation_as_curator_makes_a_curator(visitor, join, invitation):
    Invitation.objects.update(as_curator=True)
    visitor.post(join, ADA)
    assert User.objects.get(email="ada@example.org").is_curator


@pytest.mark.parametrize("change", ["used", "expired", "withdrawn", "wrong"])
def test_invalid_links_get_the_same_answer(visitor, join, change):
    match change:
        case "used":
            Invitation.objects.update(accepted_at=timezone.now())
        case "expired":
            Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
        case "withdrawn":
            Invitation.objects.all().delete()
        case "wrong":
            join = join.replace("/join/", "/join/x")
    for response in (visitor.get(join), visitor.post(join, ADA)):
        assert response.status_code == 404
        assert "This link doesn’t work" in response.text


def test_of_two_people_with_one_open_link_the_first_joins(join, invitation):
    seen = Invitation.objects.get(pk=invitation.pk)
    assert invitation.accept(email="a@example.org", display_name="Ada", password="made up words")
    assert not seen.accept(email="b@example.org", display_name="Bo", password="made up words")
    assert not User.objects.filter(email="b@example.org").exists()


def test_known_address_is_refused_beside_the_field_with_everything_kept(visitor, join):
    factories.UserFactory(email="ada@example.org", display_name="Known Ada")
    response = visitor.post(join, ADA)
    assert response.status_code == 422
    assert "You can’t join with this address" in response.text
    assert 'value="Ada@Example.org"' in response.text and "Known Ada" not in response.text
    assert Invitation.objects.open().count() == 1


def test_address_taken_in_the_same_moment_leaves_the_link_open(visitor, join, monkeypatch):
    factories.UserFactory(email="ada@example.org")
    monkeypatch.setattr("accounts.forms.NewPersonForm.clean_email", lambda form: "ada@example.org")
    assert "You can’t join with this address" in visitor.post(join, ADA).text
    assert Invitation.objects.open().count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"password": "short"},
        {"password": "password12"},
        {"email": "nobody"},
        {"email": f"{'a' * 250}@example.org"},
        {"email": "a\x00@example.org"},
        {"display_name": "\u200b \u202e"},
        {"display_name": "x" * 81},
        {"display_name": "a\x00b"},
        {"display_name": ""},
    ],
)
def test_what_does_not_fit_gets_an_error_next_to_the_field(visitor, join, wrong):
    response = visitor.post(join, ADA | wrong)
    assert response.status_code == 422
    assert 'class="err"' in response.text
    assert not User.objects.filter(display_name="Ada").exists()


def test_name_is_kept_on_one_line_without_turning_text_around(visitor, join):
    visitor.post(join, ADA | {"display_name": " Ada\u202e \t King "})
    assert User.objects.get(email="ada@example.org").display_name == "Ada King"


def test_signed_in_people_do_not_use_up_an_invitation(as_user, join, member):
    response = as_user(member).post(join, ADA)
    assert response["Location"] == "/"
    assert Invitation.objects.open().count() == 1


def test_links_are_not_found_by_guessing(as_user, join, shared_cache):
    statuses = [as_user().get(f"/accounts/join/guess{n}/").status_code for n in range(20)]
    assert set(statuses) == {404}
    refused = as_user().get(join)
    assert refused.status_code == 429 and "Too many attempts" in refused.text
    assert as_user().get("/accounts/first/guess/").status_code == 429


def test_guesses_do_not_block_other_addresses(as_user, join, shared_cache):
    for n in range(21):
        as_user().get(f"/accounts/join/guess{n}/")
    assert as_user().get(join, REMOTE_ADDR="192.0.2.9").status_code == 200


@pytest.mark.parametrize("address", ["/accounts/first/%00/", "/accounts/join/%00/"])
def test_hostile_links_do_not_work(visitor, db, address):
    assert visitor.get(address).status_code == 404
