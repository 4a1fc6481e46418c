"""What people change about themselves."""

import pytest

from tests import factories

ADDRESS = "/accounts/profile/"


def test_name_is_changed(as_user, member):
    as_user(member).post(ADDRESS, {"display_name": "Grace  Hopper"})
    member.refresh_from_db()
    assert member.display_name == "Grace Hopper"


@pytest.mark.parametrize("name", ["", "\u200b", "x" * 81, "a\x00b"])
def test_refused_name_is_kept_in_the_field_but_not_in_the_bar(as_user, member, name):
    response = as_user(member).post(ADDRESS, {"display_name": name})
    assert response.status_code == 422
    assert f"Menu for {member.display_name}" in response.text


def test_nothing_else_can_be_changed_this_way(as_user, member):
    more = {"email": "other@example.org", "is_superuser": "on", "is_staff": "on"}
    as_user(member).post(ADDRESS, {"display_name": "Grace"} | more)
    member.refresh_from_db()
    assert member.email != "other@example.org" and not member.is_superuser


def test_only_administrators_are_shown_the_way_to_repair(as_user, member):
    assert "/admin/" not in as_user(member).get(ADDRESS).text
    admin = factories.UserFactory(is_superuser=True)
    assert "/admin/" in as_user(admin).get(ADDRESS).text


def test_visitors_are_asked_to_sign_in(as_user, db):
    assert as_user().get(ADDRESS)["Location"] == f"/accounts/login/?next={ADDRESS}"


def test_hostile_name_is_shown_as_text(as_user, member):
    response = as_user(member).post(ADDRESS, {"display_name": "<script>x</script>"}, follow=True)
    assert "<script>x" not in response.text and "&lt;script&gt;x" in response.text


def test_menu_offers_what_a_person_may_do(as_user, member, curator):
    curator_menu = as_user(curator).get(ADDRESS).content.decode()
    member_menu = as_user(member).get(ADDRESS).content.decode()
    assert "Administration" in curator_menu and 'href="/system/"' not in curator_menu
    assert 'href="/start-here/"' in member_menu and "Administration" not in member_menu


def test_menu_leads_administrators_to_the_system(as_user, db):
    admin = factories.UserFactory(is_superuser=True)
    assert 'href="/system/"' in as_user(admin).get("/lessons/").content.decode()
