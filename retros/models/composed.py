"""Querysets whose statement is made once a day: to make a long one takes longer than to run it.

It depends on who asks, whether they are a curator, on ids, and on the day. So a condition about time
begins or ends with a day (`start_of_today`), and no query may run while the statement is made.
"""

import copy
from collections.abc import Callable
from functools import lru_cache, wraps
from inspect import unwrap
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import Reader, User

_forget: list[Callable[[], None]] = []
_FEW, _STEP = 8, 16  # ids: of more, statements are made for each further sixteen
_STAND_IN = 2**62  # no id: this and what follows stand for ids in the parameters of a statement


def composed_once(rows: Callable[..., QuerySet[Any, Any]]) -> Callable[..., list[Any]]:
    """Return a function that lists `rows(user, *ids)`; its statement is made once a day.

    Without ids `rows` takes the user alone. Where nothing depends on the user, give None.
    """

    @lru_cache(64)
    def composed(is_curator, number, _day):
        person = User(pk=_STAND_IN)
        vars(person)["is_curator"] = is_curator
        with connection.execute_wrapper(_refuse):
            found = rows(person, *range(_STAND_IN + 1, _STAND_IN + 1 + number))
            compiler = found.query.get_compiler(using=found.db)
            asked = compiler.as_sql()
            columns = [column for column, *_ in compiler.select]
            converters = compiler.get_converters(columns)  # a tenth of what reading rows takes
            compiler.get_converters = lambda _columns: converters
            return found, compiler, asked

    _forget.append(composed.cache_clear)

    @wraps(rows)
    def listed(user: Reader | None, *ids: int) -> list[Any]:
        if isinstance(user, AnonymousUser) or any(it >= _STAND_IN for it in ids):
            return []  # visitors see nothing, and no row has such an id
        is_curator = user is not None and user.is_curator
        if len(ids) > _FEW:  # one of them again: a statement for each number would be too many
            ids = (*ids, *ids[-1:] * (-len(ids) % _STEP))
        found, compiler, (sql, params) = composed(is_curator, len(ids), timezone.localdate())
        given = dict(enumerate((user and user.pk, *ids), start=_STAND_IN))
        values = tuple(given.get(it, it) if isinstance(it, int) else it for it in params)
        return list(_asked_with(found.all(), compiler, sql, values))

    return listed


def which_exist(**rows: Callable[[User], Any]) -> Callable[[User], set[str]]:
    """Return a function that names those of `rows(user)` that have any row: one query for all of them.

    Of many things that may wait for somebody most are none, and each query costs more to send than
    to run. The statement is made once a day, as by `composed_once`.
    """

    @lru_cache(4)
    def composed(is_curator, _day):
        person = User(pk=_STAND_IN)
        vars(person)["is_curator"] = is_curator
        arms, values = [], []
        with connection.execute_wrapper(_refuse):
            for name, each in rows.items():
                found = unwrap(each)(person)
                sql, params = found.query.exists().get_compiler(using=found.db).as_sql()
                arms.append(f"SELECT '{name}' WHERE EXISTS ({sql})")
                values += params
        return " UNION ALL ".join(arms), values

    _forget.append(composed.cache_clear)

    def found(user: User) -> set[str]:
        sql, values = composed(user.is_curator, timezone.localdate())
        with connection.cursor() as cursor:
            cursor.execute(sql, [user.pk if it == _STAND_IN else it for it in values])
            return {name for (name,) in cursor.fetchall()}

    return found


def forget_statements() -> None:
    """Make all statements anew when they are next asked: what makes them was changed."""
    for forget in _forget:
        forget()


def _asked_with(found, compiler, sql, values):
    """Let `found` ask this statement; the compiler, which threads share, knows what its columns are."""
    own = copy.copy(compiler)
    own.connection = connection
    own.as_sql = lambda: (sql, values)
    found.query.get_compiler = lambda using: own
    return found


def _refuse(_execute, sql, *_):
    raise AssertionError(f"made once, so it can’t depend on what this finds: {sql}")
