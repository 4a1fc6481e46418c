"""What one save while typing costs: queries, and bytes in and out."""

import uuid

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext

from retros.models import Lesson
from tests import factories

LESSON = {"statement": "Rehearse it twice.", "category": "team", "tags": "data"}
NOTE = {"text": "The index was never timed.", "kind": "wrong"}
STORY = {"context": "What it was.", "goal": "Under a second.", "result": "met"}


@pytest.fixture
def retrospective(member):
    return factories.RetrospectiveFactory(created_by=member)


@pytest.fixture
def save(as_user, member, retrospective):
    """`save(address, typed)` saves as the page does while somebody types."""
    browser = as_user(member)

    def saved(rest, typed):
        address = f"/retrospectives/{retrospective.pk}/edit/{rest}"
        answer = browser.post(address, typed | {"autosave": 1}, headers={"HX-Request": "true"})
        assert answer.status_code == 200, answer.text
        return answer

    return saved


def queries_of(save, rest, typed):
    """What a save asks of the database, the search index apart: that is kept by tests/search."""
    ContentType.objects.get_for_model(Lesson)  # is asked for once a process
    with CaptureQueriesContext(connection) as captured:
        save(rest, typed)
    asked = [query["sql"] for query in captured]
    return [sql for sql in asked if "SAVEPOINT" not in sql and "retros_search" not in sql]


# Two of each say who is asking, one or two what may be changed.
def test_save_of_a_section(save):
    typed = STORY | {"version": 1}
    found = queries_of(save, "story/", typed)
    assert len(found) == 13, "\n".join(found)


def test_save_of_a_part(save, retrospective):
    note = factories.ObservationFactory(retrospective=retrospective)
    found = queries_of(save, f"observations/{note.pk}/", NOTE | {"version": 1})
    assert len(found) == 8, "\n".join(found)


def test_save_of_a_lesson_with_tags(save, retrospective):
    lesson = factories.LessonFactory(retrospective=retrospective)
    found = queries_of(save, f"lessons/{lesson.pk}/", LESSON | {"version": 1})
    assert len(found) == 22, "\n".join(found)


def test_first_save_of_a_new_part(save):
    typed = NOTE | {"version": 0, "client_id": str(uuid.uuid4())}
    found = queries_of(save, "observations/new/", typed)
    # One of them counts the observations, for the list of sections at the side.
    assert len(found) == 10, "\n".join(found)


def test_answer_to_a_save_is_small_however_long_the_text(save):
    typed = STORY | {"context": "x" * 50_000, "version": 1}
    assert len(save("story/", typed).content) < 600
