"""Asking the provider: what it says of itself, its keys, a token for a code, claims for a token."""

import json
import logging
import re
from base64 import b64encode
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.parse import quote_plus, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings
from django.core.cache import cache

from accounts.tokens import hash_token

TIMEOUT_SECONDS, MOST_BYTES = 5, 1_000_000
KEPT_SECONDS = 300  # what the provider says of itself
DESCRIPTION = "/.well-known/openid-configuration"
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
BASIC, POST = "client_secret_basic", "client_secret_post"
ON_THIS_MACHINE = {"127.0.0.1", "localhost", "::1"}
UNREACHABLE = "{name} could not be reached. Try again in a moment."
UNCLEAR = "{name} gave an answer that can’t be used. Tell an administrator: {why}."

logger = logging.getLogger(__name__)


class Refused(Exception):
    """Nobody is signed in; the text says why, to the person."""


class UnknownClientError(Refused):
    """The provider doesn't take this proof of who asks: RFC 6749, section 5.2."""


class _NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *args, **kwargs):
        return None


_opener = build_opener(_NoRedirect)


def known_provider():
    """Return what the provider said of itself within 5 minutes, or ask it. Raise Refused."""
    key = f"oidc:{hash_token(settings.OIDC_ISSUER)}"
    described = cache.get(key)
    if described is None:
        described = describe_provider()
        cache.set(key, described, KEPT_SECONDS)
    return described


def describe_provider():
    """Ask the provider what it publishes about itself. Raise Refused."""
    described = ask(settings.OIDC_ISSUER.rstrip("/") + DESCRIPTION)
    if str(described.get("issuer", "")).rstrip("/") != settings.OIDC_ISSUER.rstrip("/"):
        raise unclear("it calls itself by another name than OIDC_ISSUER")
    for name in ENDPOINTS:
        if not is_safe(described.get(name)):
            raise unclear(f"its {name} is missing or not https")
    return described


def is_safe(address):
    """Return whether nobody on the way can read or change what is sent to `address`."""
    try:
        parts = urlsplit(address if isinstance(address, str) else "")
        return bool(parts.hostname) and (
            parts.scheme == "https"
            or (parts.scheme == "http" and parts.hostname in ON_THIS_MACHINE)
        )
    except ValueError:
        return False


def tokens_for(described, code, verifier, callback):
    """Return the provider's answer to a code: it holds `access_token` and `id_token`."""
    fields = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": callback,
        "code_verifier": verifier,
        "client_id": settings.OIDC_CLIENT_ID,
    }
    if not settings.OIDC_CLIENT_SECRET:
        return ask(described["token_endpoint"], fields)
    known = described.get("token_endpoint_auth_methods_supported") or [BASIC]
    for method in [it for it in (BASIC, POST) if it in known] or [BASIC]:
        secret, headers = _secret_by(method)
        try:
            return ask(described["token_endpoint"], fields | secret, headers)
        except UnknownClientError:
            continue  # a client may be registered for one of the ways that the provider knows
    raise unclear("it doesn’t accept OIDC_CLIENT_ID with OIDC_CLIENT_SECRET")


def _secret_by(method):
    """Return (fields, headers) that prove who asks: OpenID Connect Core 1.0, section 9."""
    if method == POST:
        return {"client_secret": settings.OIDC_CLIENT_SECRET}, {}
    both = map(quote_plus, (settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET))
    return {}, {"Authorization": f"Basic {b64encode(':'.join(both).encode()).decode()}"}


def userinfo_for(described, access_token):
    """Return the claims that the provider gives for a token; {} where it offers none."""
    address = described.get("userinfo_endpoint")
    if not address or not isinstance(access_token, str):
        return {}
    if not is_safe(address):
        raise unclear("its userinfo_endpoint is not https")
    return ask(address, headers={"Authorization": f"Bearer {access_token}"})


def ask(address, fields=None, headers=None):
    """Return the JSON object at `address`; with `fields` they are sent there. Raise Refused."""
    data = urlencode(fields).encode() if fields else None
    request = Request(address, data, {"Accept": "application/json", **(headers or {})})
    try:
        with _opener.open(request, timeout=TIMEOUT_SECONDS) as response:
            content = response.read(MOST_BYTES + 1)
    except HTTPError as error:
        if (code := _code_of(error)) == "invalid_client":
            raise UnknownClientError from None
        why = f"{urlsplit(address).path} answered {error.code} {code}".strip()
        raise unclear(why) from None
    except (OSError, HTTPException, ValueError) as error:
        logger.error("The sign-in provider can’t be reached: %s", type(error).__name__)
        raise Refused(UNREACHABLE.format(name=settings.OIDC_NAME)) from None
    try:
        found = json.loads(content) if len(content) <= MOST_BYTES else None
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise unclear(f"{urlsplit(address).path} is not a JSON object")
    return found


def _code_of(error):
    """The code of an error, such as invalid_grant; "" where the provider names none."""
    try:
        told = json.loads(error.read(MOST_BYTES))
    except (OSError, HTTPException, ValueError, RecursionError):
        return ""
    code = told.get("error") if isinstance(told, dict) else ""
    return code if isinstance(code, str) and re.fullmatch("[a-z_]{1,40}", code) else ""


def unclear(why):
    """Log and return a Refused for an answer that breaks the rules; `why` holds nothing of a person."""
    logger.error("The sign-in provider gave an answer that can’t be used: %s", why)
    return Refused(UNCLEAR.format(name=settings.OIDC_NAME, why=why))
