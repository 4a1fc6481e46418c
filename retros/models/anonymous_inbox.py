from random import SystemRandom

from django.db import models, transaction
from django.utils import timezone

from accounts.tokens import hash_token, new_token
from retros.models.contribution import ORDER_OF_KINDS, Contribution

UNATTRIBUTED_FROM = 3  # people in the room: of two, each knows what the other wrote
INBOX_MAX = 2_000  # contributions; thirty people write a few hundred


class InboxIsFull(Exception):
    """No more contributions fit into an inbox before its next reveal."""


class AnonymousInbox(models.Model):
    """Contributions that a team writes privately by a link, revealed all at once.

    All of them wait in one column of one row, sorted by their random numbers and written anew as a
    whole: rows of their own would keep the order of arrival in their place on the disk.
    """

    people = models.PositiveSmallIntegerField("How many are in the room?")
    # Unique, and null while closed.
    token_hash = models.CharField(max_length=64, unique=True, null=True, editable=False)  # noqa: DJ001
    box = models.JSONField(default=dict, editable=False)
    sealed = models.JSONField(default=list, editable=False)  # Contribution.fingerprint of what left
    revealed_on = models.DateField(null=True, editable=False)

    class Meta:
        abstract = True

    @property
    def is_open(self):
        """Whether its link works."""
        return self.token_hash is not None

    @property
    def allows_unattributed(self):
        """Whether there are enough people for nobody to be identified by elimination."""
        return self.people >= UNATTRIBUTED_FROM

    @property
    def is_late(self):
        """Whether contributions come after a first reveal."""
        return self.revealed_on is not None

    def is_opened_by(self, token):
        """Whether `token` belongs to the current link."""
        return self.is_open and self.token_hash == hash_token(token)

    def renew_link(self):
        """Open the inbox with a new link; return the token, which is not stored anywhere."""
        token = new_token()
        self.token_hash = hash_token(token)
        self.save(update_fields=["token_hash"])
        return token

    def close(self):
        """Revoke the link. What waits stays for the next reveal."""
        self.token_hash = None
        self.save(update_fields=["token_hash"])

    def contributions(self):
        """Return everything that waits, in the order of its random numbers."""
        return [Contribution.from_stored(pk, stored) for pk, stored in self.box.items()]

    def written_with(self, key):
        """Return what the browser key `key` wrote, by kind, for its author."""
        mine = [one for one in self.contributions() if one.is_written_with(key)]
        return sorted(mine, key=lambda one: ORDER_OF_KINDS.index(one.kind))

    def find(self, pk, key):
        """Return what the browser key `key` wrote under the number `pk`, or None."""
        return next((one for one in self.written_with(key) if one.pk == pk), None)

    def add(self, contribution):
        """Add a contribution. Adding the same one again, also after a reveal, changes nothing.

        Return False, with nothing written, if its number belongs to another one by now.
        Raise InboxIsFull.
        """
        with transaction.atomic():
            now = self._locked()
            pk, stored = contribution.as_stored()
            if now.box.get(pk) == stored or contribution.fingerprint() in now.sealed:
                return True
            if pk in now.box:
                return False
            if len(now.box) >= INBOX_MAX:
                raise InboxIsFull
            now._store({**now.box, pk: stored})
        return True

    def change(self, contribution, *, key):
        """Replace what `key` wrote under the same number; return False if it no longer waits."""
        with transaction.atomic():
            now = self._locked()
            pk, stored = contribution.as_stored()
            if not now.find(contribution.pk, key):
                return False
            now._store({**now.box, pk: stored})
        return True

    def remove(self, pk, *, key):
        """Remove what `key` wrote and return it, or None if it no longer waits."""
        with transaction.atomic():
            now = self._locked()
            removed = now.find(pk, key)
            if removed:
                rest = {name: one for name, one in now.box.items() if name != str(pk)}
                now._store(rest, leaving=[removed])
                self.box = now.box
        return removed

    def reveal(self):
        """Turn what waits into what everybody concerned can read, all at once.

        In random order, dated to the day. Unattributed ones stay while there are too few people.
        Return how many were revealed. The caller updates the search index.
        """
        with transaction.atomic():
            now = self._locked()
            chosen = [
                one for one in now.contributions() if one.is_signed or now.allows_unattributed
            ]
            SystemRandom().shuffle(chosen)
            now._publish(chosen)
            leaving = {str(one.pk) for one in chosen}
            rest = {pk: one for pk, one in now.box.items() if pk not in leaving}
            if chosen:
                now.revealed_on = self.revealed_on = timezone.localdate()
                now._store(rest, leaving=chosen)
        return len(chosen)

    def _publish(self, chosen):
        """Store what the contributions `chosen`, in random order, turn into."""
        raise NotImplementedError

    def _locked(self):
        """Return the current row, locked until the transaction ends."""
        return type(self).objects.select_for_update().get(pk=self.pk)

    def _store(self, box, leaving=()):
        """Write the inbox anew. Sorted, so that nothing in it tells what came when."""
        self.box = dict(sorted(box.items()))
        self.sealed = sorted({*self.sealed, *(one.fingerprint() for one in leaving)})
        self.save(update_fields=["box", "sealed", "revealed_on"])
