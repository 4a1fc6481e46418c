"""Shared arrangement of all tests. Each run has a data folder of its own."""

import os
import tempfile

os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="retros-test-")
os.environ.setdefault("SECRET_KEY", "only-for-tests")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright beside live_server
os.environ["EMAIL_URL"] = "memorymail://"

import pytest
from django.test import Client

from tests import factories


def pytest_collection_modifyitems(items):
    """Mark what touches the database, so that it can be run again on PostgreSQL."""
    for item in items:
        if {"db", "transactional_db", "live_server", "client", "member"} & set(item.fixturenames):
            item.add_marker(pytest.mark.django_db)


@pytest.fixture(autouse=True)
def fast(settings):
    """A quick password hasher, a cache without a table, static files without a manifest."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }


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
