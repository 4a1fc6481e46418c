from collections.abc import Iterable
from functools import cached_property

from django.contrib.auth.models import (
    AbstractBaseUser,
    AnonymousUser,
    BaseUserManager,
    Group,
    PermissionsMixin,
)
from django.db import connection, models, transaction
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.email_addresses import validate_visible

MOST_WORDS = 5_000  # fewer than any database takes in one query
CURATORS = "curators"  # the group that moderates the wall, tags, screens and imports
FORMER_MEMBER = "Former member"


class LastAdministratorError(Exception):
    """Without this person nobody could administer the site."""


class UserManager(BaseUserManager["User"]):
    def administrators(self) -> "models.QuerySet[User]":
        """Return administrators who may sign in."""
        return self.filter(is_superuser=True, is_active=True)

    def lock(self, pks: "Iterable[int] | models.QuerySet") -> "dict[int, User]":
        """Lock these accounts and those of administrators, in one order; return them by id.

        To be the first lock on accounts where one is closed or its role changes, or two of those at
        once could wait for each other forever.
        """
        either = models.Q(pk__in=pks) | models.Q(is_superuser=True)
        found = self.filter(either).order_by("pk")
        # Rows that only point at these people can still be written meanwhile.
        return {one.pk: one for one in found.select_for_update(no_key=True)}

    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        """Create a member. Without a password nobody can sign in as them until they set one."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields) -> "User":
        """Create an administrator, who may also repair data in the Django admin."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email__iexact=email)

    def names_starting_with(self, first_words: Iterable[str]) -> list[str]:
        """Return display names, former members included, that begin with one of these words.

        One query, which returns few rows however many people there are. Written as SQL: each form with
        text in it asks, and to build the statement took several times as long as to run it.
        """
        words = sorted({form for word in first_words for form in (word, word.lower())})[:MOST_WORDS]
        if not words:
            return []
        find = "strpos" if connection.vendor == "postgresql" else "instr"
        first = f"substr(display_name, 1, {find}(display_name || ' ', ' ') - 1)"
        places = ", ".join(["%s"] * len(words))
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT DISTINCT display_name FROM accounts_user WHERE {first} IN ({places})",
                words,
            )
            return [name for (name,) in cursor.fetchall()]


