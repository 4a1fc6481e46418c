from collections.abc import Iterable
from functools import cached_property

from django.contrib.auth.models import (
    AbstractBaseUser,
    AnonymousUser,
    BaseUserManager,
    PermissionsMixin,
)
from django.db import models
from django.db.models import Value
from django.db.models.functions import Concat, Lower, StrIndex, Substr
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.email_addresses import validate_visible

MOST_WORDS = 5_000  # fewer than any database takes in one query
CURATORS = "curators"  # the group that moderates the wall, tags, screens and imports


class UserManager(BaseUserManager["User"]):
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

    def names_starting_with(self, first_words: Iterable[str]) -> "models.QuerySet[User, str]":
        """Return display names, former members included, that begin with one of these words.

        One query, which returns few rows however many people there are.
        """
        padded = Concat("display_name", Value(" "))
        first = Substr(padded, 1, StrIndex(padded, Value(" ")) - 1)
        words = sorted({form for word in first_words for form in (word, word.lower())})
        named = self.annotate(first_word=first).filter(first_word__in=words[:MOST_WORDS])
        return named.order_by().values_list("display_name", flat=True).distinct()


class User(AbstractBaseUser, PermissionsMixin):
    """A person, known by e-mail address and the name that they chose."""

    class CsvSeparator(models.TextChoices):
        COMMA = ",", "Commas"
        SEMICOLON = ";", "Semicolons"

    email = models.EmailField("email address", unique=True, validators=[validate_visible])
    display_name = models.CharField("name", max_length=80)
    is_staff = models.BooleanField("may use the admin", default=False)
    is_active = models.BooleanField("may sign in", default=True)
    date_joined = models.DateTimeField(default=timezone.now, editable=False)
    # How often the account was closed: sessions and reset links from before stay void.
    times_closed = models.PositiveIntegerField(default=0, editable=False)
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
        if (
            not self.times_closed
        ):  # as before there was a count, so that an upgrade signs nobody out
            return own
        return salted_hmac("accounts.User.times_closed", f"{own}{self.times_closed}").hexdigest()

    @cached_property
    def is_curator(self) -> bool:
        """Whether this person moderates, as administrators do. Run one query per instance."""
        return self.is_superuser or self.groups.filter(name=CURATORS).exists()

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
