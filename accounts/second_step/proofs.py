"""What somebody has to prove who they are."""

import re

from django.core.cache import cache
from django.db import transaction
from django.db.models import Exists, OuterRef

from accounts.models import AuditEntry, AuthenticatorApp, Passkey, RecoveryCode
from accounts.one_time_codes import DIGITS

NOTED_SECONDS = 10 * 60


def has_second_step(user):
    """Return whether this person set one up; recovery codes alone are none. Two queries at most."""
    return any(model.objects.filter(user=user).exists() for model in (AuthenticatorApp, Passkey))


def with_second_step(people):
    """Annotate a queryset of people with `second_step`: whether each set one up."""
    app, passkeys = (it.objects.filter(user=OuterRef("pk")) for it in (AuthenticatorApp, Passkey))
    return people.annotate(second_step=Exists(app) | Exists(passkeys))


def use_code(user, typed):
    """Return whether what somebody typed is a code of theirs that was not used before."""
    code = re.sub(r"[\s\-–]", "", typed).lower()
    if re.fullmatch(rf"[0-9]{{{DIGITS}}}", code):
        app = AuthenticatorApp.objects.filter(user=user).first()
        return bool(app and app.accept(code))
    return RecoveryCode.use(user, code)


def note_wrong_code(user):
    """Record that a wrong code or passkey was given for an administrator, once in 10 minutes for each."""
    if user.is_superuser and cache.add(f"wrong_code:{user.pk}", True, NOTED_SECONDS):
        AuditEntry.record(AuditEntry.Kind.SECOND_STEP_FAILED, thing=user)


@transaction.atomic
def forget(user):
    """Take the second step away, with its recovery codes."""
    for model in (AuthenticatorApp, Passkey, RecoveryCode):
        model.objects.filter(user=user).delete()
