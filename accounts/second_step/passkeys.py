"""Passkeys (WebAuthn): what a browser is asked, and whether its answer is right.

A question is kept in the session and answered once. Keys belong to the name of the host, without a port.
"""

import json
from ipaddress import ip_address
from urllib.parse import urlsplit

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from django.db import IntegrityError, transaction
from fido2.server import Fido2Server
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from accounts.browsers import browser_in_words
from accounts.models import Passkey

ASKED = "passkey_asked"  # in the session
ANSWER_MAX = 20_000  # characters
KEYS_MAX = 10  # of one person
PREFERRED = UserVerificationRequirement.PREFERRED
# What reading a hostile answer can raise, in this library and below it.
_UNREADABLE = (
    *(ValueError, TypeError, KeyError, AttributeError, IndexError, AssertionError),
    *(RecursionError, OverflowError, InvalidSignature, UnsupportedAlgorithm, NotImplementedError),
)


def can_use_passkeys(request):
    """Return whether browsers allow passkeys here: by https or on this machine, and not at a number."""
    host = _host(request)
    try:
        ip_address(host)
    except ValueError:
        return request.is_secure() or host == "localhost"
    return False


def offer_passkey(request):
    """Return, as JSON, what the browser needs to make a passkey for its person."""
    user = request.user
    person = PublicKeyCredentialUserEntity(
        name=user.email, id=user.browser_key.encode(), display_name=user.display_name
    )
    options, request.session[ASKED] = _server(request).register_begin(
        person,
        _keys_of(user),
        resident_key_requirement=ResidentKeyRequirement.DISCOURAGED,
        user_verification=PREFERRED,
    )
    return json.dumps(dict(options.public_key))


def add_passkey(request, sent):
    """Save the passkey that the browser made. Return None if its answer is not to our question."""
    asked = request.session.pop(ASKED, None)
    if asked is None or len(sent) > ANSWER_MAX or request.user.passkeys.count() >= KEYS_MAX:
        return None
    try:
        made = _server(request).register_complete(asked, json.loads(sent)).credential_data
        with transaction.atomic():
            return Passkey.objects.create(
                user=request.user,
                credential_id=websafe_encode(made.credential_id),
                credential=websafe_encode(bytes(made)),
                browser=browser_in_words(request.META.get("HTTP_USER_AGENT", "")),
            )
    except (*_UNREADABLE, IntegrityError):
        return None


def ask_for_passkey(request, user):
    """Return, as JSON, what the browser needs to sign with a passkey of `user`; "" without any."""
    keys = _keys_of(user) if can_use_passkeys(request) else []
    if not keys:
        return ""
    options, request.session[ASKED] = _server(request).authenticate_begin(keys, PREFERRED)
    return json.dumps(dict(options.public_key))


def use_passkey(request, user, sent):
    """Return whether the browser signed our question with a passkey of `user`."""
    asked = request.session.pop(ASKED, None)
    if asked is None or len(sent) > ANSWER_MAX:
        return False
    try:
        answer = AuthenticationResponse.from_dict(json.loads(sent))
        used = _server(request).authenticate_complete(asked, _keys_of(user), answer)
        key = Passkey.objects.get(user=user, credential_id=websafe_encode(used.credential_id))
        return key.note_use(answer.response.authenticator_data.counter)
    except (*_UNREADABLE, Passkey.DoesNotExist):
        return False


def _server(request):
    ours = f"{request.scheme}://{request.get_host()}"
    about_us = PublicKeyCredentialRpEntity(name="Retros", id=_host(request))
    return Fido2Server(about_us, verify_origin=lambda origin: origin == ours)


def _host(request):
    """The name of the host, which is one of ALLOWED_HOSTS."""
    return urlsplit(f"//{request.get_host()}").hostname or ""


def _keys_of(user):
    kept = Passkey.objects.filter(user=user).values_list("credential", flat=True)
    return [AttestedCredentialData(websafe_decode(one)) for one in kept]
