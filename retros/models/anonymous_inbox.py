from functools import partial
from random import SystemRandom

from cryptography.exceptions import InvalidTag
from django.db import connection, models, transaction
from django.utils import timezone

from accounts.tokens import hash_token, new_token
from retros.models.inbox_cipher import decrypt, encrypt
from retros.models.inbox_contents import UNATTRIBUTED_FROM, InboxContents


class LinkNeeded(Exception):
    """What waits is encrypted, and the token at hand does not open it."""


class AnonymousInbox(models.Model):
    """Contributions that a team writes privately by a link, revealed all at once.

    All of them wait in one column of one row, encrypted with a key that only the link holds and
    rewritten as a whole: separate rows would keep the order of arrival in their place on
    the disk. Unlock the inbox before reading or changing what waits.
    """

    people = models.PositiveSmallIntegerField("How many are in the room?")
    # Of the last link, also once that is closed: it still opens what waits. Unique, and null only
    # in inboxes that were closed before contents were encrypted.
    token_hash = models.CharField(max_length=64, unique=True, null=True, editable=False)  # noqa: DJ001
    is_open = models.BooleanField(default=True, editable=False)  # whether its link works
    # Encrypted text; of inboxes from before that, readable values until they are next written.
    waiting = models.JSONField(default=dict, editable=False)
    revealed_on = models.DateField(null=True, editable=False)

    token = ""  # once unlocked; never stored

    class Meta:
        abstract = True

    @property
    def allows_unattributed(self):
        """Whether there are enough people for nobody to be identified by elimination."""
        return self.people >= UNATTRIBUTED_FROM

    @property
    def admits_guests(self):
        """Whether people without an account may write with the link."""
        return False

    @property
    def is_late(self):
        """Whether contributions come after a first reveal."""
        return self.revealed_on is not None

    @property
    def needs_link(self):
        """Whether reading what waits takes the link, and nobody unlocked it yet."""
        return isinstance(self.waiting, str) and not self.token

    def is_opened_by(self, token):
        """Return whether `token` belongs to the last link."""
        return bool(token) and self.token_hash == hash_token(token)

    def unlock(self, token):
        """Keep `token` in memory, to read and change what waits; return whether it is right."""
        if self.is_opened_by(token):
            self.token = token
        return bool(self.token)

    def renew_link(self):
        """Open the inbox with a new link and return its token, which is not stored anywhere.

        What waits moves to the new link. Raise LinkNeeded unless unlocked with the last one.
        """
        with transaction.atomic():
            return self._move_to_new_link(self._locked().contents())

    def start_over(self):
        """Open the inbox with a new link when the last one is lost, and with it all that waits."""
        with transaction.atomic():
            self._locked()
            return self._move_to_new_link(InboxContents())

    def close(self):
        """Make the link useless for writing. What waits stays for the next reveal."""
        self.is_open = False
        self.save(update_fields=["is_open"])

    def contents(self):
        """Return the InboxContents as they were when the row was read. Raise LinkNeeded."""
        if not isinstance(self.waiting, str):
            return InboxContents.from_stored(self.waiting)
        try:
            return InboxContents.from_stored(
                decrypt(self.waiting, self.token, bound_to=self._bound_to)
            )
        except InvalidTag as error:
            raise LinkNeeded from error

    def add(self, contribution, *, key):
        """Add what was written with the browser key `key`.

        Adding the same contribution again, also after a reveal, changes nothing. Return False, with
        nothing written, if its number belongs to another one by now. Raise InboxIsFull.
        """
        with transaction.atomic():
            now = self._locked()
            contents = now.contents()
            if contents.has_seen(contribution):
                return True
            if str(contribution.pk) in contents.waiting:
                return False
            contents.add(contribution, key, key.browser_mark(self))
            now._store(contents)
        return True

    def change(self, contribution, *, key):
        """Replace what `key` wrote under the same number; return False if it no longer waits."""
        with transaction.atomic():
            now = self._locked()
            contents = now.contents()
            if not contents.find(contribution.pk, key):
                return False
            contents.add(contribution, key, key.browser_mark(self))
            now._store(contents)
        return True

    def remove(self, pk, *, key):
        """Remove what `key` wrote and return it, or None if it no longer waits."""
        with transaction.atomic():
            now = self._locked()
            contents = now.contents()
            removed = contents.remove(pk, key, key.browser_mark(self))
            if removed:
                now._store(contents)
                self.waiting = now.waiting
        return removed

    def mark_done(self, key, *, is_done):
        """Note that the browser of `key` is done writing, or that it writes on."""
        with transaction.atomic():
            now = self._locked()
            contents = now.contents()
            change = contents.done.add if is_done else contents.done.discard
            change(key.done_mark(self))
            now._store(contents)

    def vote(self, key, chosen):
        """Replace the dots of the browser of `key` by one on each observation in `chosen`, ids."""
        with transaction.atomic():
            now = self._locked()
            contents = now.contents()
            contents.votes.pop(key.vote_mark(self), None)
            if chosen:
                contents.votes[key.vote_mark(self)] = sorted(chosen)
            now._store(contents)

    def is_voted_on_by(self, user):
        """Return whether `user` may give dots to what was revealed."""
        return False

    def email_to(self, user):
        """Return which email about what comes of it `user` gets, if any."""
        return ""

    def reveal(self):
        """Turn what waits into what everybody concerned can read, all at once, and return it.

        In random order, dated to the day. Unattributed contributions stay while fewer than three
        browsers have written some, or fewer than three people are in the room. Afterwards earlier
        states leave the disk. The caller updates the search index.
        """
        with transaction.atomic():
            now = self._locked()
            contents = now.contents()
            revealed = contents.take(unattributed=now.allows_unattributed)
            SystemRandom().shuffle(revealed)
            if revealed:
                now._publish(revealed)
                now.revealed_on = self.revealed_on = timezone.localdate()
                now.save(update_fields=["revealed_on"])
                now._store(contents)
                erase = partial(_erase_earlier_states, self._meta.db_table)
                transaction.on_commit(erase, robust=True)
        return revealed

    def _publish(self, revealed):
        """Store what the contributions `revealed`, in random order, turn into."""
        raise NotImplementedError

    @property
    def _bound_to(self):
        return f"{self._meta.model_name} {self.pk}"

    def _locked(self):
        """Return the current row, unlocked as this one is, and locked until the transaction ends.

        If the link was replaced meanwhile, reading its contents raises LinkNeeded.
        """
        now = type(self).objects.select_for_update().get(pk=self.pk)
        now.unlock(self.token)
        return now

    def _move_to_new_link(self, contents):
        self.token = new_token()
        self.token_hash, self.is_open = hash_token(self.token), True
        self._store(contents)
        return self.token

    def _store(self, contents):
        """Rewrite the contents as a whole; readable for earlier inboxes without a link."""
        values = contents.as_stored()
        self.waiting = (
            encrypt(values, self.token, bound_to=self._bound_to) if self.token else values
        )
        self.save(update_fields=["waiting", "token_hash", "is_open"])


def _erase_earlier_states(table):
    """Take dead rows and the log of changes off the disk, as far as the database does that."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            cursor.execute(f"VACUUM {connection.ops.quote_name(table)}")
