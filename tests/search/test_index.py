"""What the index of each database keeps in its own way."""

import pytest

from retros.models import SearchEntry
from retros.search.backend import index
from tests import factories

pytestmark = pytest.mark.both_databases


def test_phrase_does_not_span_two_fields(found):
    factories.LessonFactory(published=True, statement="Keep a copy", detail="Production went on.")
    wanted = factories.LessonFactory(published=True, statement="Copy production first")
    assert found('"copy production"') == [("lesson", wanted.pk)]


def test_text_of_more_words_than_an_index_holds_is_found_by_its_first(lesson, found):
    entry = SearchEntry.objects.get(kind="lesson")
    stems = [f"word{number:06}" for number in range(80_000)]
    index.write([(entry.pk, (["rehears"], [], stems), [])])
    assert found("rehearse") == [("lesson", lesson.pk)]
