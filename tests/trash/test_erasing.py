"""`manage.py empty_bin`: what is older goes for good, with its history and every trace."""

from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from taggit.models import Tag, TaggedItem

from retros import search
from retros.models import (
    Attachment,
    Kickoff,
    KickoffLesson,
    Lesson,
    Observation,
    Retrospective,
    Risk,
    Version,
    WallPost,
)
from retros.trash import erasing
from tests import factories

pytestmark = pytest.mark.both_databases

OLD, RECENT = timedelta(days=31), timedelta(days=29)


def empty_trash(**options):
    said = StringIO()
    call_command("empty_bin", stdout=said, **options)
    return said.getvalue()


def put_into_trash(thing, ago, moment="removed_at"):
    type(thing)._base_manager.filter(pk=thing.pk).update(**{moment: timezone.now() - ago})


@pytest.fixture(autouse=True)
def outside_of_transactions(request, monkeypatch):
    """Inside of one, as most tests are, the log of the database can't be emptied."""
    if "lesson" in request.fixturenames or "db" in request.fixturenames:
        monkeypatch.setattr(erasing, "leave_no_trace", lambda: None)


@pytest.fixture
def lesson(db):
    lesson = factories.LessonFactory(published=True, statement="Xylophones carry the wording.")
    lesson.tags.set(["xylotag"])
    factories.KickoffLessonFactory(lesson=lesson)
    Version.objects.before_change(lesson.retrospective, by=None)
    lesson.remove()
    return lesson


def test_nothing_old_is_nothing_to_do(lesson):
    put_into_trash(lesson, RECENT)
    assert "Nothing has been in the trash for more than 30 days." in empty_trash()
    assert Lesson.with_removed.exists()


def test_old_part_goes_from_the_text_and_from_its_history(lesson):
    put_into_trash(lesson, OLD)
    version = lesson.retrospective.versions.get(number=1)
    assert "Xylophones" in str(version.state)
    said = empty_trash()
    assert said == f"Erased 1 lesson of retrospective {lesson.retrospective_id}.\n"
    version.refresh_from_db()
    assert "Xylo" not in str(version.state)
    assert "xylo" not in str(version.state)
    assert not Lesson.with_removed.exists()
    assert not KickoffLesson.objects.exists()
    assert not TaggedItem.objects.exists()
    assert not Tag.objects.filter(name="xylotag").exists()


def test_tag_that_others_have_stays(lesson):
    factories.LessonFactory().tags.set(["xylotag"])
    put_into_trash(lesson, OLD)
    empty_trash()
    assert Tag.objects.filter(name="xylotag").exists()


def test_what_stays_keeps_its_history(lesson):
    other = factories.LessonFactory(retrospective=lesson.retrospective, statement="It stays.")
    lesson.restore()
    lesson.retrospective.versions.all().delete()
    lesson.retrospective.versions.published(lesson.retrospective, by=None)
    Version.objects.before_change(lesson.retrospective, by=None)
    put_into_trash(lesson, OLD)
    empty_trash()
    state = lesson.retrospective.versions.get(number=1).state
    assert [words["id"] for words in state["lessons"]] == [other.pk]


def test_old_retrospective_goes_with_everything(lesson):
    record = lesson.retrospective
    factories.ObservationFactory(retrospective=record)
    record.tags.set(["xylotag"])
    put_into_trash(record, OLD)
    said = empty_trash()
    assert f"retrospective {record.pk}" in said
    assert "2 versions" in said
    for model in (Retrospective, Observation, Version, TaggedItem, Tag, KickoffLesson):
        assert not model.objects.exists(), model
    assert not Lesson.with_removed.exists()


def test_picture_goes_with_the_last_text_that_shows_it(lesson):
    record = lesson.retrospective
    alone, kept, unused = factories.AttachmentFactory.create_batch(3, retrospective=record)
    Lesson.with_removed.update(detail=alone.markdown() + kept.markdown())
    factories.ObservationFactory(retrospective=record, text=kept.markdown())
    put_into_trash(lesson, OLD)
    empty_trash()
    assert set(Attachment.objects.all()) == {kept, unused}


def test_picture_that_the_history_shows_stays(lesson):
    record = lesson.retrospective
    picture = factories.AttachmentFactory(retrospective=record)
    note = factories.ObservationFactory(retrospective=record, text=picture.markdown())
    Version.objects.all().delete()
    Version.objects.published(record, by=None)
    Version.objects.before_change(record, by=None)
    Observation.objects.filter(pk=note.pk).update(text="No picture any more.")
    Lesson.with_removed.update(detail=picture.markdown())
    put_into_trash(lesson, OLD)
    empty_trash()
    assert Attachment.objects.filter(pk=picture.pk).exists()


