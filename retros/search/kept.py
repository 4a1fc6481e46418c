"""What a long search found, kept by the process until what every member may find changes.

Kept are ids, numbers, and passages of published text, for whoever asks the same again. What was asked
is kept as a digest, and words of it as places in it, so nothing that a team alone may read is here.
Nothing says who may read what was found: callers ask for the rows as their reader may. When somebody
erases something, each process forgets everything.
"""

import hashlib
import threading
from collections import OrderedDict
from functools import cache, partial
from operator import attrgetter

from django.utils import timezone

from retros import meaning
from retros.search import changes
from retros.search.results import Match

KEPT = 1_000  # answers; one of 60 matches of which 10 were shown takes 20 KB
_FIELDS = (
    *("kind", "object_id", "closeness", "risks", "is_close", "is_almost_close", "copies"),
    "is_similar",
)
_fields_of = attrgetter(*_FIELDS)


class Store:
    """The latest answers by what was asked; what was asked for longest ago goes first."""

    def __init__(self):
        self._held, self._lock, self._erased = OrderedDict(), threading.Lock(), None

    def get(self, asked, state, erased):
        with self._lock:
            if erased != self._erased:
                self._held.clear()
                self._erased = erased
            known, answer = self._held.get(asked, (None, None))
            if known != state:
                return None
            self._held.move_to_end(asked)
            return answer

    def set(self, asked, state, erased, answer):
        with self._lock:
            if erased == self._erased:
                self._held[asked] = state, answer
                self._held.move_to_end(asked)
                while len(self._held) > KEPT:
                    self._held.popitem(last=False)


_store = Store()


def found_once(asked, find):
    """Return what `find` returns; don’t call it if the same was asked and nothing changed.

    An answer of None is not kept. One query.
    """
    known = (timezone.localdate(), meaning.is_on())
    asked = hashlib.blake2b(repr((known, asked)).encode(), digest_size=16).digest()
    state, erased = changes.state()
    answer = _store.get(asked, state, erased)
    if answer is None:
        answer = find()
        if answer is not None:
            _store.set(asked, state, erased, answer)
    return answer


def matches_once(asked, texts, find):
    """Return the Matches that `find` returns, whose words are all words of `texts`."""
    said, found = "\n".join(texts), []

    def searched():
        found.append(find())
        return _Found.of(found[0], said)

    answer = found_once(("matches", *asked, said), searched)
    if answer is None:
        return found[0]
    return answer.matches(said, (lambda: found[0]) if found else find)


class _Found:
    """Matches but for what was asked: [(fields, places of their words in it)].

    And their passages, once they were shown: to find another one, everything is searched again.
    """

    def __init__(self, rows):
        self._rows, self._told = rows, {}

    @classmethod
    def of(cls, matches, said):
        """Return them, or None if a word doesn’t stand in what was `said` as it is shown."""
        if not all(word in said for match in matches for word in match.words):
            return None
        return cls([(_fields_of(it), [_place(word, said) for word in it.words]) for it in matches])

    def matches(self, said, find):
        again = cache(lambda: {match.key: match for match in find()})
        return [
            Match(
                **dict(zip(_FIELDS, fields, strict=True)),
                words=tuple(said[place] for place in places),
                passage=partial(self._tell, fields[:2], "passage", again),
                nearest_sentence=partial(self._tell, fields[:2], "nearest_sentence", again),
            )
            for fields, places in self._rows
        ]

    def _tell(self, key, name, again):
        if (key, name) not in self._told:
            match = again().get(key)
            self._told[key, name] = getattr(match, name)() if match else ""
        return self._told[key, name]


def _place(word, said):
    start = said.index(word)
    return slice(start, start + len(word))
