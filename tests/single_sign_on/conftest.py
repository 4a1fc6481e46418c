import pytest

from accounts.single_sign_on import provider as asking
from tests import test_settings
from tests.accounts import conftest as accounts_conftest
from tests.single_sign_on.worlds import CLIENT, ISSUER, Provider

read = test_settings.read  # the fixture
shared_cache = accounts_conftest.shared_cache  # the same


@pytest.fixture
def provider(db, settings, monkeypatch):
    """Single sign-on is set up, and the provider answers."""
    settings.OIDC_ISSUER, settings.OIDC_CLIENT_ID, settings.OIDC_NAME = ISSUER, CLIENT, "Example"
    settings.OIDC_CLIENT_SECRET = "s:1"
    there = Provider()
    monkeypatch.setattr(asking, "_opener", there)
    return there
