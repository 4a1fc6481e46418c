"""Recording the sign-ins of administrators, and wrong passwords given for them."""

from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.dispatch import receiver

from accounts.models import AuditEntry, User


@receiver(user_logged_in)
def record_sign_in(sender, user, **kwargs):
    """Record that an administrator signed in; of other people nothing is kept."""
    if user.is_superuser:
        AuditEntry.record(AuditEntry.Kind.SIGNED_IN, by=user)


@receiver(user_login_failed)
def record_failed_sign_in(sender, credentials, **kwargs):
    """Record a wrong password for an administrator. Who typed it isn’t known."""
    email = credentials.get("email") or ""
    administrator = User.objects.administrators().filter(email__iexact=email[:254]).first()
    if administrator:
        AuditEntry.record(AuditEntry.Kind.SIGN_IN_FAILED, thing=administrator)
