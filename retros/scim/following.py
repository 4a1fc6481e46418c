"""Letting an account follow the groups that the directory puts it into."""

from accounts.models import AuditEntry, User
from accounts.single_sign_on import follow_scim_groups


def follow(user: User) -> None:
    """Give and take the role and the teams that the groups stand for; record a changed role."""
    before = user.role
    follow_scim_groups(user)
    if user.role != before:
        kind = AuditEntry.Kind.ROLE_CHANGED
        AuditEntry.record(kind, thing=user, origin=AuditEntry.Origin.SCIM)
