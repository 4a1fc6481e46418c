"""Proof that the owner of an account is still there, before something that can’t be undone."""

import time

from allauth.account.internal.flows.login import get_authentication_records

from accounts.single_sign_on import allows_password

MINUTES = 5


def proves_by_password(user) -> bool:
    """Return whether `user` can enter a password. Others sign in again. One query at most."""
    return user.has_usable_password() and allows_password(user)


def signed_in_just_now(request) -> bool:
    """Return whether this browser signed in within the last minutes."""
    records = get_authentication_records(request, request.user)
    return bool(records) and time.time() - records[-1]["at"] < MINUTES * 60
