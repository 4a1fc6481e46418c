"""Tokens of 128 bits or more that work once and are stored only as a hash."""

import hashlib
import secrets


def new_token():
    """Return a new URL-safe token of 192 bits."""
    return secrets.token_urlsafe(24)


def hash_token(token):
    """Return the hash of a token for storage. Its entropy makes a salt unnecessary."""
    return hashlib.sha256(token.encode()).hexdigest()
