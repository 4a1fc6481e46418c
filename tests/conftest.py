"""Shared arrangement of all tests."""

import gc
import threading

import pytest
from _pytest import runner
from django.apps import apps
from django.core.management.commands import flush
from django.db import connection, connections, transaction
from django.test import Client

from accounts.models import Installation
from retros.call_stack import call_with_room
from retros.meaning import encoder
from tests import emptying, factories, prepared
from tests.signing_in import sign_in

pytest_plugins = ["tests.statements"]

# Tests are no coroutines, and a connection belongs to a thread. Django's own asks at each access
# whether a loop runs, which an exception answers: a fiftieth of all time.
connections._connections = threading.local()


def pytest_collection_modifyitems(items):
    """Mark what touches the database, so that it can be run again on PostgreSQL."""
    for item in items:
        if {"db", "transactional_db", "live_server", "client", "member"} & set(item.fixturenames):
            item.add_marker(pytest.mark.django_db)


def pytest_collection_finish():
    """What was collected stays until the end, so garbage collection leaves it alone: a tenth less."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    gc.enable()


@pytest.hookimpl(tryfirst=True)
def pytest_collection():
    """Nothing that collecting makes is garbage: looking for it takes a quarter of the time."""
    gc.disable()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item, nextitem):
    """Run a test as pytest does, at a twelfth less."""
    return call_with_room(runner.pytest_runtest_protocol, item, nextitem)


@pytest.fixture(scope="session")
def migrated_once():
    """While the database is set up, of all processes only the first one migrates."""
    patch = prepared.migrated_once()
    patch.start()
    return patch


@pytest.fixture(scope="session")
def django_db_setup(migrated_once, django_db_setup, django_db_blocker):
    """Keep the rows that migrations wrote, {model: rows}, and write them again after each flush.

    A test that commits flushes all tables at its end. Django alone would write only content types
    and permissions again, and look each up first, which takes five times as long.
    """
    migrated_once.stop()
    with django_db_blocker.unblock():
        tables = {
            it: it._base_manager.order_by("pk") for it in apps.get_models() if it._meta.managed
        }
        kept = {model: list(rows) for model, rows in tables.items() if rows}

    def write_again(*told):
        with transaction.atomic():
            for model, rows in kept.items():
                model._base_manager.bulk_create(rows)

    flush.emit_post_migrate_signal = write_again
    flush.sql_flush = emptying.statements
    return kept


@pytest.fixture(autouse=True)
def index_is_emptied_too(request, django_db_blocker):
    """After a test that really commits, Django empties its own tables; SQLite's index is none."""
    yield
    committed = request.node.get_closest_marker("django_db")
    commits = committed and committed.kwargs.get("transaction")
    if (commits or "transactional_db" in request.fixturenames) and connection.vendor == "sqlite":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute("DELETE FROM retros_searchindex")


@pytest.fixture
def member(db):
    """A signed-in person's account, in no team."""
    return factories.UserFactory()


@pytest.fixture
def installation(db):
    """The row that the first start of a site makes."""
    return Installation.objects.create()


@pytest.fixture
def curator(db):
    return factories.CuratorFactory()


@pytest.fixture
def meaning_on(settings):
    """Texts are encoded in this test, as they are in production."""
    settings.MEANING = True
    encoder.forget_kept()


@pytest.fixture(scope="session")
def as_user():
    """A browser of somebody: `as_user(person).get(…)`; a visitor's without a person."""

    def browser(person=None):
        client = Client()
        if person is not None:
            sign_in(client, person)
        return client

    return browser
