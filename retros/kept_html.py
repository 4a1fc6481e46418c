"""Finished HTML of pages that many people read, kept in the memory of the process.

The one rule: HTML is given out only if every row behind its page still reads as it did when the HTML
was made. A single query reads those rows, raw: that takes a fraction of making objects and HTML of
them, and holds for each way of writing them, from a form to SQL. `_BEHIND` names the rows of each
page; a test changes every column of every table that a page reads and sees whether it follows.

Who may read is asked before, and never kept. HTML differs by `rights` only. Where a draft is linked,
readers see different things, and nothing is kept. It is rendered without a request, so that
no token, message or name of a reader can be in it. Nothing is written to disk; when somebody
erases something, each process forgets everything.
"""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Max, Model, Q, QuerySet, Value
from django.db.models.functions import JSONArray
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from taggit.models import Tag, TaggedItem

from accounts.models import Team, User
from retros.models import (
    CHOSEN_MODELS,
    ActionItem,
    Decision,
    Erasure,
    Kickoff,
    KickoffLesson,
    Lesson,
    Observation,
    Project,
    Retrospective,
    TimelineEvent,
)

BYTES_MAX = 16_000_000
BETWEEN_PARTS = "<!--next part-->"  # in templates; not in what people write, where it is escaped
_PK = -7_340_033  # stands for the id of a page in statements that are compiled once
_DRAFT, _ERASED = "draft", "erased"
# What changes without being shown: each sign-in would make all pages of a person anew.
_NEVER_SHOWN = {"password", "last_login", "last_seen_month", "times_closed", "times_signed_out"}


class _Store:
    """The latest HTML by page and rights, as UTF-8; what was asked for longest ago goes first."""

    def __init__(self) -> None:
        self._held: OrderedDict[Hashable, tuple[bytes, bytes]] = OrderedDict()
        self._size, self._lock, self._erased = 0, threading.Lock(), ""

    def get(self, key: Hashable, state: bytes) -> str | None:
        with self._lock:
            kept_state, html = self._held.get(key, (b"", b""))
            if kept_state != state:
                return None
            self._held.move_to_end(key)
        return html.decode()

    def set(self, key: Hashable, state: bytes, text: str) -> None:
        html = text.encode()
        with self._lock:
            self._size += len(html) - len(self._held.pop(key, (b"", b""))[1])
            self._held[key] = state, html
            while self._size > BYTES_MAX:
                self._size -= len(self._held.popitem(last=False)[1][1])

    def forget_if_erased(self, erased: str) -> None:
        with self._lock:
            if erased != self._erased:
                self._held.clear()
                self._size, self._erased = 0, erased


_store = _Store()


def kept_html(
    page: str, pk: int, rights: Hashable, render: Callable[[], SafeString]
) -> list[SafeString]:
    """Return the parts of what `render` returns; don’t call it if nothing behind the page changed.

    `page` is a key of `_BEHIND`; `rights` is all that the HTML depends on beside the rows. One
    query.
    """
    state = _state(page, pk)
    html = _store.get((page, pk, rights), state) if state else None
    if html is None:
        html = render()
        if state:
            _store.set((page, pk, rights), state, html)
    return [mark_safe(part) for part in html.split(BETWEEN_PARTS)]


def _state(page: str, pk: int) -> bytes | None:
    """Return a digest of the day and the rows behind a page; None if one of them is a draft."""
    sql, parameters = _statement(page, connection.vendor)
    with connection.cursor() as cursor:
        cursor.execute(sql, [pk if it == _PK else it for it in parameters])
        rows = cursor.fetchall()
    _store.forget_if_erased("".join(str(row) for name, row in rows if name == _ERASED))
    if any(name == _DRAFT for name, _ in rows):
        return None
    digest = hashlib.blake2b(str(timezone.localdate()).encode(), digest_size=16)
    for name, row in rows:
        digest.update(f"{name} {row}\n".encode())
    return digest.digest()


@lru_cache
def _statement(page: str, vendor: str) -> tuple[str, tuple[Any, ...]]:
    newest = Erasure.objects.values(one=Value(1)).annotate(newest=Max("pk")).values("newest")
    arms = [_rows(Erasure.objects.filter(pk__in=newest), _ERASED)]
    for rows in _BEHIND[page](_PK):
        arms.append(_rows(rows))
        if rows.model is Retrospective:
            arms.append(_rows(rows.filter(status=Retrospective.Status.DRAFT), _DRAFT))
    return arms[0].union(*arms[1:], all=True).query.sql_with_params()


def _rows(rows: QuerySet[Any], name: str = "") -> QuerySet[Any]:
    """Return (name, all columns as JSON) of each row."""
    columns = [it.attname for it in rows.model._meta.concrete_fields if it.name not in _NEVER_SHOWN]
    name = name or rows.model._meta.model_name or ""
    return rows.order_by().values_list(Value(name), JSONArray(*columns))


def _all(model: type[Model], *conditions: Q, **lookups: Any) -> QuerySet[Any]:
    """Return rows of `model`, also those in the trash."""
    return model._base_manager.filter(*conditions, **lookups)


def _behind_retrospective(pk: int) -> list[QuerySet[Any]]:
    own = {"retrospective": pk}
    record = _all(Retrospective, pk=pk)
    lessons, decisions = _all(Lesson, **own), _all(Decision, **own)
    observations, items = _all(Observation, **own), _all(ActionItem, **own)
    kickoffs = _all(Kickoff, project__in=record.values("project"))
    choices = _all(KickoffLesson, kickoff__in=kickoffs.values("pk"))
    projects = _all(Project, pk__in=record.values("project"))
    people = _people(record, "facilitator") | _people(choices, "owner") | _people(items, "owner")
    people |= _people(lessons, "signed_by") | _people(observations, "signed_by")
    linked = [
        _all(Lesson, pk__in=lessons.values("duplicate_of")),
        _all(Lesson, duplicate_of__in=lessons.values("pk")),
        _all(Lesson, duplicate_of__in=lessons.values("duplicate_of")),
        _all(Decision, pk__in=decisions.values("superseded_by")),
        *(_all(model, pk__in=choices.values(kind)) for kind, model in CHOSEN_MODELS.items()),
    ]
    return [
        *(record, projects, lessons, decisions, observations, items, kickoffs, choices),
        *(_all(TimelineEvent, **own), _all(Team, pk__in=projects.values("team"))),
        *(_all(User, people), *_tags(record), *_tags(lessons)),
        *linked,
        *(_all(Retrospective, pk__in=rows.values("retrospective")) for rows in linked),
    ]


def _people(rows: QuerySet[Any], field: str) -> Q:
    return Q(pk__in=rows.values(field))


def _tags(rows: QuerySet[Any]) -> list[QuerySet[Any]]:
    """Return what tags the rows, and the tags."""
    tagged = _all(
        TaggedItem,
        content_type__app_label="retros",
        content_type__model=rows.model._meta.model_name,
        object_id__in=rows.values("pk"),
    )
    return [tagged, _all(Tag, pk__in=tagged.values("tag"))]


_BEHIND = {"retrospective": _behind_retrospective}
