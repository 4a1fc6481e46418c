import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext


@pytest.fixture
def browser(as_user, member):
    """The browser of a member of no team."""
    return as_user(member)


@pytest.fixture
def queries_of(browser):
    """How many queries an address takes, with everything that is cached once already there."""

    def count(address):
        browser.get(address)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert browser.get(address).status_code == 200
        return len(captured)

    return count


@pytest.fixture
def same_queries(queries_of):
    """Check that `make(n)` rows more at `address` take no query more."""

    def check(address, make):
        make(2)
        few = queries_of(address)
        make(10)
        assert queries_of(address) == few

    return check
