import hashlib
import hmac
from typing import Self

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from accounts.tokens import hash_token
from retros.models.anonymous_inbox import AnonymousInbox
from retros.models.asked_about import ITEMS, links_to
from retros.models.inbox_contents import UNATTRIBUTED_FROM, InboxContents, InboxIsFull
from retros.models.question import Question

WAITING_MAX, WAITING_MAX_EACH = 200, 10  # unattributed questions, of all and of one browser


class TooManyWaiting(InboxIsFull):
    """This browser has as many unattributed questions waiting as it may."""


class QuestionBoxQuerySet(models.QuerySet["QuestionBox"]):
    def open(self) -> "QuestionBox":
        """Return the only box, unlocked. It is made when it is first needed."""
        defaults = {"people": UNATTRIBUTED_FROM}
        box, _ = self.get_or_create(pk=1, defaults=defaults)
        box.unlock_with_secret_key()
        return box

    def due(self) -> Self:
        """Return the box if nobody looked today whether it can be revealed, else none."""
        return self.exclude(checked_on=timezone.localdate())


class QuestionBox(AnonymousInbox):
    """Unattributed questions about anything, which appear together, on a later day.

    There is one for the whole site, so that three people come together sooner. Its key is derived
    from SECRET_KEY, which no file of the database holds.
    """

    checked_on = models.DateField(default=timezone.localdate, editable=False)

    objects = QuestionBoxQuerySet.as_manager()

    def __str__(self):
        return "Unattributed questions"

    def unlock_with_secret_key(self) -> None:
        """Unlock the box. After SECRET_KEY changed, what waits can't be read, and the box is emptied."""
        token = hmac.digest(settings.SECRET_KEY.encode(), b"retros questions", hashlib.sha256).hex()
        if self.unlock(token):
            return
        with transaction.atomic():
            self._locked()
            self.token, self.token_hash = token, hash_token(token)
            self._store(InboxContents())

    def add(self, contribution, *, key) -> bool:
        """Add it as every inbox does. Raise TooManyWaiting or InboxIsFull."""
        contents = self.contents()
        if not contents.has_seen(contribution):
            if len(contents.written_with(key)) >= WAITING_MAX_EACH:
                raise TooManyWaiting
            if len(contents.waiting) >= WAITING_MAX:
                raise InboxIsFull
        return super().add(contribution, key=key)

    def reveal_if_due(self) -> list:
        """Reveal once a day; return the questions that appeared."""
        with transaction.atomic():
            due = QuestionBox.objects.due().filter(pk=self.pk)
            if not due.update(checked_on=timezone.localdate()):
                return []
            self.reveal()
            today = Question.objects.filter(asked_by=None, asked_on=timezone.localdate())
            return list(today.with_items())

    def _publish(self, revealed) -> None:
        """Store questions about items that are still there."""
        items = {
            kind: model._base_manager.in_bulk(
                [one.about["id"] for one in revealed if one.about["kind"] == kind]
            )
            for kind, model in ITEMS.items()
        }
        rows = []
        for one in revealed:
            values = one.about["values"]
            item = items[one.about["kind"]].get(one.about["id"]) if one.about["kind"] else None
            if item is not None or not one.about["kind"]:
                values |= links_to(item) if item else {}
                rows.append(Question(kind=one.kind, text=one.text, **values))
        Question.objects.bulk_create(rows)
