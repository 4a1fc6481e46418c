"""Joining and leaving by SCIM: who gets which account, and what becomes of it."""

import threading
import time

import pytest
from django.utils import timezone

from accounts.models import AuditEntry, Identity, Installation, ScimUser, User
from accounts.single_sign_on import Claims, Refused, arrive
from retros.models import close_account
from retros.setup_checks import find_problems
from tests import factories
from tests.single_sign_on.worlds import ISSUER
from tests.writing.test_together import together

pytestmark = pytest.mark.django_db
GRACE = "grace@example.org"


def kinds():
    return list(AuditEntry.objects.order_by("pk").values_list("kind", flat=True))


@pytest.fixture
def provider(settings):
    settings.OIDC_ISSUER, settings.OIDC_NAME = ISSUER, "Example"


def sign_in(subject, email, *, verified=True):
    told = {"sub": subject, "email": email, "email_verified": verified}
    return arrive(Claims(ISSUER, told, {}))


def test_joiner_gets_an_account_and_single_sign_on_finds_it(directory, provider, mailoutbox):
    answer = directory.person(displayName="Grace Hopper", externalId="7")
    assert answer.status_code == 201
    assert answer.json()["meta"]["created"] == answer.json()["meta"]["lastModified"]
    grace = User.objects.get()
    assert (grace.email, grace.display_name, grace.role) == (GRACE, "Grace Hopper", "member")
    assert not grace.has_usable_password()
    assert sign_in("grace", GRACE) == grace
    entry = AuditEntry.objects.get()
    assert (entry.kind, entry.object_id, entry.origin) == ("joined_by_scim", grace.pk, "scim")
    assert Installation.of_this_site().scim_called_on == timezone.localdate()


def test_address_that_nobody_vouches_for_opens_no_account_that_scim_made(directory, provider):
    directory.person()
    with pytest.raises(Refused):
        sign_in("mallory", GRACE, verified=False)
    assert not Identity.objects.exists()


def test_account_made_by_hand_is_joined_once_its_owner_has_signed_in(directory, provider):
    grace = factories.UserFactory(email=GRACE, display_name="G. H.")
    refused = directory.person(displayName="Grace Hopper")
    assert (refused.status_code, refused.json()["scimType"]) == (409, "uniqueness")
    assert "signed in by single sign-on" in refused.json()["detail"]

    sign_in("grace", GRACE)
    assert directory.person(displayName="Grace Hopper").status_code == 201
    grace.refresh_from_db()
    assert grace.scim_user and grace.display_name == "G. H."
    key = grace.scim_user.pk
    address = {"op": "replace", "path": "emails", "value": [{"value": "eve@example.org"}]}
    assert directory.patch(f"/Users/{key}", address).status_code == 204
    grace.refresh_from_db()
    assert grace.email == GRACE  # or a link for a new password could go to somebody else


def test_closed_account_is_not_joined(directory, provider):
    sign_in("grace", GRACE).close()
    answer = directory.person()
    assert answer.status_code == 409 and "is closed" in answer.json()["detail"]


def test_leaver_is_out_and_comes_back_only_by_who_closed_the_account(directory, as_user):
    key = directory.person().json()["id"]
    grace = User.objects.get()
    item = factories.ActionItemFactory(owner=grace)
    browser = as_user(grace)
    assert browser.get("/projects/").status_code == 200

    assert directory.set_active(key, False).status_code == 204
    assert browser.get("/projects/").status_code == 302
    item.refresh_from_db()
    assert item.owner is None
    assert directory.call("GET", f"/Users/{key}").json()["active"] is False
    directory.set_active(key, False)
    directory.set_active(key, True)
    grace.refresh_from_db()
    assert grace.is_active
    assert kinds() == ["joined_by_scim", "left_by_scim", "account_reopened"]

    grace.close()
    directory.set_active(key, False)
    directory.set_active(key, True)
    grace.refresh_from_db()
    assert not grace.is_active  # an administrator closed it


def test_deleted_user_is_gone_for_the_directory_and_closed_here(directory):
    key = directory.person().json()["id"]
    assert directory.call("DELETE", f"/Users/{key}").status_code == 204
    assert directory.call("GET", f"/Users/{key}").status_code == 404
    assert not User.objects.get().is_active and not ScimUser.objects.exists()
    assert directory.person().status_code == 409  # perhaps somebody else with the same address


def test_last_administrator_is_not_closed(directory):
    key = directory.person().json()["id"]
    User.objects.get().set_role("administrator")
    for answer in (directory.set_active(key, False), directory.call("DELETE", f"/Users/{key}")):
        assert answer.status_code == 403
        assert "Nobody else can administer" in answer.json()["detail"]
    assert User.objects.get().is_active and ScimUser.objects.exists()


