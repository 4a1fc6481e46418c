"""Tells every process that what every member may find changed, or the order in which it is found.

By a mark: whoever changes something draws another at random, after the transaction, so that writers
don’t wait for each other. The process itself doesn’t wait for that. A change of a draft draws none.
"""

import itertools
import secrets

from django.db import connection, transaction

from retros.models import Erasure, SearchEntry, SearchSize

# A row beside the sizes, of no kind and with no entries. Its length is the mark.
_MARK = "changes"
_STATE = (
    f"SELECT (SELECT length FROM {SearchSize._meta.db_table} WHERE kind = '{_MARK}'),"
    f" (SELECT max(id) FROM {SearchEntry._meta.db_table}),"
    f" (SELECT max(id) FROM {Erasure._meta.db_table})"
)
_DRAW = (
    f"INSERT INTO {SearchSize._meta.db_table} (kind, entries, length, texts) VALUES (%s, 0, %s, 0)"
    " ON CONFLICT (kind) DO UPDATE SET length = excluded.length"
)
_numbers = itertools.count(1)
_own = [0]  # the latest change that this process made


def changed():
    """Let each process search anew."""
    _own[0] = next(_numbers)
    transaction.on_commit(_draw, robust=True)


def _draw():
    _own[0] = next(_numbers)  # who looked meanwhile saw what was there before
    with connection.cursor() as cursor:
        cursor.execute(_DRAW, [_MARK, secrets.randbits(62)])


def state():
    """Return (what is another after each change, the latest erasure). One query."""
    own = _own[0]  # before the query: a change meanwhile is not missed
    with connection.cursor() as cursor:
        cursor.execute(_STATE)
        mark, newest, erased = cursor.fetchone()
    return (own, mark, newest), erased
