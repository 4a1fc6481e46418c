"""Secrets that open a door once: 128 bits or more, stored only as a hash."""

import hashlib
import secrets


def new_token():
    """A fresh token of 192 bits, safe in an address."""
    return secrets.token_urlsafe(24)


def hash_token(token):
    """What is stored of a token. The token's own entropy makes a salt unnecessary."""
    return hashlib.sha256(token.encode()).hexdigest()
