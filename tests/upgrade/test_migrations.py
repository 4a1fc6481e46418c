"""Squashed migrations make a new database; one that stands between the old ones goes on with them."""

from contextlib import contextmanager
from io import StringIO

import pytest
from django.core.management import call_command

from tests.upgrade.old_database import empty_database, migrate_to, squashed_migrations
from tests.upgrade.schema import schema

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
BETWEEN = {  # beside that of commit 92ab753
    "people only": [("accounts", "0001_people")],
    "somewhere in the middle": [("retros", "0050_backups")],
}


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


@pytest.fixture(scope="module", params=BETWEEN.values(), ids=BETWEEN)
def schema_of_between(request, empty):
    with empty():
        migrate_to(request.param)
        call_command("migrate", verbosity=0)
        return schema()


def test_new_database_takes_only_the_squashed_ones(plan_of_new):
    ours = [squashed_migrations()[app] for app in ("accounts", "retros")]
    for squashed in ours:
        assert f"{squashed}\n" in plan_of_new
        assert [old for old in squashed.replaces if f"{'.'.join(old)}\n" in plan_of_new] == []


def test_database_between_becomes_as_a_new_one(schema_of_between, schema_of_new):
    assert schema_of_between == schema_of_new