def test_picture_that_only_the_forgotten_part_of_a_version_shows_goes(lesson):
    record = lesson.retrospective
    picture = factories.AttachmentFactory(retrospective=record)
    version = record.versions.get(number=1)
    version.state["lessons"][0]["detail"] = picture.markdown()
    version.save()
    put_into_trash(lesson, OLD)
    empty_trash()
    assert not Attachment.objects.exists()


def test_picture_that_another_retrospective_shows_stays(lesson):
    picture = factories.AttachmentFactory(retrospective=lesson.retrospective)
    Lesson.with_removed.update(detail=picture.markdown())
    factories.RetrospectiveFactory(context=f"As it was: {picture.markdown()}")
    put_into_trash(lesson, OLD)
    empty_trash()
    assert Attachment.objects.get() == picture


def test_old_kickoff_and_post_go(db):
    kickoff = factories.RiskFactory().kickoff
    post = factories.WallPostFactory()
    put_into_trash(kickoff, OLD)
    put_into_trash(post, OLD, "taken_down_at")
    said = empty_trash()
    assert said == f"Erased kickoff {kickoff.pk}.\nErased wall post {post.pk}.\n"
    for model in (Kickoff, Risk, WallPost):
        assert not model.objects.exists()


def test_tag_goes_with_the_last_post_that_had_it(db):
    post, hanging = factories.WallPostFactory.create_batch(2)
    post.tags.add("last one", "shared")
    hanging.tags.add("shared")
    put_into_trash(post, OLD, "taken_down_at")
    empty_trash()
    assert list(Tag.objects.values_list("name", flat=True)) == ["shared"]


def test_post_of_an_erased_lesson_keeps_its_own_days(lesson):
    post = factories.WallPostFactory(lesson=lesson)
    put_into_trash(post, RECENT, "taken_down_at")
    put_into_trash(lesson, OLD)
    empty_trash()
    post.refresh_from_db()
    assert post.lesson is None


def test_words_are_never_said(lesson):
    lesson.retrospective.title = "Secret"
    lesson.retrospective.save()
    put_into_trash(lesson.retrospective, OLD)
    said = empty_trash()
    assert "Secret" not in said
    assert "Xylo" not in said


def test_dry_run_says_the_same_and_changes_nothing(lesson):
    put_into_trash(lesson, OLD)
    would = empty_trash(dry_run=True)
    assert Lesson.with_removed.exists()
    assert "Xylophones" in str(lesson.retrospective.versions.get(number=1).state)
    assert empty_trash() == would.replace("Would erase", "Erased")


def test_second_run_finds_nothing(lesson):
    put_into_trash(lesson, OLD)
    empty_trash()
    assert empty_trash(verbosity=0) == ""


def test_what_someone_restores_meanwhile_stays(lesson, monkeypatch):
    put_into_trash(lesson, OLD)
    put_into_trash(lesson.retrospective, OLD)
    original = erasing._in_transaction

    def put_back_first(*given):
        lesson.restore()
        put_into_trash(lesson, timedelta(0))
        Retrospective.objects.update(removed_at=None)
        return original(*given)

    monkeypatch.setattr(erasing, "_in_transaction", put_back_first)
    assert "Nothing" in empty_trash()
    assert Lesson.with_removed.exists()


def files_hold(word):
    database = Path(connection.settings_dict["NAME"])
    found = list(database.parent.glob(f"{database.name}*"))
    assert found
    return any(word in path.read_bytes().lower() for path in found)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL overwrites in its own time")
def test_no_trace_is_left_in_the_files_of_the_database():
    lesson = factories.LessonFactory(published=True, statement="Quetzalcoatl said no.")
    lesson.tags.set(["quetzalcoatl"])
    record = factories.RetrospectiveFactory(published=True, context="Quetzalcoatl " * 5000)
    Version.objects.before_change(lesson.retrospective, by=None)
    assert files_hold(b"quetzalcoatl")
    lesson.remove()
    record.remove()
    put_into_trash(lesson, OLD)
    put_into_trash(record, OLD)
    empty_trash()
    assert not files_hold(b"quetzalcoatl")
    assert search.check() == []
