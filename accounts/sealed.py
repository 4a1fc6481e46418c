"""Texts that the server has to read again, encrypted for the database with a key of SECRET_KEY."""

import os
from base64 import urlsafe_b64decode, urlsafe_b64encode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

NONCE_BYTES = 12


def seal(text, *, bound_to):
    """Return `text` encrypted (AES-256-GCM). `bound_to` names whose it is: nobody else’s opens."""
    nonce = os.urandom(NONCE_BYTES)
    sealed = _cipher().encrypt(nonce, text.encode(), bound_to.encode())
    return urlsafe_b64encode(nonce + sealed).decode()


def unseal(text, *, bound_to):
    """Return what `seal` was given. Return None for anything else, and after SECRET_KEY changed."""
    try:
        raw = urlsafe_b64decode(text.encode())
        return _cipher().decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], bound_to.encode()).decode()
    except (InvalidTag, ValueError):
        return None


def _cipher():
    """The key has the strength of SECRET_KEY, which is random, so it needs no slow derivation."""
    derive = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"retros sealed texts")
    return AESGCM(derive.derive(settings.SECRET_KEY.encode()))
