"""What the provider says of a person. Pure functions, which trust no type."""

import re
import unicodedata
from dataclasses import dataclass
from fnmatch import fnmatchcase

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from accounts.email_addresses import validate_visible

NAME_MAX, EMAIL_MAX, GROUPS_MAX = 80, 254, 2_000


@dataclass(frozen=True)
class Mapped:
    """What the groups of somebody stand for: the highest role, or "", and names of teams."""

    role: str
    teams: frozenset[str]


def usable_email(value):
    """Return an address in lower case; "" if it is none that could get an email."""
    if not isinstance(value, str) or len(value) > EMAIL_MAX or not value.isprintable():
        return ""
    try:
        validate_email(value)
        validate_visible(value)
    except ValidationError:
        return ""
    return value.lower()


def shown_name(value, email):
    """Return a name to show; the first part of the address where there is none."""
    words = " ".join(value.split()) if isinstance(value, str) else ""
    kept = "".join(it for it in words if it.isprintable())
    name = unicodedata.normalize("NFC", kept)[:NAME_MAX].strip()
    return name or email.partition("@")[0][:NAME_MAX] or "New member"


def map_groups(groups):
    """Return what OIDC_GROUPS makes of names of groups."""
    roles, teams = set(), set()
    for group in groups:
        for pattern, kind, target in settings.OIDC_GROUPS:
            if match := re.fullmatch(re.escape(pattern).replace(r"\*", "(.+)"), group, re.S):
                part = match[1] if match.groups() else ""
                roles |= {target} if kind == "role" else set()
                teams |= {target.replace("*", part)} if kind == "team" else set()
    highest = next((it for it in ("administrator", "curator") if it in roles), "")
    return Mapped(highest, frozenset(teams))


@dataclass(frozen=True)
class Claims:
    """The claims that were signed, and those that the provider told when asked."""

    issuer: str
    signed: dict
    told: dict

    @property
    def subject(self):
        return self.signed["sub"]

    @property
    def email(self):
        """The address in lower case; "" if there is none that could get an email."""
        return usable_email(self._of_email("email"))

    @property
    def is_verified(self):
        """Whether the provider vouches for the address. Some write the truth as text."""
        vouched = self._of_email("email_verified")
        return bool(self.email) and (vouched is True or vouched == "true")

    @property
    def has_second_step(self):
        """Whether the provider signed that it asked for more than a password (RFC 8176, OpenID EAP)."""
        methods = self.signed.get("amr")
        is_named = isinstance(methods, list) and any(it == "mfa" for it in methods)
        level = self.signed.get("acr")
        return settings.MFA_BY_PROVIDER or is_named or level in ("phr", "phrh", "mfa")

    @property
    def name(self):
        """The name to show; the address’s first part where the provider knows none."""
        return shown_name(self.told.get("name") or self.signed.get("name"), self.email)

    @property
    def groups(self):
        """The groups, sorted: from what was told, else from what was signed. One text is one group."""
        found = _at(self.told, settings.OIDC_GROUPS_CLAIM)
        if found is None:
            found = _at(self.signed, settings.OIDC_GROUPS_CLAIM)
        found = [found] if isinstance(found, str) else found
        names = found if isinstance(found, list) else []
        return sorted(
            {it for it in names[:GROUPS_MAX] if isinstance(it, str) and it.isprintable()} - {""}
        )

    @property
    def mapped(self):
        """What OIDC_GROUPS makes of the groups."""
        return map_groups(self.groups)

    @property
    def is_allowed(self):
        """Whether OIDC_ALLOWED_DOMAINS and OIDC_ALLOWED_GROUPS let this person in."""
        domains, patterns = settings.OIDC_ALLOWED_DOMAINS, settings.OIDC_ALLOWED_GROUPS
        if domains and not (self.is_verified and self.email.rpartition("@")[2] in domains):
            return False
        return not patterns or any(
            fnmatchcase(group, pattern) for group in self.groups for pattern in patterns
        )

    def _of_email(self, name):
        """An address and what vouches for it come from one place."""
        return (self.told if "email" in self.told else self.signed).get(name)


def _at(claims, path):
    """The value under a name, which may hold dots itself, or under a path of names."""
    if path in claims:
        return claims[path]
    for name in path.split("."):
        claims = claims.get(name) if isinstance(claims, dict) else None
    return claims
