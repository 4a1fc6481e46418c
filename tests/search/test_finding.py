"""What people find. Every case runs on both databases."""

import pytest

from retros import search
from tests import factories


@pytest.fixture
def lesson(db):
    return factories.LessonFactory(
        published=True,
        statement="Rehearse the cut-over on a copy of production",
        detail="The first **rehearsal** failed at 3 of 41 steps.",
    )


def found(text, user, **given):
    return {(hit.kind, hit.object_id) for hit in search.search(text, user=user, **given).hits}


@pytest.mark.parametrize(
    "text", ["rehearse", "REHEARSING", "rehearsals steps", "cut-over", "Réhearsal"]
)
def test_other_forms_of_a_word_are_found(lesson, member, text):
    assert ("lesson", lesson.pk) in found(text, member)


def test_check(lesson, member):
    assert search.check() == ["The counts of words are not those of the texts."]
    search.reindex()
    assert search.check() == []
