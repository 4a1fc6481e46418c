"""Worlds in which something is wrong: a sentence, nobody signed in, and no account."""

import time

import pytest

from accounts.models import Identity, User
from tests.single_sign_on.worlds import DOWN, OTHER_KEY, sign_in, unknown_client

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
OF_TOKEN = {
    "audience": ({"aud": "somebody-else"}, "another site"),
    "several audiences": ({"aud": ["retros", "other"]}, "another site"),
    "party": ({"azp": "other"}, "another site"),
    "issuer": ({"iss": "https://evil.example"}, "another issuer"),
    "nonce": ({"nonce": "of another sign-in"}, "another sign-in"),
    "no nonce": ({"nonce": None}, "another sign-in"),
    "expired": ({"exp": int(time.time()) - 3600}, "has expired"),
    "no end": ({"exp": None}, "lacks something"),
    "future": ({"iat": int(time.time()) + 3600}, "from the future"),
    "end as text": ({"exp": "tomorrow"}, "can’t be"),
    "nobody": ({"sub": ""}, "names nobody"),
    "number": ({"sub": 7}, "can’t be"),
    "NUL": ({"sub": "gr\x00ace"}, "names nobody"),
    "long": ({"sub": "g" * 300}, "names nobody"),
    "somebody else": ({"sub": "eve"}, "about somebody else"),
}
OF_SERVER = {
    "down": ("/.well-known/openid-configuration", DOWN, "could not be reached"),
    "describes itself badly": ("/.well-known/openid-configuration", b"<html>", "not a JSON object"),
    "describes a list": ("/.well-known/openid-configuration", b"[]", "not a JSON object"),
    "no token": ("/token", b"{}", "no ID token"),
    "odd token": ("/token", b'{"id_token": ["a"], "access_token": 1}', "no ID token"),
    "broken token": ("/token", b'{"id_token": "a.b.c"}', "can’t be read"),
    "code refused": ("/token", 400, "answered 400"),
    "token down": ("/token", DOWN, "could not be reached"),
    "redirects": ("/token", 302, "answered 302"),
    "keys broken": ("/keys", b'{"keys": 5}', "can’t be read"),
    "no keys": ("/keys", b'{"keys": []}', "can’t be read"),
    "userinfo refused": ("/userinfo", 401, "answered 401"),
    "userinfo endless": ("/userinfo", b" " * 1_000_001, "not a JSON object"),
    "userinfo deep": ("/userinfo", b'{"a":' * 100_000, "not a JSON object"),
}


def must_be_refused(browser, provider, words, **query):
    response = sign_in(browser, provider, **query)
    assert response.status_code == 403 and words in response.text
    assert "_auth_user_id" not in browser.session
    assert not User.objects.exists() and not Identity.objects.exists()


@pytest.mark.parametrize("what", OF_TOKEN)
def test_token_that_is_not_for_this_sign_in_is_refused(as_user, provider, what):
    provider.signed, words = OF_TOKEN[what]
    must_be_refused(as_user(), provider, words)


@pytest.mark.parametrize("what", OF_SERVER)
def test_answer_that_cannot_be_used_is_refused(as_user, provider, what):
    path, answer, words = OF_SERVER[what]
    provider.answers[path] = answer
    must_be_refused(as_user(), provider, words)


def test_wrong_secret_is_said_to_be_the_reason(as_user, provider):
    provider.answers["/token"] = [unknown_client()]
    must_be_refused(as_user(), provider, "accept OIDC_CLIENT_ID with OIDC_CLIENT_SECRET")


@pytest.mark.parametrize(
    ("algorithm", "key", "header"),
    [
        ("none", None, {"kid": "one"}),
        ("HS256", "a secret of 32 letters or more, ours", {"kid": "one"}),
        ("ES256", OTHER_KEY, {"kid": "one"}),
        ("ES256", OTHER_KEY, {"kid": "another"}),
    ],
)
def test_signature_by_anything_but_the_key_of_the_provider_is_refused(
    as_user, provider, algorithm, key, header
):
    provider.algorithm, provider.key, provider.header = algorithm, key, header
    must_be_refused(as_user(), provider, "ID token")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("issuer", "https://evil.example"),
        ("token_endpoint", "http://login.example.com/token"),
        ("authorization_endpoint", None),
        ("jwks_uri", "file:///etc/passwd"),
        ("userinfo_endpoint", "http://login.example.com/userinfo"),
    ],
)
def test_provider_that_describes_itself_unsafely_is_refused(as_user, provider, name, value):
    provider.described[name] = value
    must_be_refused(as_user(), provider, "Tell an administrator")


def test_coming_back_without_having_left_is_refused(as_user, provider):
    must_be_refused(as_user(), provider, "Please begin again", state="another")
    assert as_user().get("/accounts/sign-in/back/?code=c&state=s").status_code == 403
    must_be_refused(as_user(), provider, "You did not sign in", code="", error="access_denied")
    must_be_refused(as_user(), provider, "an error instead", code="", error="<script>")


@pytest.mark.parametrize(
    "claims",
    [
        {"email_verified": False},
        {"email_verified": "false"},
        {"email_verified": 1},
        {"email_verified": None},
        {"email": None},
        {"email": ["grace@example.org"]},
        {"email": "grace@exa\ud800mple.org"},
        {"email": "not an address"},
        {"email": "g" * 300 + "@example.org"},
    ],
)
def test_address_that_nobody_vouches_for_gets_no_account_and_no_link(as_user, provider, claims):
    provider.told = claims
    must_be_refused(as_user(), provider, "vouch for your email address")


def test_what_vouches_for_an_address_is_not_taken_from_elsewhere(as_user, provider):
    provider.signed = {"email": "eve@example.org", "email_verified": True}
    provider.told = {"email": "grace@example.org", "email_verified": False}
    must_be_refused(as_user(), provider, "vouch for your email address")


def test_without_a_setting_the_addresses_do_not_exist(client, db):
    assert client.get("/accounts/sign-in/").status_code == 404
    assert client.get("/accounts/sign-in/back/").status_code == 404
