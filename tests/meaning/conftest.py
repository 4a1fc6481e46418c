import pytest


@pytest.fixture
def after_the_transaction(django_capture_on_commit_callbacks):
    """Run what waits for the end of the transaction, which tests never reach."""
    return lambda: django_capture_on_commit_callbacks(execute=True)
