"""Who may sign in with a password. Nobody is locked out by a setting that was never tried."""

from django.conf import settings

from accounts.models import Identity


def allows_password(user):
    """Return whether this person may sign in with a password. One query at most."""
    if settings.PASSWORDS == "all":
        return True
    return user.is_superuser and offers_passwords()


def offers_passwords():
    """Return whether the sign-in page has a form for passwords. One query at most."""
    return settings.PASSWORDS != "none" or not is_in_force()


def is_in_force():
    """Return whether PASSWORDS=none counts: once an administrator has signed in without one."""
    administrators = Identity.objects.filter(
        issuer__in=[settings.OIDC_ISSUER.rstrip("/"), settings.OIDC_ISSUER.rstrip("/") + "/"],
        user__is_superuser=True,
        user__is_active=True,
    )
    return settings.PASSWORDS == "none" and administrators.exists()
