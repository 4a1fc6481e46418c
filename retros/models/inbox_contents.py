"""What waits in an anonymous inbox, as values in memory; `anonymous_inbox` stores them."""

from collections import Counter
from dataclasses import dataclass, field

from retros.models.contribution import ORDER_OF_KINDS, Contribution

INBOX_MAX = 2_000  # contributions; thirty people write a few hundred
UNATTRIBUTED_FROM = 3  # people: of two, each knows what the other wrote


class InboxIsFull(Exception):
    """No more contributions fit into an inbox before its next reveal."""


@dataclass
class InboxContents:
    """Contributions by number, in random order, and what it takes to treat them fairly.

    `browsers` counts who has unattributed contributions here: a mark of each browser, which leads
    to none of them. `fingerprints` know again what was revealed or removed.
    """

    waiting: dict = field(default_factory=dict)
    browsers: set = field(default_factory=set)
    fingerprints: set = field(default_factory=set)
    done: set = field(default_factory=set)  # a mark of each browser that is done writing
    votes: dict = field(default_factory=dict)  # a mark of a browser -> ids of observations

    @classmethod
    def from_stored(cls, stored):
        """Make the contents from what `as_stored` returned."""
        found = {
            pk: Contribution.from_stored(pk, values)
            for pk, values in stored.get("waiting", {}).items()
        }
        # Before browsers were counted, each contribution had only its own mark.
        marks = {one.mark for one in found.values() if not one.is_signed}
        browsers, fingerprints = stored.get("browsers", marks), stored.get("fingerprints", ())
        done, votes = set(stored.get("done", ())), stored.get("votes", {})
        return cls(found, set(browsers), set(fingerprints), done, votes)

    def as_stored(self):
        """Return values that JSON can hold, sorted so that nothing tells what came when."""
        return {
            "waiting": dict(sorted(one.as_stored() for one in self.waiting.values())),
            "browsers": sorted(self.browsers),
            "fingerprints": sorted(self.fingerprints),
            "done": sorted(self.done),
            "votes": dict(sorted(self.votes.items())),
        }

    def all(self):
        """Return everything that waits."""
        return list(self.waiting.values())

    def written_with(self, key):
        """Return what the browser key `key` wrote, by kind, for its author."""
        mine = [one for one in self.all() if one.is_written_with(key)]
        return sorted(mine, key=lambda one: ORDER_OF_KINDS.index(one.kind))

    def find(self, pk, key):
        """Return what the browser key `key` wrote under the number `pk`, or None."""
        found = self.waiting.get(str(pk))
        return found if found and found.is_written_with(key) else None

    def has_seen(self, contribution):
        """Return whether the same contribution is pending or has left before."""
        pk = str(contribution.pk)
        return self.waiting.get(pk) == contribution or contribution.fingerprint() in (
            self.fingerprints
        )

    def add(self, contribution, key, browser):
        """Add or replace a contribution of `key`, whose mark in this inbox is `browser`."""
        pk = str(contribution.pk)
        if pk not in self.waiting and len(self.waiting) >= INBOX_MAX:
            raise InboxIsFull
        replaced = self.waiting.get(pk)
        self.waiting[pk] = contribution
        self._count(key, browser, replaced)

    def remove(self, pk, key, browser):
        """Remove what `key` wrote and return it, or None if it no longer waits."""
        removed = self.find(pk, key)
        if removed:
            self._leave([removed])
            self._count(key, browser, removed)
        return removed

    def take(self, *, unattributed):
        """Remove and return what may be revealed: signed ones always, `unattributed` if allowed.

        Those wait until three browsers have written some: of fewer, a reveal would name authors.
        """
        unattributed = unattributed and len(self.browsers) >= UNATTRIBUTED_FROM
        taken = [one for one in self.all() if one.is_signed or unattributed]
        self._leave(taken)
        self.done = set()
        if unattributed:
            self.browsers = set()
        return taken

    def dots(self):
        """Return [(id of an observation, number of its dots)], most dots first.

        Empty until three browsers have voted: of fewer, each would know what another chose.
        """
        if len(self.votes) < UNATTRIBUTED_FROM:
            return []
        counts = Counter(pk for chosen in self.votes.values() for pk in chosen)
        return sorted(counts.items(), key=lambda item: (-item[1], item[0]))

    @property
    def done_in_steps(self):
        """How many browsers are done writing, in steps of three; 0 for fewer than three."""
        return len(self.done) // UNATTRIBUTED_FROM * UNATTRIBUTED_FROM

    def _leave(self, contributions):
        for one in contributions:
            del self.waiting[str(one.pk)]
            self.fingerprints.add(one.fingerprint())

    def _count(self, key, browser, earlier):
        """Count `browser` while an unattributed contribution of `key` waits."""
        if earlier:
            self.browsers.discard(earlier.mark)
        if any(not one.is_signed for one in self.written_with(key)):
            self.browsers.add(browser)
        else:
            self.browsers.discard(browser)
