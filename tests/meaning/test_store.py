"""One vector for each entry of the index, kept with its text."""

import pytest

from retros import meaning, search
from retros.meaning import store
from retros.models import SearchEntry, SearchVector
from tests import factories

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db]
BRIEF = "We automate how certificates are renewed."


def vector_of(lesson):
    return SearchVector.objects.filter(entry__kind="lesson", entry__object_id=lesson.pk).first()


@pytest.fixture
def lesson(db, meaning_on):
    return factories.LessonFactory(
        published=True, statement="Watch when certificates expire", detail=""
    )


def test_a_saved_text_has_its_vector(lesson):
    held = vector_of(lesson)
    assert held.model == meaning.MODEL
    assert len(held.vector) == 384


def test_a_changed_text_has_another_vector(lesson):
    before = bytes(vector_of(lesson).vector)
    lesson.statement = "Book the venue a year before"
    lesson.save()
    assert bytes(vector_of(lesson).vector) != before


def test_an_unchanged_text_is_not_encoded_again(lesson, monkeypatch):
    monkeypatch.setattr(store, "encoded", lambda text: pytest.fail("encoded again"))
    lesson.save()


def test_a_vector_goes_with_its_text(lesson):
    lesson.retrospective.delete()
    lesson.delete()
    assert not SearchVector.objects.filter(entry__kind="lesson").exists()


def test_a_text_in_another_language_has_an_empty_one(db, meaning_on):
    lesson = factories.LessonFactory(
        published=True, statement="Die Zertifikate waren nicht überwacht", detail=""
    )
    assert bytes(vector_of(lesson).vector) == b""


def test_nothing_is_kept_where_meaning_is_off(db):
    factories.LessonFactory(published=True)
    assert not SearchVector.objects.exists()


def test_many_texts_at_once_are_encoded_after_their_transaction(
    meaning_on, after_the_transaction, monkeypatch
):
    monkeypatch.setattr(store, "AT_ONCE", 1)
    with after_the_transaction():
        with search.paused():
            lessons = factories.LessonFactory.create_batch(3, published=True)
        assert not SearchVector.objects.exists()
    assert SearchVector.objects.filter(entry__object_id__in=[it.pk for it in lessons]).exists()
    assert not store.stale(SearchEntry.objects.all())


def test_reindex_fills_what_is_missing_and_says_how_far_it_is(lesson, monkeypatch):
    SearchVector.objects.all().delete()
    monkeypatch.setattr(store, "AT_ONCE", 1)
    said = []
    search.reindex(encoding=lambda done, everything: said.append((done, everything)))
    assert vector_of(lesson) is not None
    assert said[-1][0] == said[-1][1] == len(said) > 0


def test_reindex_encodes_nothing_that_is_there_already(lesson, monkeypatch):
    monkeypatch.setattr(store, "encoded", lambda text: pytest.fail("encoded again"))
    search.reindex()


def test_reindex_replaces_vectors_of_another_model(lesson):
    SearchVector.objects.update(model="an-older-one", vector=b"older")
    search.reindex()
    assert vector_of(lesson).model == meaning.MODEL


def test_a_check_of_the_index_tells_of_a_missing_vector(lesson):
    search.reindex()
    assert search.check() == []
    vector_of(lesson).delete()
    assert search.check() == [f"Lesson {lesson.pk} has no vector of its text."]


def test_what_is_alike_is_closer(lesson):
    other = factories.LessonFactory(
        published=True, statement="Serve coffee during the breaks", detail=""
    )
    pks = {it.object_id: it.pk for it in SearchEntry.objects.filter(kind="lesson")}
    found = meaning.similarities(BRIEF, list(pks.values()))
    assert found[pks[lesson.pk]] > found[pks[other.pk]]


def test_what_has_no_vector_is_in_the_middle(lesson):
    factories.LessonFactory(published=True, statement="Serve coffee in the breaks", detail="")
    factories.LessonFactory(published=True, statement="Ask users of the product early", detail="")
    german = factories.LessonFactory(
        published=True, statement="Die Zertifikate waren nicht überwacht", detail=""
    )
    pks = {it.object_id: it.pk for it in SearchEntry.objects.filter(kind="lesson")}
    found = meaning.similarities(BRIEF, list(pks.values()))
    known = sorted(value for pk, value in found.items() if pk != pks[german.pk])
    assert found[pks[german.pk]] == known[1]


def test_a_brief_in_another_language_is_left_to_words(lesson):
    pks = list(SearchEntry.objects.values_list("pk", flat=True))
    assert meaning.similarities("Wir automatisieren die Zertifikate für alle Dienste.", pks) == {}


def test_similarities_of_any_number_take_one_query(lesson, django_assert_num_queries):
    pks = list(SearchEntry.objects.values_list("pk", flat=True))
    with django_assert_num_queries(1):
        meaning.similarities(BRIEF, pks)
