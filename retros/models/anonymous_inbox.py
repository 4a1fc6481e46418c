from random import SystemRandom

from django.db import models, transaction
from django.utils import timezone

from accounts.tokens import hashed, new_token
from retros.models.contribution import Contribution

UNATTRIBUTED_FROM = 3  # people in the room: of two, each knows what the other wrote
INBOX_MAX = 2_000  # contributions; thirty people write a few hundred


class InboxIsFull(Exception):
    """No more contributions fit into a box before its next reveal."""


class AnonymousInbox(models.Model):
    """What a team writes privately by a link, until it is revealed all at once.

    All contributions wait in one column of one row, sorted by their random numbers and written
    anew as a whole: rows of their own would keep the order of arrival in their place on the disk.
    """

    people = models.PositiveSmallIntegerField("How many are in the room?")
    # Unique, and null while closed.
    token_hash = models.CharField(max_length=64, unique=True, null=True, editable=False)  # noqa: DJ001
    box = models.JSONField(default=dict, editable=False)
    sealed = models.JSONField(default=list, editable=False)  # what left the box: Contribution.seal
    revealed_on = models.DateField(null=True, editable=False)

    class Meta:
        abstract = True

    @property
    def is_open(self):
        """Whether its link opens."""
        return self.token_hash is not None

    @property
    def offers_unattributed(self):
        """Whether there are enough people for nobody to be known by elimination."""
        return self.people >= UNATTRIBUTED_FROM

    @property
    def is_late(self):
        """Whether what is written now comes after a reveal."""
        return self.revealed_on is not None

    def is_opened_by(self, token):
        """Whether `token` is the one of its link now."""
        return self.is_open and self.token_hash == hashed(token)

    def renew_link(self):
        """Open it, or give it another link; returns the token, which is stored nowhere."""
        token = new_token()
        self.token_hash = hashed(token)
        self.save(update_fields=["token_hash"])
        return token

    def close(self):
        """The link opens nothing any more. What waits in the box stays for the next reveal."""
        self.token_hash = None
        self.save(update_fields=["token_hash"])

    def contributions(self):
        """Everything in the box, in the order of their random numbers."""
        return [Contribution.taken_from(pk, stored) for pk, stored in self.box.items()]

    def written_with(self, pen):
        """What `pen` wrote, for its writer."""
        return [one for one in self.contributions() if one.is_written_with(pen)]

    def put_in(self, contribution):
        """Add a contribution. The same one again, also after a reveal, changes nothing.

        Returns False, with nothing written, if its number belongs to another one by now.
        Raises InboxIsFull.
        """
        with transaction.atomic():
            now = self._locked()
            pk, stored = contribution.as_stored()
            if now.box.get(pk) == stored or contribution.seal() in now.sealed:
                return True
            if pk in now.box:
                return False
            if len(now.box) >= INBOX_MAX:
                raise InboxIsFull
            now._put_away({**now.box, pk: stored})
        return True

    def change(self, contribution, *, pen):
        """Replace what `pen` wrote under the same number; False if that is no longer in the box."""
        with transaction.atomic():
            now = self._locked()
            pk, stored = contribution.as_stored()
            if not now._holds(contribution.pk, pen):
                return False
            now._put_away({**now.box, pk: stored})
        return True

    def take_out(self, pk, *, pen):
        """Remove what `pen` wrote and return it, or None if it is no longer in the box."""
        with transaction.atomic():
            now = self._locked()
            gone = now._holds(pk, pen)
            if gone:
                rest = {name: one for name, one in now.box.items() if name != str(pk)}
                now._put_away(rest, leaving=[gone])
        return gone

    def reveal(self):
        """Turn what waits into what everybody concerned can read, all at once.

        In random order, dated to the day. Unattributed ones stay while there are too few people.
        Returns how many came. The caller brings the search index up to date.
        """
        with transaction.atomic():
            now = self._locked()
            all_of_them = now.contributions()
            chosen = [one for one in all_of_them if one.is_signed or now.offers_unattributed]
            SystemRandom().shuffle(chosen)
            now._become(chosen)
            leaving = {str(one.pk) for one in chosen}
            rest = {pk: one for pk, one in now.box.items() if pk not in leaving}
            if chosen:
                now.revealed_on = self.revealed_on = timezone.localdate()
                now._put_away(rest, leaving=chosen)
        return len(chosen)

    def _become(self, chosen):
        """Store what the contributions `chosen`, which come shuffled, turn into."""
        raise NotImplementedError

    def _locked(self):
        """The row as it is now, kept from others until the transaction ends."""
        return type(self).objects.select_for_update().get(pk=self.pk)

    def _holds(self, pk, pen):
        stored = self.box.get(str(pk))
        found = stored and Contribution.taken_from(str(pk), stored)
        return found if found and found.is_written_with(pen) else None

    def _put_away(self, box, leaving=()):
        """Write the box anew. Sorted, so that neither it nor the seals say what came when."""
        self.box = dict(sorted(box.items()))
        self.sealed = sorted({*self.sealed, *(one.seal() for one in leaving)})
        self.save(update_fields=["box", "sealed", "revealed_on"])
