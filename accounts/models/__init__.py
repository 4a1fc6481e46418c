"""People: who signs in, which teams they belong to, how they were invited.

Depends on nothing of `retros`; `retros` depends on this.
"""

from accounts.models.audit_entry import AuditEntry
from accounts.models.browser_session import PROVIDER_SESSION, BrowserSession
from accounts.models.identity import Identity
from accounts.models.installation import Installation
from accounts.models.invitation import DAYS_VALID, DAYS_VALID_MAX, NOTE_MAX, SEATS_MAX, Invitation
from accounts.models.scim import SCIM_TEXT_MAX, ScimGroup, ScimUser
from accounts.models.second_step import AuthenticatorApp, Passkey, RecoveryCode
from accounts.models.team import Membership, Team
from accounts.models.user import (
    CURATORS,
    FORMER_MEMBER,
    LastAdministratorError,
    Reader,
    User,
    display_name,
)

__all__ = [
    "CURATORS",
    "DAYS_VALID",
    "DAYS_VALID_MAX",
    "FORMER_MEMBER",
    "NOTE_MAX",
    "PROVIDER_SESSION",
    "SCIM_TEXT_MAX",
    "SEATS_MAX",
    "AuditEntry",
    "AuthenticatorApp",
    "BrowserSession",
    "Identity",
    "Installation",
    "Invitation",
    "LastAdministratorError",
    "Membership",
    "Passkey",
    "Reader",
    "RecoveryCode",
    "ScimGroup",
    "ScimUser",
    "Team",
    "User",
    "display_name",
]
