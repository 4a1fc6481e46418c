"""Which lessons are similar is kept, and follows what changes."""

import pytest

from retros import search
from retros.search import relevance
from tests import factories

pytestmark = pytest.mark.both_databases


@pytest.fixture
def pair(db):
    words = ("Rehearse the cut-over on a copy", "Rehearse every cut-over twice")
    return [factories.LessonFactory(published=True, statement=it) for it in words]


def test_similar_lessons_are_found_once(pair, member, monkeypatch):
    first, second = pair
    assert search.similar_ids(first, member) == [second.pk]
    monkeypatch.setattr(relevance, "like", None)
    assert search.similar_ids(first, member) == [second.pk]


def test_a_similar_lesson_is_found_when_it_is_published(pair, member):
    first, second = pair
    search.similar_ids(first, member)
    third = factories.LessonFactory(published=True, statement="Rehearse each cut-over on a copy")
    assert set(search.similar_ids(first, member)) == {second.pk, third.pk}


def test_a_lesson_that_was_retired_meanwhile_is_not_shown_as_similar(pair, member, client):
    first, second = pair
    client.force_login(member)
    assert second.statement in client.get(first.get_absolute_url()).text
    second.retire(because="Copies are made each night now")
    assert second.statement not in client.get(first.get_absolute_url()).text
