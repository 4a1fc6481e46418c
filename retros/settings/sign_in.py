"""Single sign-on by OpenID Connect, SCIM, and who may still use a password."""

import re
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from retros.settings.environment import flag, items, number, one_of, text

_ON_THIS_MACHINE = {"127.0.0.1", "localhost", "::1"}
_ROLES = {"curator": "curator", "admin": "administrator", "administrator": "administrator"}


def _issuer():
    """The address under which the provider describes itself, "" without one."""
    address = text("OIDC_ISSUER")
    try:
        parts = urlsplit(address)
        is_safe = parts.scheme == "https" or parts.hostname in _ON_THIS_MACHINE
        good = is_safe and parts.hostname and not (parts.query or parts.fragment or parts.username)
    except ValueError:
        good = False
    if address and not good:
        raise ImproperlyConfigured("OIDC_ISSUER must be like https://login.example.org/realms/all.")
    return address


def _mapping():
    """[(pattern of a group, "role" or "team", which one)]."""
    found = []
    for item in items("OIDC_GROUPS"):
        pattern, _, target = (part.strip() for part in item.partition("="))
        role, (kind, _, team) = _ROLES.get(target), target.partition(":")
        if not (pattern and (role or (kind == "team" and team.strip()))):
            raise ImproperlyConfigured(
                "OIDC_GROUPS must be like retros-curators=curator, it=admin, payments-*=team:*."
            )
        if pattern.count("*") > 1 or target.count("*") > pattern.count("*"):
            raise ImproperlyConfigured(
                "In OIDC_GROUPS, a group may have one *, which a team’s * repeats."
            )
        found.append((pattern, "role", role) if role else (pattern, "team", team.strip()))
    return found


def _scim_token():
    """The secret that the organization's directory sends with each call, "" without SCIM."""
    token = text("SCIM_TOKEN")
    if token and not re.fullmatch(r"[A-Za-z0-9._~+/=-]{32,}", token):
        raise ImproperlyConfigured(
            "SCIM_TOKEN must be 32 or more letters and digits. Make one with “openssl rand -hex 32”."
        )
    return token


OIDC_ISSUER = _issuer()
OIDC_CLIENT_ID = text("OIDC_CLIENT_ID")
OIDC_CLIENT_SECRET = text("OIDC_CLIENT_SECRET")
OIDC_NAME = text("OIDC_NAME", urlsplit(OIDC_ISSUER).hostname or "")
OIDC_SCOPES = text("OIDC_SCOPES", "openid profile email").split()
OIDC_GROUPS_CLAIM = text("OIDC_GROUPS_CLAIM", "groups")
OIDC_GROUPS = _mapping()
OIDC_ALLOWED_GROUPS = items("OIDC_ALLOWED_GROUPS")
OIDC_ALLOWED_DOMAINS = [it.lower().removeprefix("@") for it in items("OIDC_ALLOWED_DOMAINS")]
OIDC_JUST_IN_TIME = flag("OIDC_JUST_IN_TIME", default=True)
SIGN_IN_AGAIN_DAYS = number("SIGN_IN_AGAIN_DAYS", 0, "a number of days from 0 to 365", most=365)
SCIM_TOKEN = _scim_token()
PASSWORDS = one_of(
    *("PASSWORDS", ["all", "administrators", "none"], "all", "all, administrators or none")
)
if OIDC_ISSUER and not OIDC_CLIENT_ID:
    raise ImproperlyConfigured("OIDC_CLIENT_ID must be set with OIDC_ISSUER.")
if not OIDC_ISSUER and (OIDC_CLIENT_ID or OIDC_CLIENT_SECRET or PASSWORDS != "all"):
    raise ImproperlyConfigured(
        "OIDC_ISSUER must be set with OIDC_CLIENT_ID, OIDC_CLIENT_SECRET and PASSWORDS."
    )
if "openid" not in OIDC_SCOPES or not all(re.fullmatch(r"[!#-\[\]-~]+", it) for it in OIDC_SCOPES):
    raise ImproperlyConfigured("OIDC_SCOPES must be like openid profile email groups.")
