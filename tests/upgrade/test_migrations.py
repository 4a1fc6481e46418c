"""Squashed migrations make a new database; one that stands between the old ones goes on with them.

The database of commit 92ab753 stands somewhere in the middle, and becomes as a new one: see
`test_upgrade.py`. On PostgreSQL the old migrations make its tables there; on SQLite it is a file,
which they would make the same.
"""

from contextlib import contextmanager
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from tests.upgrade.old_database import (
    LAST,
    connected_to,
    empty_database,
    migrate_to,
    old_file,
    squashed_migrations,
)
from tests.upgrade.schema import schema

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture(scope="module")
def empty(django_db_setup, django_db_blocker, tmp_path_factory):
    """What gives an empty database to a `with`.

    For fixtures of the module, which come before a test's own transaction: `migrate` can't work
    inside of one.
    """

    @contextmanager
    def given():
        folder = tmp_path_factory.mktemp("empty")
        with django_db_blocker.unblock(), empty_database(folder):
            yield

    return given


@pytest.fixture(scope="module")
def schema_of_new(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        return schema()


@pytest.fixture(scope="module")
def plan_of_new(empty):
    """What `migrate --plan` says of an empty database."""
    plan = StringIO()
    with empty():
        call_command("migrate", plan=True, no_color=True, stdout=plan)
    return plan.getvalue()


@pytest.fixture(scope="module")
def schema_of_between(empty):
    with empty():
        migrate_to([("accounts", "0001_people")])
        call_command("migrate", verbosity=0)
        return schema()


@pytest.fixture(scope="module")
def schema_of_old_migrations(empty):
    with empty():
        migrate_to(LAST)
        return schema()


@pytest.fixture(scope="module")
def schema_of_old(django_db_setup, django_db_blocker, tmp_path_factory):
    path = old_file(tmp_path_factory.mktemp("old"))
    with django_db_blocker.unblock(), connected_to(path):
        return schema()


def test_new_database_takes_only_the_squashed_ones(plan_of_new):
    ours = [squashed_migrations()[app] for app in ("accounts", "retros")]
    for squashed in ours:
        assert f"{squashed}\n" in plan_of_new
        assert [old for old in squashed.replaces if f"{'.'.join(old)}\n" in plan_of_new] == []


def test_database_with_people_only_becomes_as_a_new_one(schema_of_between, schema_of_new):
    assert schema_of_between == schema_of_new


@pytest.mark.skipif(connection.vendor != "sqlite", reason="test_upgrade.py begins with them")
def test_old_migrations_make_the_old_database(schema_of_old_migrations, schema_of_old):
    assert ours(schema_of_old_migrations) == ours(schema_of_old)


def ours(parts):
    """Those of tables that migrations of this project make."""
    found = [part for part in parts if part[1].startswith(("accounts_", "retros_"))]
    assert len(found) > 300
    return found