def test_name_and_address_follow_the_directory_but_not_to_an_address_of_others(directory):
    factories.UserFactory(email="ada@example.org")
    key = directory.person(displayName="Grace", name={"familyName": "Hopper"}).json()["id"]
    told = {"displayName": "Grace M. Hopper", "emails": [{"value": "GMH@example.org"}]}
    directory.patch(f"/Users/{key}", {"op": "replace", "value": told})
    grace = User.objects.get(scim_user=key)
    assert (grace.email, grace.display_name) == ("gmh@example.org", "Grace M. Hopper")
    taken = {"op": "replace", "path": "emails", "value": [{"value": "ada@example.org"}]}
    assert directory.patch(f"/Users/{key}", taken).status_code == 409
    grace.refresh_from_db()
    assert grace.email == "gmh@example.org"


def test_who_wants_no_name_kept_leaves_none_with_the_directory_either(directory):
    key = directory.person(displayName="Grace Hopper", name={"givenName": "Grace"}).json()["id"]
    User.objects.update(keeps_name=False)
    directory.set_active(key, False)
    directory.patch(f"/Users/{key}", {"op": "add", "path": "displayName", "value": "Grace Hopper"})
    assert User.objects.get().display_name == "Former member"
    assert "Hopper" not in str(ScimUser.objects.get().told)


def test_what_entra_sends_beside_the_standard_is_understood(directory):
    key = directory.person(title="Rear admiral", roles=[], phoneNumbers=[{"value": "1"}]).json()[
        "id"
    ]
    answer = directory.patch(
        f"/Users/{key}",
        {"op": "Replace", "path": "active", "value": "False"},
        {"op": "Add", "path": 'emails[type eq "work"].value', "value": "g@example.org"},
        {"op": "Replace", "path": "title", "value": "Professor"},
    )
    assert answer.status_code == 204
    assert not User.objects.get().is_active
    assert "title" not in directory.call("GET", f"/Users/{key}").json()


def test_search_finds_by_what_directories_ask_for(directory, django_assert_max_num_queries):
    for number in range(3):
        directory.person(f"user{number}@example.org", externalId=f"x{number}")
    for wanted in (
        'userName eq "USER1"',
        'externalId eq "x1" and active eq true',
        'emails co "r1@"',
    ):
        with django_assert_max_num_queries(9):
            found = directory.call("GET", "/Users", QUERY_STRING=f"filter={wanted}").json()
        assert [it["userName"] for it in found["Resources"]] == ["user1"], wanted
    page = directory.call("GET", "/Users", QUERY_STRING="startIndex=2&count=1").json()
    assert (page["totalResults"], page["Resources"][0]["userName"]) == (3, "user1")


def test_administrators_see_that_scim_is_on_and_which_teams_are_missing(
    directory, as_user, settings
):
    settings.OIDC_GROUPS = [("t-*", "team", "*")]
    browser = as_user(factories.UserFactory(is_superuser=True, is_staff=True))
    assert "No call came yet" in browser.get("/accounts/sign-in-check/").text
    directory.group("t-core", directory.person().json()["id"])
    page = browser.get("/accounts/sign-in-check/").text
    assert "The last call came on" in page and "/scim/v2" in page and "<p>core</p>" in page
    assert any("SCIM makes accounts" in problem.text for problem in find_problems())


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_of_several_at_once_one_makes_the_account_and_one_closing_is_recorded(directory):
    answers = []
    together(lambda number: answers.append(directory.person()), writers=4)
    assert sorted(it.status_code for it in answers) == [201, 409, 409, 409]
    assert User.objects.count() == ScimUser.objects.count() == 1
    key = str(ScimUser.objects.get().pk)
    together(lambda number: directory.set_active(key, False), writers=4)
    assert kinds() == ["joined_by_scim", "left_by_scim"]
    assert User.objects.get().times_closed == 1


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_closing_by_scim_and_by_an_administrator_at_once_do_not_wait_for_each_other(
    directory, monkeypatch
):
    administrator = factories.UserFactory(is_superuser=True, is_staff=True)
    key = directory.person().json()["id"]
    grace, has_begun = User.objects.get(scim_user=key), threading.Event()

    def close_late(person, *, by):
        has_begun.set()
        time.sleep(0.3)  # the administrator's lock has its place by now
        return close_account(person, by=by)

    monkeypatch.setattr("retros.models.close_account", close_late)

    def close(number):
        if number == 0:
            assert directory.set_active(key, False).status_code in (200, 204)
        elif has_begun.wait(20):
            close_account(grace, by=administrator)

    together(close, writers=2)
    assert User.objects.get(pk=grace.pk).times_closed == 1
