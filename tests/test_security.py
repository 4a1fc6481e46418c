"""What browsers are told about our pages, and what they are not led into."""

import pytest
from django.test import Client, override_settings

from tests import factories

CSP = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "connect-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
OPEN = ["/", "/wall/", "/accounts/login/", "/accounts/password/reset/", "/accounts/join/x/"]
PRIVATE = ["/projects/", "/retrospectives/new/", "/accounts/profile/", "/accounts/teams/"]
SECRETS = ["/accounts/login/", "/accounts/join/x/", "/accounts/password/reset/key/1-x/"]
HTTPS = {
    "SESSION_COOKIE_NAME": "__Host-session",
    "CSRF_COOKIE_NAME": "__Host-csrf",
    "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_SECURE": True,
}


def directives(response):
    parts = response["Content-Security-Policy"].split(";")
    return dict(part.split(maxsplit=1) for part in parts)


@pytest.mark.parametrize("address", [*OPEN, *PRIVATE, "/healthz", "/not-there/", "/admin/"])
def test_every_page_carries_the_headers(as_user, db, address):
    person = factories.UserFactory(is_superuser=True) if address not in OPEN else None
    response = as_user(person).get(address)
    assert directives(response) == CSP
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("address", ["/", *PRIVATE, *SECRETS, "/not-there/"])
def test_private_pages_and_secrets_are_kept_by_no_cache(as_user, member, address):
    person = None if address in SECRETS else member
    assert "no-store" in as_user(person).get(address)["Cache-Control"]


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(db):
    browser = Client()
    browser.post("/accounts/login/", {"login": "x"})
    browser.get("/accounts/login/")
    member = factories.UserFactory()
    member.set_password("four words made up")
    member.save()
    browser.post("/accounts/login/", {"login": member.email, "password": "four words made up"})
    for name in ("sessionid", "csrftoken"):
        assert browser.cookies[name]["httponly"] and browser.cookies[name]["samesite"] == "Lax"


def test_under_https_cookies_belong_to_this_host_alone(as_user, member):
    with override_settings(**HTTPS):
        browser = Client()
        browser.get("/accounts/login/", secure=True)
        cookie = browser.cookies["__Host-csrf"]
    assert cookie["secure"] and cookie["path"] == "/" and not cookie["domain"]


@pytest.mark.parametrize(
    "address",
    ["/accounts/login/", "/accounts/logout/", "/accounts/profile/", "/retrospectives/new/"],
)
def test_forms_from_elsewhere_change_nothing(member, address):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(member, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert browser.post(address, {"display_name": "Taken over"}).status_code == 403
    member.refresh_from_db()
    assert member.display_name != "Taken over"


def test_part_of_a_page_asks_for_signing_in_with_the_way_back(client, db):
    here = "http://testserver/retrospectives/?tag=a&page=2"
    headers = {"HX-Request": "true", "HX-Current-URL": here}
    response = client.get("/projects/", headers=headers)
    assert response.status_code == 401
    back = "%2Fretrospectives%2F%3Ftag%3Da%26page%3D2"
    assert response["HX-Redirect"] == f"/accounts/login/?next={back}"


def test_way_back_never_leads_elsewhere(client, db):
    headers = {"HX-Request": "true", "HX-Current-URL": "https://evil.example/x"}
    assert client.get("/projects/", headers=headers)["HX-Redirect"] == "/accounts/login/?next=%2F"


@pytest.mark.parametrize("header", ["X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-For"])
def test_without_a_proxy_nobody_is_believed_who_says_to_be_one(client, db, header):
    response = client.get("/accounts/login/", headers={header: "https"})
    assert response.status_code == 200 and not response.wsgi_request.is_secure()


def test_guesses_are_counted_by_the_address_that_the_proxy_saw(client, settings, db):
    from allauth.core.internal.httpkit import get_client_ip

    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    headers = {"X-Forwarded-For": "198.51.100.1, 203.0.113.7"}
    request = client.get("/accounts/login/", headers=headers).wsgi_request
    assert get_client_ip(request) == "203.0.113.7"
