"""Codes of 6 digits that an app and the server compute alike: TOTP, RFC 6238. Pure functions."""

import hmac
import secrets
from base64 import b32decode, b32encode
from urllib.parse import quote, urlencode

SECONDS, DIGITS = 30, 6
SECRET_BYTES = 20  # as RFC 4226 recommends; 32 letters without padding


def new_secret():
    """Return a new secret as letters that somebody could type."""
    return b32encode(secrets.token_bytes(SECRET_BYTES)).decode()


def code_at(secret, step):
    """Return the code of the `step`-th half minute since 1970."""
    digest = hmac.digest(b32decode(secret), step.to_bytes(8, "big"), "sha1")
    start = digest[-1] & 15
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
    return str(number % 10**DIGITS).zfill(DIGITS)


def step_of(secret, code, now):
    """Return the step whose code this is: of `now`, in seconds, or one before or after; else None."""
    if not (code.isascii() and code.isdigit()):  # compare_digest refuses other letters
        return None
    step = int(now) // SECONDS
    near = (it for it in (step, step - 1, step + 1))
    return next((it for it in near if hmac.compare_digest(code_at(secret, it), code)), None)


def address_of(secret, *, site, name):
    """Return what an app reads from a QR code."""
    query = urlencode({"secret": secret, "issuer": site}, quote_via=quote)
    return f"otpauth://totp/{quote(f'{site}:{name}')}?{query}"
