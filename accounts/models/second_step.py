"""What somebody proves after their password: a code of an app, a passkey, or a recovery code."""

import secrets
import time

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from accounts.models.user import User
from accounts.one_time_codes import new_secret, step_of
from accounts.sealed import seal, unseal
from accounts.tokens import hash_token

# Letters and digits that nobody mistakes for each other: 16 of them are 79 bits.
LETTERS, LENGTH, CODES = "abcdefghjkmnpqrstuvwxyz23456789", 16, 10


class AuthenticatorApp(models.Model):
    """An app that shows codes. Its secret is encrypted, and each code works once."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="authenticator_app"
    )
    sealed_secret = models.TextField()
    last_step = models.BigIntegerField(default=0)  # of the code that was used last
    added_on = models.DateField(default=timezone.localdate)

    def __str__(self):
        return "Authenticator app"

    @staticmethod
    def offer(user: User) -> tuple[str, str]:
        """Return (a new secret, the same sealed for this person, for a form to carry)."""
        secret = new_secret()
        return secret, seal(secret, bound_to=_owner(user.pk))

    @staticmethod
    def secret_in(sealed: str, user: User) -> str | None:
        """Return the secret that `offer` sealed for this person."""
        return unseal(sealed, bound_to=_owner(user.pk))

    @classmethod
    def set_up(cls, user: User, sealed: str, code: str) -> "AuthenticatorApp | None":
        """Save an app in place of the one before it, if `code` proves that it works."""
        secret = cls.secret_in(sealed, user)
        step = step_of(secret, code, time.time()) if secret else None
        if step is None:
            return None
        found, _ = cls.objects.update_or_create(
            user=user,
            defaults={
                "sealed_secret": sealed,
                "last_step": step,
                "added_on": timezone.localdate(),
            },
        )
        return found

    def accept(self, code: str) -> bool:
        """Return whether the app shows `code` now. Of two who send the same, one is accepted."""
        secret = unseal(self.sealed_secret, bound_to=_owner(self.user_id))
        step = step_of(secret, code, time.time()) if secret else None
        if step is None:
            return False
        unused = AuthenticatorApp.objects.filter(pk=self.pk, last_step__lt=step)
        return bool(unused.update(last_step=step))


class Passkey(models.Model):
    """A key pair in a phone, a browser or a security key; only its public half is kept."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="passkeys"
    )
    # In base64 for addresses: 1,023 bytes at most.
    credential_id = models.CharField(max_length=1_400, unique=True)
    credential = models.TextField()  # with the public key, as the authenticator wrote it
    sign_count = models.BigIntegerField(default=0)
    browser = models.CharField(max_length=40)  # in which it was added, in words
    added_on = models.DateField(default=timezone.localdate)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"Passkey of {self.browser}"

    def note_use(self, sign_count: int) -> bool:
        """Keep how often the key signed. Return False if that went back, as with a copied key."""
        unused = Passkey.objects.filter(pk=self.pk)
        if sign_count or self.sign_count:  # 0 for keys that several devices share
            unused = unused.filter(sign_count__lt=sign_count)
        return bool(unused.update(sign_count=sign_count))


class RecoveryCode(models.Model):
    """A code for when the app or the passkey is lost. Only its hash is kept, and it works once."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="recovery_codes"
    )
    code_hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint("user", "code_hash", name="recovery_code_once")]

    def __str__(self):
        return "Recovery code"

    @staticmethod
    def renew(user: User) -> list[str]:
        """Return new codes, like abcd-efgh-jkmn-pqrs. They replace those from before."""
        codes = ["".join(secrets.choice(LETTERS) for _ in range(LENGTH)) for _ in range(CODES)]
        with transaction.atomic():
            RecoveryCode.objects.filter(user=user).delete()
            RecoveryCode.objects.bulk_create(
                RecoveryCode(user=user, code_hash=hash_token(code)) for code in codes
            )
        return ["-".join(code[at : at + 4] for at in range(0, LENGTH, 4)) for code in codes]

    @classmethod
    def use(cls, user: User, code: str) -> bool:
        """Return whether `code`, without hyphens, is one of this person, and use it up."""
        used, _ = cls.objects.filter(user=user, code_hash=hash_token(code)).delete()
        return bool(used)


def _owner(pk):
    return f"authenticator app of {pk}"
