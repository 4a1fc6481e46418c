"""Texts to find, and a short way to ask for them."""

import pytest

from retros import search
from tests import factories


@pytest.fixture
def found(member):
    """(kind, id) of what a member finds: `found("words", kinds=("lesson",))`."""

    def ask(text, user=member, **narrowed):
        return [
            (hit.kind, hit.object_id) for hit in search.search(text, user=user, **narrowed).hits
        ]

    return ask


@pytest.fixture
def lesson(db):
    """A published lesson about rehearsing."""
    return factories.LessonFactory(
        published=True,
        statement="Rehearse the cut-over on a copy of production",
        detail="The first **rehearsal** failed at 3 of 41 steps.",
    )


@pytest.fixture
def words_counted(django_capture_on_commit_callbacks):
    """Run what waits for the end of the transaction, which tests never reach."""
    return lambda: django_capture_on_commit_callbacks(execute=True)
