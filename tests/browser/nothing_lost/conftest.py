"""Ada writes a retrospective with one lesson."""

import pytest

from tests import factories
from tests.browser.people import person


@pytest.fixture
def ada(transactional_db):
    return person("Ada")


@pytest.fixture
def lesson(ada):
    return factories.LessonFactory(retrospective__created_by=ada, statement="Rehearse it.")


@pytest.fixture
def address(lesson):
    return f"/retrospectives/{lesson.retrospective_id}/edit/"
