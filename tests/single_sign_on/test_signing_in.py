"""Signing in at the organization's provider: accounts, roles and teams."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection

from accounts.models import Identity, Membership, Team, User
from accounts.single_sign_on import Claims, arrive
from tests import factories
from tests.single_sign_on.worlds import GRACE, ISSUER, sign_in, unknown_client

PASSWORD = "four words made up"
LOGIN = "/accounts/login/"


def signed_in(browser):
    return User.objects.get(pk=browser.session["_auth_user_id"])


def claims(**told):
    return Claims(ISSUER, {"sub": "grace"}, GRACE | told)


def roles(settings, *mapping):
    settings.OIDC_GROUPS = list(mapping)


def test_new_person_gets_an_account_and_the_page_that_was_asked_for(as_user, provider):
    browser = as_user()
    assert sign_in(browser, provider, "/projects/")["Location"] == "/projects/"
    user = signed_in(browser)
    assert (user.email, user.display_name, user.role) == (GRACE["email"], "Grace", "member")
    assert not user.has_usable_password()
    request, sent = provider.asked["/token"]
    assert request.get_header("Authorization") == "Basic cmV0cm9zOnMlM0Ex"
    assert 43 <= len(sent["code_verifier"]) <= 128  # RFC 7636; providers refuse a shorter one
    assert sent["redirect_uri"].endswith("/accounts/sign-in/back/")


def test_client_that_is_registered_for_the_other_way_is_let_in(as_user, provider):
    both = ["client_secret_post", "client_secret_basic"]
    provider.described["token_endpoint_auth_methods_supported"] = both
    assert sign_in(as_user(), provider).status_code == 302
    assert provider.asked["/token"][0].get_header("Authorization")
    provider.answers["/token"], provider.nonce = [unknown_client()], ""
    assert sign_in(as_user(), provider).status_code == 302
    request, sent = provider.asked["/token"]
    assert sent["client_secret"] == "s:1" and not request.get_header("Authorization")


def test_nobody_is_led_elsewhere(as_user, provider):
    assert sign_in(as_user(), provider, "//evil.example")["Location"] == "/"


def test_person_is_known_by_identity_though_name_and_address_change(as_user, provider):
    first = as_user()
    sign_in(first, provider)
    provider.nonce, provider.told = "", {"email": "hopper@example.org", "email_verified": False}
    second = as_user()
    sign_in(second, provider)
    assert signed_in(first) == signed_in(second) and User.objects.count() == 1


def test_verified_address_links_an_account_once_and_its_owner_is_told(
    as_user, provider, django_capture_on_commit_callbacks
):
    grace = factories.UserFactory(email="grace@example.org")
    with django_capture_on_commit_callbacks(execute=True):
        sign_in(as_user(), provider)
    assert Identity.objects.get().user == grace
    (message,) = mail.outbox
    assert message.to == ["grace@example.org"] and "with Example" in message.body
    provider.nonce, provider.person = "", GRACE | {"sub": "another"}
    response = sign_in(as_user(), provider)
    assert response.status_code == 403 and "another identity" in response.text
    assert Identity.objects.count() == 1


def test_closed_account_stays_closed(as_user, provider):
    factories.UserFactory(email="grace@example.org", is_active=False)
    assert "account is closed" in sign_in(as_user(), provider).text
    assert not Identity.objects.exists()


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("OIDC_JUST_IN_TIME", False, {}),
        ("OIDC_ALLOWED_DOMAINS", ["example.com"], {}),
        ("OIDC_ALLOWED_GROUPS", ["retros-*"], {"groups": ["sales"]}),
        ("OIDC_ALLOWED_GROUPS", ["retros-*"], {}),
    ],
)
def test_who_is_not_meant_gets_no_account(as_user, provider, settings, name, value, told):
    setattr(settings, name, value)
    provider.told = told
    assert sign_in(as_user(), provider).status_code == 403
    assert not User.objects.exists()


def test_who_is_meant_gets_in(as_user, provider, settings):
    settings.OIDC_ALLOWED_DOMAINS, settings.OIDC_ALLOWED_GROUPS = ["example.org"], ["retros-*"]
    provider.told = {"groups": ["sales", "retros-users"]}
    assert sign_in(as_user(), provider).status_code == 302


@pytest.mark.parametrize(
    ("path", "told", "groups"),
    [
        ("groups", {"groups": ["b", "a", "b", 7, None, "", "\x00"]}, ["a", "b"]),
        ("groups", {"groups": "a, b"}, ["a, b"]),
        ("groups", {"groups": {"a": 1}}, []),
        ("realm.roles", {"realm": {"roles": ["a"]}}, ["a"]),
        ("realm.roles", {"realm": ["roles"]}, []),
        ("https://example.org/groups", {"https://example.org/groups": ["a"]}, ["a"]),
        ("groups", {"groups": [f"g{number}" for number in range(500)]}, 500),
    ],
)
def test_groups_are_read_from_where_they_are(settings, path, told, groups):
    settings.OIDC_GROUPS_CLAIM = path
    found = claims(**told).groups
    assert found == groups or len(found) == groups
    assert Claims(ISSUER, {"sub": "grace", **told}, {}).groups == found


@pytest.mark.both_databases
@pytest.mark.django_db
def test_sign_in_gives_and_takes_only_what_it_gave(settings):
    roles(settings, ("r-curators", "role", "curator"), ("t-*", "team", "*"))
    mine, theirs = factories.TeamFactory(name="Payments"), factories.TeamFactory(name="Core")
    user = arrive(claims(groups=["r-curators", "t-payments", "t-CORE", "t-missing"]))
    assert user.role == "curator" and user.team_ids == {mine.pk, theirs.pk}
    Membership.objects.filter(team=theirs).update(origin="by_hand")
    user = arrive(claims(groups=[]))
    assert user.role == "member" and user.team_ids == {theirs.pk}
    user.set_role("curator")
    assert arrive(claims(groups=[])).role == "curator"
    assert not Team.objects.filter(name__iexact="missing").exists()


@pytest.mark.django_db
def test_role_by_hand_comes_back_when_a_group_goes_unless_nobody_would_administer(settings):
    roles(settings, ("admins", "role", "administrator"))
    arrive(claims()).set_role("curator")
    assert arrive(claims(groups=["admins"])).role == "administrator"
    assert arrive(claims(groups=[])).role == "administrator"  # nobody else could
    factories.UserFactory(is_superuser=True)
    assert arrive(claims(groups=[])).role == "curator"


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_two_first_sign_ins_at_once_make_one_account():
    start = threading.Barrier(2)

    def first(_):
        start.wait()
        try:
            return arrive(claims()).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as both:
        found = set(both.map(first, range(2)))
    assert len(found) == 1
    assert User.objects.count() == Identity.objects.count() == 1


@pytest.mark.parametrize("passwords", ["all", "none"])
def test_invited_person_joins_with_single_sign_on(as_user, provider, settings, passwords):
    settings.OIDC_JUST_IN_TIME, settings.PASSWORDS = False, passwords
    team = factories.TeamFactory(name="Core")
    token = factories.InvitationFactory.build(
        team=team, created_by=factories.UserFactory(email="boss@example.org")
    ).issue()
    browser = as_user()
    page = browser.get(f"/accounts/join/{token}/").text
    assert ('name="password"' in page) == (passwords == "all")
    if passwords == "none":
        browser.post(f"/accounts/join/{token}/", GRACE | {"password": PASSWORD})
        assert not User.objects.filter(email=GRACE["email"]).exists()
    assert sign_in(browser, provider, invitation=token).status_code == 302
    assert signed_in(browser).team_ids == {team.pk}
    provider.nonce, provider.person = "", {**GRACE, "sub": "eve", "email": "eve@example.org"}
    assert "no account here yet" in sign_in(as_user(), provider, invitation=token).text


def test_who_has_no_password_is_told_so_instead_of_changing_it(as_user, provider):
    browser = as_user()
    sign_in(browser, provider)
    response = browser.get("/accounts/password/change/", follow=True)
    assert "You sign in with Example" in response.text
    assert "Change password" not in response.text


def test_sign_in_page_offers_it_and_keeps_where_somebody_wanted_to_go(client, provider):
    page = client.get(f"{LOGIN}?next=/projects/").text
    assert 'href="/accounts/sign-in/?next=/projects/">Sign in with Example</a>' in page
    assert 'name="password"' in page


@pytest.mark.parametrize(
    ("setting", "administrator", "member"),
    [("all", 302, 302), ("administrators", 302, 200), ("none", 302, 200)],
)
def test_passwords_count_for_whom_the_setting_says(
    as_user, provider, settings, setting, administrator, member
):
    settings.PASSWORDS = setting
    for status, is_superuser in ((administrator, True), (member, False)):
        person = factories.UserFactory(is_superuser=is_superuser)
        person.set_password(PASSWORD)
        person.save()
        sent = {"login": person.email, "password": PASSWORD}
        response = as_user().post(LOGIN, sent)
        assert response.status_code == status
        assert status == 302 or "Sign in with Example" in response.text


def test_passwords_end_once_an_administrator_came_without_one(as_user, provider, settings):
    settings.PASSWORDS = "none"
    administrator = factories.UserFactory(is_superuser=True, email="grace@example.org")
    administrator.set_password(PASSWORD)
    administrator.save()
    sign_in(as_user(), provider)
    response = as_user().post(LOGIN, {"login": administrator.email, "password": PASSWORD})
    assert response.status_code == 200 and 'name="password"' not in response.text


def test_text_that_waits_is_shown_after_signing_in_elsewhere(as_user, provider):
    browser = as_user()
    page = browser.post(f"{LOGIN}?next=/projects/new/", {"name": "What I typed"})
    assert "Sign in with Example in a new tab" in page.text
    sent = {"sent": page.context["sent"].as_text(), "typed_by": ""}
    assert browser.post(LOGIN, sent).status_code == 401  # not yet
    sign_in(browser, provider)
    assert "What I typed" in browser.post(LOGIN, sent).text
    assert "What I typed" not in browser.post(LOGIN, sent | {"typed_by": "another"}).text


def test_check_shows_administrators_their_claims_and_nobody_else(as_user, provider, settings):
    roles(settings, ("admins", "role", "administrator"), ("t-*", "team", "*"))
    provider.told = {"groups": ["admins", "t-core"]}
    browser = as_user()
    sign_in(browser, provider)
    page = browser.get("/accounts/sign-in-check/").text
    assert "administrator" in page and "core" in page and "grace@example.org, verified" in page
    provider.answers["/.well-known/openid-configuration"] = 500
    assert "answered 500" in browser.get("/accounts/sign-in-check/").text
    assert as_user(factories.UserFactory()).get("/accounts/sign-in-check/").status_code == 404


def test_administrator_unlinks_an_account_whose_identity_changed(as_user, provider):
    browser = as_user()
    sign_in(browser, provider)
    grace = signed_in(browser)
    manage = as_user(factories.UserFactory(is_superuser=True))
    assert "<dd>Single sign-on</dd>" in manage.get(f"/people/{grace.pk}/").text
    manage.post(f"/people/{grace.pk}/unlink/")
    provider.nonce, provider.person = "", GRACE | {"sub": "grace of the new provider"}
    again = as_user()
    sign_in(again, provider)
    assert signed_in(again) == grace


def test_what_the_provider_says_of_itself_is_kept_for_some_minutes(as_user, provider, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    as_user().get("/accounts/sign-in/")
    provider.asked.clear()
    assert as_user().get("/accounts/sign-in/").status_code == 302
    assert provider.asked == {}
    cache.clear()
