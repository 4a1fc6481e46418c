"""Everything that the site stores about one person, for that person alone.

`HOLDINGS` names each column of the database that points at people. Of rows that are theirs alone, all
is told but secrets; of what others can read too, only what they may read themselves.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.admin.models import LogEntry
from django.db import models
from django.db.models import Q

from accounts.models import (
    AuditEntry,
    AuthenticatorApp,
    BrowserSession,
    Identity,
    Invitation,
    Membership,
    Passkey,
    RecoveryCode,
    ScimUser,
    User,
)
from retros import models as domain

SHOWN = 20  # of each kind on the page; the file has all
_SECRET = {"password", "token_hash", "content", "session_id", "sealed_secret", "code_hash"}
Columns = list[tuple[type[models.Model], str]]


def _edited(*names: str) -> Columns:
    return [(getattr(domain, name), "changed_by") for name in names]


_EDITED = ("TimelineEvent", "Decision", "Observation", "Lesson", "ActionItem")
_SECTIONS = ("headline", "story", "details")
_EDITED_SECTIONS: Columns = [(domain.Retrospective, f"{it}_changed_by") for it in _SECTIONS]

# What it is called: the columns in which it stands.
HOLDINGS: dict[str, Columns] = {
    "Teams": [(Membership, "user")],
    "Single sign-on": [(Identity, "user")],
    "Your organization’s directory (SCIM)": [(ScimUser, "user")],
    "Browsers in which you are signed in": [(BrowserSession, "user")],
    "Two-step sign-in": [
        *((AuthenticatorApp, "user"), (Passkey, "user"), (RecoveryCode, "user")),
    ],
    "Confirmed addresses": [(EmailAddress, "user")],
    "Invitations you created": [(Invitation, "created_by")],
    "Weekly email": [(domain.Digest, "user")],
    "Email about questions": [(domain.QuestionMail, "user")],
    "Email after gatherings": [(domain.OutcomeMail, "user")],
    "Outcomes of gatherings that you asked for": [(domain.OutcomeRequest, "user")],
    "Calendar": [(domain.CalendarFeed, "owner")],
    "Feed of Start here": [(domain.PathFeed, "owner")],
    "Saved searches": [(domain.SavedSearch, "owner")],
    "Pictures of a document you are importing": [(domain.PendingPicture, "owner")],
    "Drafts you were invited to and have not opened": [(domain.EditorInvitation, "user")],
    "“Us too” on the Fail Wall": [(domain.UsToo, "member")],
    "Repairs in the admin": [(LogEntry, "user")],
    "Retrospectives you started": [(domain.Retrospective, "created_by")],
    "Retrospectives you facilitate": [(domain.Retrospective, "facilitator")],
    "Retrospectives you were invited to write": [(domain.Retrospective, "invited")],
    "Observations you signed": [(domain.Observation, "signed_by")],
    "Lessons you signed": [(domain.Lesson, "signed_by")],
    "Action items you own": [(domain.ActionItem, "owner")],
    "Kickoffs you started": [(domain.Kickoff, "created_by")],
    "Answers in kickoffs that you own": [(domain.KickoffLesson, "owner")],
    "Questions and suggestions of yours": [(domain.Question, "asked_by")],
    "Questions you answered": [(domain.Question, "answered_by")],
    "Paths you made": [(domain.ReadingPath, "created_by")],
    "Last changed by you": [
        *_EDITED_SECTIONS,
        *_edited(*_EDITED, "Gathering", "Kickoff", "ReadingPath"),
    ],
    "Earlier versions that you saved": [*_edited("Version", "PathVersion")],
}


@dataclass(frozen=True)
class Held:
    """What is stored of one kind: `rows` with `words` and an address, and how many are out of reach."""

    words: str
    columns: Columns
    person: User

    @cached_property
    def is_theirs(self) -> bool:
        """Whether nobody else reads it, so that it goes with the account."""
        on_delete = [model._meta.get_field(name).remote_field for model, name in self.columns]
        return all(getattr(it, "on_delete", None) is models.CASCADE for it in on_delete)

    @cached_property
    def number(self) -> int:
        return sum(mine.count() for _, mine in self._found)

    @cached_property
    def out_of_reach(self) -> int:
        """How many the person may not open any more: in the trash, or drafts of a former team."""
        return self.number - sum(readable.count() for readable, _ in self._found)

    @property
    def more(self) -> int:
        return max(self.number - self.out_of_reach - SHOWN, 0)

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield {"text", "address", and "stored" if it is theirs alone} of what they may read."""
        for readable, _ in self._found:
            for row in readable.select_related(*_single(readable.model)).order_by("pk"):
                told = {"text": str(row), "address": _address(row)}
                yield told | ({"stored": _stored(row)} if self.is_theirs else {})

    def first_rows(self) -> list[dict[str, Any]]:
        return list(islice(self.rows(), SHOWN))

    @cached_property
    def _found(self):
        """Return [(rows the person may read, all rows)] of each model."""
        either: dict[Any, Q] = {}
        for model, name in self.columns:
            either[model] = either.get(model, Q()) | Q(**{name: self.person})
        return [
            (_readable(model, self.person).filter(mine), model._base_manager.filter(mine))
            for model, mine in either.items()
        ]


def held_about(person: User) -> list[Held]:
    """Return what is stored about `person`, without kinds of which there is nothing."""
    found = (Held(words, columns, person) for words, columns in HOLDINGS.items())
    return [held for held in found if held.number]


def account_of(person: User) -> dict[str, Any]:
    """Return the row of the account, without the password, and the role."""
    return {**_stored(person), "role": person.role.label}


def audit_of(person: User):
    """Return the audit entries that `person` made, or that are about them, the latest first."""
    return AuditEntry.objects.filter(
        Q(actor_id=person.pk) | Q(object_kind=User._meta.verbose_name, object_id=person.pk)
    )


def _readable(model, person):
    visible_to = getattr(model.objects, "visible_to", None)
    return visible_to(person) if visible_to else model._base_manager.all()


def _single(model):
    return [it.name for it in model._meta.fields if it.is_relation and it.related_model is not User]


def _address(row):
    find = getattr(row, "get_absolute_url", None)
    return find() if find else ""


def _stored(row):
    """Return {column: value} of a row, but for its id, secrets and bytes."""
    names = (it.attname for it in row._meta.concrete_fields if not it.primary_key)
    return {name: getattr(row, name) for name in names if name not in _SECRET}
