from datetime import datetime, timedelta

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.models.user import User
from accounts.tokens import hash_token, new_token


def _digest(value):
    """Return what tells a value from another, and nothing else to who lacks SECRET_KEY."""
    return salted_hmac("accounts.Installation.settings", value, algorithm="sha256").hexdigest()[:24]


class Installation(models.Model):
    """The single row that records whether this site has an administrator.

    As a single row it also resolves the race: of several who claim at once, one wins.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    code_hash = models.CharField(max_length=64, blank=True)
    claimed_at = models.DateTimeField(null=True)
    backups_warned_at = models.DateTimeField(null=True)
    organization = models.CharField(
        "Name of the organization", max_length=80, blank=True, default="", db_default=""
    )
    email_tested_at = models.DateTimeField(null=True)  # when a mail server last took a test
    scim_called_on = models.DateField(null=True)  # the last day on which the directory called
    # Names of the first steps that an administrator dismissed.
    dismissed_steps = models.JSONField(null=True)

    # {name of a setting: keyed digest of its value} at the last start, to tell which one changed.
    settings_digests = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="installation_is_single")
        ]

    def __str__(self):
        return "claimed" if self.claimed_at else "not claimed yet"

    @classmethod
    def new_code(cls) -> str | None:
        """Return a new one-time code for the first sign-in, or None if the site has an administrator.

        Each call replaces the code before it. Runs at most three queries.
        """
        installation, _ = cls.objects.get_or_create(pk=1)
        if installation.claimed_at or User.objects.filter(is_superuser=True).exists():
            return None
        code = new_token()
        cls.objects.filter(pk=1, claimed_at=None).update(code_hash=hash_token(code))
        return code

    @classmethod
    def accepts_code(cls, code: str) -> bool:
        """Return whether `code` may still create the first administrator. Run one query."""
        return cls.objects.filter(pk=1, claimed_at=None, code_hash=hash_token(code)).exists()

    @classmethod
    def of_this_site(cls) -> "Installation":
        """Return the row, also before anything made it. Run one query."""
        return cls.objects.filter(pk=1).first() or cls()

    @classmethod
    def note_email_test(cls) -> None:
        """Record that a mail server took a test email just now."""
        cls.objects.update_or_create(pk=1, defaults={"email_tested_at": timezone.now()})

    @classmethod
    def note_scim_call(cls) -> None:
        """Record the day of a call by SCIM. Run one query, and a second in the first call of a day."""
        today = timezone.localdate()
        if not cls.objects.filter(pk=1, scim_called_on=today).exists():
            cls.objects.update_or_create(pk=1, defaults={"scim_called_on": today})

    @classmethod
    def dismiss_steps(cls, names: set[str], *, dismissed: bool = True) -> None:
        """Dismiss first steps, or show them again."""
        with transaction.atomic():
            row, _ = cls.objects.select_for_update().get_or_create(pk=1)
            before = set(row.dismissed_steps or [])
            row.dismissed_steps = sorted(before | names if dismissed else before - names)
            row.save(update_fields=["dismissed_steps"])

    @classmethod
    def note_settings(cls, values: dict[str, str]) -> list[str]:
        """Keep digests of settings, by name; return the names of those that changed since the last call.

        None changed in the first call. Where SECRET_KEY changed, of the others nothing can be told.
        """
        digests = {name: _digest(value) for name, value in {"SECRET_KEY": "", **values}.items()}
        with transaction.atomic():
            row, _ = cls.objects.select_for_update().get_or_create(pk=1)
            before, row.settings_digests = row.settings_digests, digests
            row.save(update_fields=["settings_digests"])
        if before is None:
            return []
        if before.get("SECRET_KEY") != digests["SECRET_KEY"]:
            return ["SECRET_KEY"]
        names = before.keys() | digests.keys()
        return sorted(name for name in names if before.get(name) != digests.get(name))

    @classmethod
    def lease_backup_warning(cls, now: datetime) -> bool:
        """Return whether the caller, and nobody else that day, is to warn of old backups."""
        day_ago = Q(backups_warned_at__lte=now - timedelta(days=1))
        due = cls.objects.filter(day_ago | Q(backups_warned_at=None), pk=1)
        return bool(due.update(backups_warned_at=now))

    @classmethod
    def claim(cls, code: str, *, email: str, display_name, password: str) -> "User | None":
        """Create the administrator, or return None if the code is wrong or was used."""
        with transaction.atomic():
            mine = cls.objects.filter(pk=1, claimed_at=None, code_hash=hash_token(code))
            if not mine.update(claimed_at=timezone.now(), code_hash=""):
                return None
            return User.objects.create_superuser(email, password, display_name=display_name)
