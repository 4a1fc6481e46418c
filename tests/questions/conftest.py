import uuid

import pytest

from retros.models import Question, links_to
from tests import factories


@pytest.fixture
def lesson(db):
    return factories.LessonFactory(published=True, statement="Rehearse the move twice.")


@pytest.fixture
def writer(lesson):
    return lesson.retrospective.created_by


@pytest.fixture
def reader(as_user, member):
    return as_user(member)


def asked_about(item, **values):
    """A question about `item`, stored."""
    usual = {"kind": "question", "text": "How did you notice?"}
    return Question.objects.create(**usual | links_to(item) | values)


def typed(**changed):
    """What the form of a question sends."""
    words = {"text": "How did you notice?", "signed": "yes", "client_id": str(uuid.uuid4())}
    return words | changed
