import pytest

from retros.meaning import encoder


@pytest.fixture
def meaning_on(settings):
    """Texts are encoded in this test, as they are in production."""
    settings.MEANING = True
    encoder.forget_kept()


@pytest.fixture
def after_the_transaction(django_capture_on_commit_callbacks):
    """Run what waits for the end of the transaction, which tests never reach."""
    return lambda: django_capture_on_commit_callbacks(execute=True)
