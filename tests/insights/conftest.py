import pytest


@pytest.fixture
def browser(as_user, member):
    """A member’s."""
    return as_user(member)
