"""The provider ends sessions by a signed token; nobody else does."""

import time

import jwt
import pytest

from accounts.single_sign_on.back_channel import EVENT
from tests import factories
from tests.accounts.test_second_step import is_signed_in
from tests.single_sign_on.worlds import CLIENT, GRACE, ISSUER, KEY, sign_in

pytestmark = pytest.mark.both_databases
ADDRESS = "/accounts/sign-in/ended/"


def token(*, key=KEY, algorithm="ES256", kid="one", **changes):
    now = int(time.time())
    said = {"iss": ISSUER, "aud": CLIENT, "iat": now, "exp": now + 60, "jti": f"j{now}"}
    said |= {"events": {EVENT: {}}, "sub": GRACE["sub"]} | changes
    said = {name: value for name, value in said.items() if value is not None}
    return jwt.encode(said, key, algorithm, {"kid": kid, "typ": "logout+jwt"})


def send(client, sent):
    return client.post(ADDRESS, {"logout_token": sent})


def arrives(as_user, provider, sid):
    browser = as_user()
    provider.signed = {"sid": sid} if sid else {}
    provider.nonce = ""
    sign_in(browser, provider)
    assert is_signed_in(browser)
    return browser


@pytest.mark.parametrize(
    ("named", "left"),
    [
        ({"sid": "first"}, [False, True]),
        ({"sid": "first", "sub": None}, [False, True]),
        ({}, [False, False]),
        ({"sid": "unknown"}, [False, False]),  # of before this site kept it
        ({"sid": "unknown", "sub": None}, [True, True]),
        ({"sub": "somebody else", "sid": "first"}, [True, True]),
        ({"sub": "somebody else"}, [True, True]),
    ],
)
def test_provider_ends_one_session_or_all(as_user, provider, client, named, left):
    browsers = [arrives(as_user, provider, sid) for sid in ("first", "second")]
    bystander = as_user(factories.UserFactory())
    answer = send(client, token(**named))
    assert (answer.status_code, answer["Cache-Control"]) == (200, answer["Cache-Control"])
    assert "no-store" in answer["Cache-Control"]
    assert [is_signed_in(one) for one in browsers] == left and is_signed_in(bystander)


HOSTILE = {
    "no token": "",
    "nonsense": "a.b.c",
    "of the length of a book": "x" * 100_000,
    "signed by nobody": lambda: jwt.encode({"sub": "grace"}, None, "none"),
    "signed with the secret of the client": lambda: token(key="s:1" * 20, algorithm="HS256"),
    "signed with a key that is not the provider’s": lambda: token(kid="two"),
    "for another site": lambda: token(aud="other"),
    "by another provider": lambda: token(iss="https://evil.example"),
    "expired": lambda: token(exp=int(time.time()) - 120),
    "from the future": lambda: token(iat=int(time.time()) + 600),
    "without a number": lambda: token(jti=None),
    "without an event": lambda: token(events=None),
    "of another event": lambda: token(events={"other": {}}),
    "with an event that is a text": lambda: token(events=EVENT),
    "that could be an ID token": lambda: token(nonce="n"),
    "that names nobody": lambda: token(sub=None),
    "whose person is a list": lambda: token(sub=["grace"]),
    "whose session is a number": lambda: token(sid=1),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_token_ends_nothing(as_user, provider, client, name):
    browser = arrives(as_user, provider, "first")
    made = HOSTILE[name]
    answer = send(client, made() if callable(made) else made)
    assert (answer.status_code, answer.json()) == (400, {"error": "invalid_request"})
    assert is_signed_in(browser)


def test_token_works_once(as_user, provider, client, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    sent = token(jti="once")
    assert [send(client, sent).status_code for _ in range(2)] == [200, 400]


def test_nobody_is_asked_where_it_is_not_set_up(client, db):
    assert client.get(ADDRESS).status_code == 405
    assert send(client, token()).status_code == 404


def test_wrong_tokens_are_limited(provider, client, shared_cache):
    answers = [send(client, "x").status_code for _ in range(21)]
    assert answers == [400] * 20 + [429]
