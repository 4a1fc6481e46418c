"""The index is with its texts after every way of changing them."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from retros import search
from retros.models import SearchEntry, SearchSize, SearchTag, SearchTerm
from retros.models.parts import save_if_unchanged
from retros.search import vocabulary
from retros.search.entries import PARTS
from tests import factories

pytestmark = pytest.mark.both_databases


@pytest.fixture(autouse=True)
def agrees(db):
    """Whatever a test did: the index holds the words of the texts, all but the word counts."""
    yield
    assert set(search.check()) <= {"The counts of words are not those of the texts."}


def test_saved_words_are_found(lesson, found):
    lesson.statement = "Okapi"
    lesson.save()
    assert found("okapi") and not found("rehearse production")[1:]


def test_conditional_save_is_followed(lesson, found):
    save_if_unchanged(lesson, {"detail": "Okapi"}, seen=1)
    assert found("okapi") == [("lesson", lesson.pk)]
    assert not found("rehearsal steps failed") or found("steps failed") == []


def test_deleted_things_are_gone(lesson, found):
    lesson.delete()
    assert found("rehearse") == []


def test_removed_part_is_gone_until_it_is_restored(lesson, found):
    lesson.remove()
    assert found("rehearse") == []
    lesson.restore()
    assert found("rehearse") == [("lesson", lesson.pk)]


def test_removed_retrospective_takes_its_parts_along(lesson, found):
    lesson.retrospective.remove()
    assert found("rehearse") == []
    lesson.retrospective.restore()
    assert found("rehearse") == [("lesson", lesson.pk)]


def test_publishing_shows_the_parts_and_unpublishing_hides_them(found):
    lesson = factories.LessonFactory(statement="Okapi")
    assert found("okapi") == []
    lesson.retrospective.publish()
    assert found("okapi") == [("lesson", lesson.pk)]
    lesson.retrospective.unpublish()
    assert found("okapi") == []


def test_old_object_in_memory_does_not_bring_old_state_back(lesson, found):
    same = type(lesson).objects.select_related("retrospective").get(pk=lesson.pk)
    lesson.retrospective.unpublish()
    same.save()
    assert found("rehearse") == []


def test_project_that_changes_teams_takes_its_entries_along(lesson, found):
    project = lesson.retrospective.project
    project.name, project.team = "Okapi", factories.TeamFactory(name="Stock")
    project.save()
    assert found("rehearse", teams=("stock",)) == [("lesson", lesson.pk)]
    assert found("okapi") == [("retrospective", lesson.retrospective_id)]


def test_tags_are_followed(lesson, found):
    lesson.tags.add("okapi herd", "other")
    assert found("okapi", tags=("okapi-herd",)) == [("lesson", lesson.pk)]
    lesson.tags.remove("okapi herd")
    assert found("okapi") == found("", tags=("okapi-herd",)) == []
    lesson.tags.clear()
    assert not SearchTag.objects.exists()


def test_renamed_and_deleted_tags_are_followed(lesson, found):
    lesson.tags.add("zebra")
    tag = lesson.tags.get()
    tag.name = "okapi"
    tag.save()
    assert found("okapi") and not found("zebra")
    tag.delete()
    assert found("okapi") == []


def test_wall_post_is_gone_when_taken_down(found):
    post = factories.WallPostFactory(learned="Okapi")
    post.take_down()
    assert found("okapi") == []
    post.put_on_wall(by=factories.UserFactory())
    assert found("okapi") == [("wall-post", post.pk)]


def test_retired_lesson_is_marked(lesson):
    lesson.retire(because="It no longer holds.")
    assert SearchEntry.objects.get(kind="lesson").is_retired


def test_deleted_retrospective_leaves_nothing(lesson, found):
    lesson.retrospective.delete()
    assert found("rehearse") == [] and not SearchEntry.objects.exists()


def test_rolled_back_text_leaves_nothing(found):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        factories.LessonFactory(published=True, statement="Okapi")
        1 / 0  # noqa: B018
    assert found("okapi") == []


def test_paused_indexing_catches_up_at_the_end(found):
    with transaction.atomic(), search.paused():
        lesson = factories.LessonFactory(published=True, statement="Okapi")
        post = factories.WallPostFactory(learned="Okapi")
        assert found("okapi") == []
    assert set(found("okapi")) == {("lesson", lesson.pk), ("wall-post", post.pk)}


def test_unchanged_save_writes_nothing(lesson, django_assert_max_num_queries):
    with django_assert_max_num_queries(7):
        lesson.save()


def test_saving_a_part_asks_little(lesson, django_assert_max_num_queries):
    lesson.statement = "Okapi"
    with django_assert_max_num_queries(12):
        lesson.save()


def test_words_are_counted_after_the_transaction(words_counted):
    with words_counted():
        lesson = factories.LessonFactory(published=True, statement="Okapi okapi")
    assert SearchTerm.objects.get(word="okapi").entries == 1
    assert search.check() == []
    with words_counted():
        lesson.delete()
    assert not SearchTerm.objects.filter(word="okapi").exists()
    assert search.check() == []


def test_number_and_length_of_entries_are_kept(words_counted, db):
    with words_counted():
        lesson = factories.LessonFactory(published=True, statement="Rehearse", detail="")
        factories.LessonFactory(statement="Nobody reads this draft")
    counted = {it.kind: it for it in SearchSize.objects.all()}
    assert (counted["lesson"].entries, counted["lesson"].length) == (1, 3)
    with words_counted():
        lesson.statement = "Rehearse twice"
        lesson.save()
    assert SearchSize.objects.get(kind="lesson").length == 6
    with words_counted():
        lesson.remove()
    assert SearchSize.objects.get(kind="lesson").entries == 0


def test_words_of_two_entries_are_counted_twice(words_counted):
    with words_counted():
        for text in ("Okapi herd", "Okapi calf"):
            factories.LessonFactory(published=True, statement=text)
    assert SearchTerm.objects.get(word="okapi").entries == 2


def test_retrospective_that_is_a_title_alone_is_no_text(words_counted, db):
    with words_counted():
        retrospective = factories.RetrospectiveFactory(published=True, summary="")
        factories.LessonFactory(retrospective=retrospective, statement="Rehearse")
    assert (vocabulary.sizes().entries, vocabulary.sizes().texts) == (2, 1)
    with words_counted():
        retrospective.summary = "We moved the okapi."
        retrospective.save()
    assert (vocabulary.sizes().entries, vocabulary.sizes().texts) == (2, 2)
    assert search.check() == []


def test_new_retrospective_is_indexed_without_looking_for_its_parts():
    project = factories.ProjectFactory()
    with CaptureQueriesContext(connection) as asked:
        retrospective = factories.RetrospectiveFactory(project=project, title="Okapi")
    read = " ".join(query["sql"] for query in asked)
    assert not [part for part in PARTS if part._meta.db_table in read]
    assert SearchEntry.objects.get(retrospective=retrospective).title == "Okapi"