class User(AbstractBaseUser, PermissionsMixin):
    """A person, known by e-mail address and the name that they chose."""

    class CsvSeparator(models.TextChoices):
        COMMA = ",", "Commas"
        SEMICOLON = ";", "Semicolons"

    class Role(models.TextChoices):
        MEMBER = "member", "Member"
        CURATOR = "curator", "Curator"
        ADMINISTRATOR = "administrator", "Administrator"

    email = models.EmailField("email address", unique=True, validators=[validate_visible])
    display_name = models.CharField("name", max_length=80)
    is_staff = models.BooleanField("may use the admin", default=False)
    is_active = models.BooleanField("may sign in", default=True)
    date_joined = models.DateTimeField(default=timezone.now, editable=False)
    # How often the account was closed: sessions and reset links from before stay void.
    times_closed = models.PositiveIntegerField(default=0, editable=False)
    # How often they signed out everywhere else: sessions from before stay void.
    times_signed_out = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    # The first day of the month in which they last used the site; the day is not kept.
    last_seen_month = models.DateField(null=True, editable=False)
    # The role given by hand, while single sign-on gives a higher one; else "".
    role_by_hand = models.CharField(
        max_length=13, choices=Role.choices, blank=True, default="", db_default="", editable=False
    )
    # The role that the groups of the last sign-in gave, so that SCIM takes it from nobody.
    role_by_sign_in = models.CharField(
        max_length=13, choices=Role.choices, blank=True, default="", db_default="", editable=False
    )
    keeps_name = models.BooleanField(
        "Keep my name on what I wrote if I leave", default=True, db_default=True
    )
    # What stands between cells in the tables that they export.
    csv_separator = models.CharField(
        "cells are separated by",
        max_length=1,
        choices=CsvSeparator.choices,
        default=CsvSeparator.COMMA,
    )

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["display_name"]

    class Meta:
        ordering = ["display_name", "pk"]
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_once")]

    def __str__(self):
        return self.display_name

    def save(self, *args, **kwargs) -> None:
        """Save, and void all sessions for good if the account is closed."""
        if not self.is_active:
            self.times_closed += 1
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], "times_closed"}
        super().save(*args, **kwargs)

    def get_session_auth_hash(self) -> str:
        """Return what a session has to hold to be valid."""
        own = super().get_session_auth_hash()
        # As before there were counts while they are 0, so that an upgrade signs nobody out.
        for name in ("times_closed", "times_signed_out"):
            if count := getattr(self, name):
                own = salted_hmac(f"accounts.User.{name}", f"{own}{count}").hexdigest()
        return own

    def sign_out_everywhere(self) -> None:
        """End all sessions, also those that no list holds."""
        self.times_signed_out += 1
        self.save(update_fields=["times_signed_out"])
        self.browser_sessions.all().end()

    @cached_property
    def is_curator(self) -> bool:
        """Whether this person moderates, as administrators do. Run one query per instance."""
        return self.is_superuser or self._is_in_group(CURATORS)

    @property
    def role(self) -> Role:
        """Return the highest role. Groups may be prefetched."""
        if self.is_superuser:
            return self.Role.ADMINISTRATOR
        is_curator = any(group.name == CURATORS for group in self.groups.all())
        return self.Role.CURATOR if is_curator else self.Role.MEMBER

    def set_role(self, role: str, *, by_hand: str = "") -> None:
        """Give this person a role. Raise LastAdministratorError if no administrator would be left.

        Single sign-on says what to return to when it no longer gives the role: `by_hand`.
        """
        with transaction.atomic():
            is_administrator = role == self.Role.ADMINISTRATOR
            if not is_administrator:
                self._leave_an_administrator()
            self.is_superuser = self.is_staff = is_administrator
            self.role_by_hand = by_hand
            self.save(update_fields=["is_superuser", "is_staff", "role_by_hand"])
            curators, _ = Group.objects.get_or_create(name=CURATORS)
            if role == self.Role.CURATOR:
                self.groups.add(curators)
            else:
                self.groups.remove(curators)

    def is_still_open(self) -> bool:
        """Lock this account, as `UserManager.lock` does, and return whether nobody closed it."""
        locked = User.objects.lock([self.pk]).get(self.pk)
        return locked is not None and locked.is_active

    def close(self) -> None:
        """Close the account: its sessions end, and its reset links and invitations stay void.

        Raise LastAdministratorError if no administrator would be left.
        """
        with transaction.atomic():
            self._leave_an_administrator()
            self.is_active = False
            if not self.keeps_name:
                self.display_name = FORMER_MEMBER
            self.save(update_fields=["is_active", "display_name"])
            self.invitation_set.filter(accepted_at=None).delete()
            self.browser_sessions.all().end()

    def reopen(self) -> None:
        """Let this person sign in again, with their password as before."""
        self.is_active = True
        self.save(update_fields=["is_active"])

    def note_seen(self) -> None:
        """Keep the month of this visit. One query in a person’s first visit of a month, else none."""
        month = timezone.localdate().replace(day=1)
        if self.last_seen_month != month:
            User.objects.filter(pk=self.pk).update(last_seen_month=month)

    def _leave_an_administrator(self):
        """Raise LastAdministratorError if this is the only one; lock them, so that two can't go at once."""
        locked = User.objects.lock([self.pk]).values()
        if {one.pk for one in locked if one.is_superuser and one.is_active} == {self.pk}:
            raise LastAdministratorError

    def _is_in_group(self, name: str) -> bool:
        """Ask in plain SQL: each page does, and building the query takes longer than its answer."""
        with connection.cursor() as cursor:
            cursor.execute(
                'SELECT 1 FROM "accounts_user_groups" AS held INNER JOIN "auth_group" AS named'
                ' ON named."id" = held."group_id" WHERE held."user_id" = %s AND named."name" = %s',
                [self.pk, name],
            )
            return cursor.fetchone() is not None

    @cached_property
    def team_ids(self) -> set[int]:
        """Ids of the teams this person belongs to. One query, once per instance."""
        return set(self.memberships.values_list("team_id", flat=True))

    @property
    def browser_key(self) -> str:
        """An opaque key with which a browser labels its backups by person."""
        return salted_hmac("accounts.User.browser_key", str(self.pk)).hexdigest()[:24]

    @property
    def initials(self) -> str:
        words = self.display_name.split()
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


def display_name(user) -> str:
    """Return the name that the sign-in pages show."""
    return user.display_name


# Who asks for something: somebody who signed in, or a visitor.
Reader = User | AnonymousUser
