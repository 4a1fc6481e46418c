"""One thought, as it waits in a box, and the pen that it was written with."""

import hashlib
import hmac
import uuid
from dataclasses import asdict, dataclass
from typing import NamedTuple

from retros.models.choices import Category
from retros.models.lesson import Lesson
from retros.models.observation import Observation

TEXT_MAX, STATEMENT_MAX = 1_000, 140
LESSON, RISK = "lesson", "risk"
KINDS = [*Observation.Kind.choices, (LESSON, "Lesson")]


class Pen(NamedTuple):
    """What writes: a secret that only a browser keeps, in the hands of one account.

    Another account in the same browser does not hold the same pen, and finds nothing of the first.
    """

    secret: str
    account: int

    def mark(self, pk):
        """What is stored with an unattributed contribution, so that this pen knows it again.

        Different for each contribution: two of one person have nothing in common.
        """
        key = f"{self.secret}:{self.account}".encode()
        return hmac.digest(key, str(pk).encode(), hashlib.sha256).hex()

    def keeper(self, box):
        """A name within its browser, under which a script keeps what is not sent yet."""
        return self.mark(f"kept for {box.pk}")[:16]


@dataclass(frozen=True)
class Contribution:
    """An observation, a lesson or a risk that nobody but its writer sees until the reveal.

    Signed ones name an account, unattributed ones carry a mark. Nothing else is kept: no time, no
    order, and `pk` is a random number that the browser made.
    """

    pk: uuid.UUID
    kind: str
    text: str
    category: str = ""
    signed_by: int | None = None
    mark: str = ""

    @classmethod
    def write(cls, pen, *, pk, kind, text, category="", signed):
        """A contribution written with `pen`; only lessons have a category."""
        category = category if kind == LESSON else ""
        author = {"signed_by": pen.account} if signed else {"mark": pen.mark(pk)}
        return cls(pk, kind, text, category, **author)

    @classmethod
    def taken_from(cls, pk, stored):
        """What `as_stored` put away."""
        return cls(uuid.UUID(pk), **stored)

    def as_stored(self):
        """(its number as text, everything else that is not empty)."""
        values = asdict(self)
        pk = str(values.pop("pk"))
        return pk, {name: value for name, value in values.items() if value}

    @property
    def is_signed(self):
        return self.signed_by is not None

    @property
    def kind_label(self):
        return dict(KINDS)[self.kind]

    @property
    def category_label(self):
        return Category(self.category).label if self.category else ""

    def is_written_with(self, pen):
        """Whether `pen` may see and change it."""
        if self.is_signed:
            return self.signed_by == pen.account
        return hmac.compare_digest(self.mark, pen.mark(self.pk))

    def seal(self):
        """What is remembered of it once it left the box, so that its repetition is known.

        Without its number, which only its writer's browser has, nothing can be read from this.
        """
        words = "\n".join([str(self.pk), self.kind, self.category, self.text])
        return hashlib.sha256(words.encode()).hexdigest()[:32]

    def as_part(self, retrospective, moment):
        """The observation or lesson, not saved, that it becomes at the reveal."""
        common = {
            "retrospective": retrospective,
            "signed_by_id": self.signed_by,
            "created_at": moment,
            "updated_at": moment,
        }
        if self.kind == LESSON:
            return Lesson(statement=self.text, category=self.category, **common)
        return Observation(kind=self.kind, text=self.text, **common)
