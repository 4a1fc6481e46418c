"""Passkeys, with a key that a test holds instead of a phone."""

import json
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from accounts.models import Passkey, RecoveryCode, User
from tests.accounts.test_second_step import is_signed_in, password
from tests.accounts.test_sign_in import PASSWORD

pytestmark = pytest.mark.both_databases
ADD, CODE, SETTINGS = "/accounts/two-step/passkey/", "/accounts/login/code/", "/accounts/two-step/"
HERE = "http://localhost"
PRESENT, ATTESTED = AuthenticatorData.FLAG.UP, AuthenticatorData.FLAG.AT


class Key:
    """What a phone holds, and what a browser sends of it."""

    def __init__(self, name=b"key of Ada"):
        self.name, self.count = name, 0
        self.private = ec.generate_private_key(ec.SECP256R1())

    def made(self, options, *, origin=HERE, host=b"localhost", flags=PRESENT | ATTESTED):
        public = ES256.from_cryptography_key(self.private.public_key())
        data = AttestedCredentialData.create(b"\0" * 16, self.name, public)
        data = data if flags & ATTESTED else b""
        about = AuthenticatorData.create(sha256(host).digest(), flags, 0, data)
        client = CollectedClientData.create("webauthn.create", options["challenge"], origin)
        return self._answer(client, attestationObject=AttestationObject.create("none", about, {}))

    def signed(self, options, *, origin=HERE, host=b"localhost", kind="webauthn.get", count=None):
        self.count = self.count + 1 if count is None else count
        about = AuthenticatorData.create(sha256(host).digest(), PRESENT, self.count)
        client = CollectedClientData.create(kind, options["challenge"], origin)
        signature = self.private.sign(about + client.hash, ec.ECDSA(hashes.SHA256()))
        return self._answer(client, authenticatorData=about, signature=signature)

    def _answer(self, client, **response):
        response = {"clientDataJSON": client, **response}
        response = {name: websafe_encode(bytes(it)) for name, it in response.items()}
        name = websafe_encode(self.name)
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": response})


def options_of(page):
    return json.loads(
        page.context["passkey"] if "passkey" in page.context else page.context["options"]
    )


@pytest.fixture
def as_user(as_user):
    """Browsers that came by a name, as passkeys need."""

    def browser(person=None):
        client = as_user(person)
        client.defaults["SERVER_NAME"] = "localhost"
        return client

    return browser


@pytest.fixture
def ada(db):
    return User.objects.create_user("ada@example.org", PASSWORD, display_name="Ada")


@pytest.fixture
def key(as_user, ada):
    """Her key, which she added."""
    browser, key = as_user(ada), Key()
    answer = browser.post(ADD, {"credential": key.made(options_of(browser.get(ADD)))})
    assert "Keep your recovery codes" in answer.text and RecoveryCode.objects.count() == 10
    return key


def test_passkey_signs_in(as_user, key):
    browser = as_user()
    assert password(browser)["Location"] == CODE
    sent = key.signed(options_of(browser.get(CODE)))
    assert browser.post(CODE, {"credential": sent}).status_code == 302 and is_signed_in(browser)
    again = as_user()
    password(again)
    again.get(CODE)
    assert again.post(CODE, {"credential": sent}).status_code == 422


WRONG = {
    "for another site": lambda key, options: key.signed(options, origin="http://evil.example"),
    "for another host": lambda key, options: key.signed(options, host=b"evil.example"),
    "to another question": lambda key, options: key.signed({"challenge": "A" * 43}),
    "of another kind": lambda key, options: key.signed(options, kind="webauthn.create"),
    "of another key": lambda key, options: Key().signed(options),
    "of a copied key": lambda key, options: key.signed(options, count=0),
    "of a key that nobody added": lambda key, options: Key(b"other").signed(options),
    "nonsense": lambda key, options: "{",
    "a list": lambda key, options: "[]",
    "nothing of what it should hold": lambda key, options: "{}",
    "numbers": lambda key, options: '{"id": 1, "rawId": 1, "type": 1, "response": 1}',
    "too long": lambda key, options: "x" * 100_000,
    "nested": lambda key, options: "[" * 9_000,
}


@pytest.mark.parametrize("what", WRONG)
def test_wrong_answer_signs_nobody_in(as_user, key, what):
    Passkey.objects.update(sign_count=5)
    browser = as_user()
    password(browser)
    options = options_of(browser.get(CODE))
    key.count = 5
    answer = browser.post(CODE, {"credential": WRONG[what](key, options)})
    assert answer.status_code == 422 and "could not be checked" in answer.text
    assert not is_signed_in(browser)
    key.count = 5
    assert browser.post(CODE, {"credential": key.signed(options_of(answer))}).status_code == 302


@pytest.mark.parametrize(
    "changes",
    [
        {"origin": "http://evil.example"},
        {"host": b"evil.example"},
        {"flags": ATTESTED},
        {"flags": PRESENT},
    ],
)
def test_wrong_key_is_not_added(as_user, ada, changes):
    browser = as_user(ada)
    options = options_of(browser.get(ADD))
    assert browser.post(ADD, {"credential": Key().made(options, **changes)}).status_code == 422
    for sent in (
        "",
        "{",
        "[]",
        Key().made(options),
    ):  # the last one answers a question that is gone
        assert browser.post(ADD, {"credential": sent}).status_code == 422
    assert not Passkey.objects.exists()


def test_key_belongs_to_one_person(as_user, key, member):
    browser = as_user(member)
    sent = key.made(options_of(browser.get(ADD)))
    assert browser.post(ADD, {"credential": sent}).status_code == 422
    row = Passkey.objects.get()
    assert browser.post(f"{SETTINGS}passkeys/{row.pk}/remove/").status_code == 404


def test_last_passkey_takes_the_recovery_codes_with_it(as_user, ada, key):
    browser = as_user(ada)
    browser.post(f"{SETTINGS}passkeys/{Passkey.objects.get().pk}/remove/")
    assert not RecoveryCode.objects.exists() and not Passkey.objects.exists()
    password(again := as_user())
    assert is_signed_in(again)


def test_passkey_confirms_who_somebody_is(as_user, ada, key, settings):
    browser = as_user(ada)
    settings.MFA = "everyone"
    assert "/confirm/" in browser.get("/projects/")["Location"]
    sent = key.signed(options_of(browser.get("/accounts/confirm/")))
    browser.post("/accounts/confirm/", {"credential": sent})
    assert is_signed_in(browser)


def test_address_without_a_name_offers_no_passkeys(client, ada):
    client.force_login(ada)
    client.defaults["SERVER_NAME"] = "127.0.0.1"
    assert "Passkeys" not in client.get(SETTINGS).text
    assert "at an address with a name" in client.get(ADD).text
