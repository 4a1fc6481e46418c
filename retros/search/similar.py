"""Which lessons are similar to one: found once, and kept by the process as ids.

Finding them takes more than the rest of a lesson's page. They are found anew when the lesson or
what it repeats changes, when something was added to the index, and after an hour, for what was
rewritten elsewhere. Kept are ids and digests, no text. Every member finds the same: only what is
published is offered.
"""

import hashlib
import threading
import time
from collections import OrderedDict

from django.conf import settings

from retros.models import SearchEntry
from retros.search import relevance

KEPT = 5_000
SECONDS = 60 * 60
_kept: OrderedDict[int, tuple[str, float, list[int]]] = OrderedDict()
_lock = threading.Lock()


def similar_ids(lesson, limit):
    """Return ids of lessons, best match first. One query if they are kept."""
    state, now = _state(lesson, limit), time.monotonic()
    with _lock:
        known, until, ids = _kept.get(lesson.pk, ("", 0, []))
    if known == state and now < until:
        return ids
    ids = [match.object_id for match in relevance.like(lesson, limit)]
    with _lock:
        _kept[lesson.pk] = state, now + SECONDS, ids
        _kept.move_to_end(lesson.pk)
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return ids


def _state(lesson, limit):
    newest = SearchEntry.objects.order_by("-pk").values_list("pk", "updated_at").first()
    seen = (lesson.statement, lesson.detail, lesson.applies_when, lesson.duplicate_of_id)
    said = repr((*seen, lesson.retrospective_id, newest, limit, settings.MEANING))
    return hashlib.blake2b(said.encode(), digest_size=16).hexdigest()
