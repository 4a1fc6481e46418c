"""Shared arrangement of all tests."""

import pytest
from django.test import Client

from tests import factories


def pytest_collection_modifyitems(items):
    """Mark what touches the database, so that it can be run again on PostgreSQL."""
    for item in items:
        if {"db", "transactional_db", "live_server", "client", "member"} & set(item.fixturenames):
            item.add_marker(pytest.mark.django_db)


@pytest.fixture
def member(db):
    """A signed-in person's account, in no team."""
    return factories.UserFactory()


@pytest.fixture
def curator(db):
    return factories.CuratorFactory()


@pytest.fixture
def as_user():
    """A browser of somebody: `as_user(person).get(…)`; a visitor's without a person."""

    def browser(person=None):
        client = Client()
        if person is not None:
            client.force_login(
                person, backend="allauth.account.auth_backends.AuthenticationBackend"
            )
        return client

    return browser
