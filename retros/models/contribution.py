"""One contribution to an anonymous inbox, and the browser key it was written with."""

import hashlib
import hmac
import uuid
from dataclasses import asdict, dataclass, field
from typing import NamedTuple

from retros.models.choices import Category
from retros.models.lesson import Lesson
from retros.models.observation import Observation

CONTRIBUTION_TEXT_MAX, CONTRIBUTION_STATEMENT_MAX = 1_000, 140
LESSON_CONTRIBUTION, RISK_CONTRIBUTION = "lesson", "risk"
CONTRIBUTION_KINDS = [*Observation.Kind.choices, (LESSON_CONTRIBUTION, "Lesson")]
QUESTION_KINDS = ["question", "correction", "helped"]  # as Question.Kind calls them
ORDER_OF_KINDS = [*dict(CONTRIBUTION_KINDS), RISK_CONTRIBUTION, *QUESTION_KINDS]


class BrowserKey(NamedTuple):
    """A secret that only one browser keeps, used by one account.

    Another account in the same browser has another key, and sees nothing of the first.
    """

    secret: str
    account: int

    def mark(self, pk):
        """Return what is stored with an unattributed contribution to recognize this key again.

        Different for each contribution: two by the same person have nothing in common.
        """
        key = f"{self.secret}:{self.account}".encode()
        return hmac.digest(key, str(pk).encode(), hashlib.sha256).hex()

    def browser_mark(self, inbox):
        """Return what counts this browser once in `inbox`; it leads to no contribution."""
        return self.mark(f"browser in {inbox._meta.label} {inbox.pk}")

    def done_mark(self, inbox):
        """Return what says that this browser is done writing in `inbox`, and leads to nothing else."""
        return self.mark(f"done in {inbox._meta.label} {inbox.pk}")

    def vote_mark(self, inbox):
        """Return what keeps the dots of this browser in `inbox` together; it leads to nothing else."""
        return self.mark(f"dots in {inbox._meta.label} {inbox.pk}")

    def backup_name(self, inbox):
        """Return the name under which a script backs up unsent text in this browser."""
        return self.mark(f"kept for {inbox.pk}")[:16]


@dataclass(frozen=True)
class Contribution:
    """An observation, a lesson, a risk or a question that only its author sees before the reveal.

    Signed ones name an account, unattributed ones carry a mark. Nothing else is stored: no time and
    no order. `pk` is a random number that the browser made.
    """

    pk: uuid.UUID
    kind: str
    text: str
    category: str = ""
    signed_by: int | None = None
    mark: str = ""
    about: dict = field(default_factory=dict)  # of a question: its item and other columns

    @classmethod
    def write(cls, key, *, pk, kind, text, category="", signed, about=None):
        """Make a contribution written with the browser key `key`; only lessons have a category."""
        category = category if kind == LESSON_CONTRIBUTION else ""
        author = {"signed_by": key.account} if signed else {"mark": key.mark(pk)}
        return cls(pk, kind, text, category, about=about or {}, **author)

    @classmethod
    def from_stored(cls, pk, stored):
        """Make a contribution from what `as_stored` returned."""
        return cls(uuid.UUID(pk), **stored)

    def as_stored(self):
        """Return (its number as text, every other value that is not empty)."""
        values = asdict(self)
        pk = str(values.pop("pk"))
        return pk, {name: value for name, value in values.items() if value}

    @property
    def is_signed(self):
        return self.signed_by is not None

    @property
    def kind_label(self):
        return dict(CONTRIBUTION_KINDS)[self.kind]

    @property
    def category_label(self):
        return Category(self.category).label if self.category else ""

    def is_written_with(self, key):
        """Return whether the browser key `key` may see and change it."""
        if self.is_signed:
            return self.signed_by == key.account
        return hmac.compare_digest(self.mark, key.mark(self.pk))

    def fingerprint(self):
        """Return what is remembered after it left the inbox, to recognize a repeated request.

        Nothing can be read from it without the number, which only its author's browser has.
        """
        words = "\n".join([str(self.pk), self.kind, self.category, self.text])
        return hashlib.sha256(words.encode()).hexdigest()[:32]

    def as_part(self, retrospective, moment):
        """Return the unsaved observation or lesson that it becomes at the reveal."""
        common = {
            "retrospective": retrospective,
            "signed_by_id": self.signed_by,
            "created_at": moment,
            "updated_at": moment,
        }
        if self.kind == LESSON_CONTRIBUTION:
            return Lesson(statement=self.text, category=self.category, **common)
        return Observation(kind=self.kind, text=self.text, **common)
