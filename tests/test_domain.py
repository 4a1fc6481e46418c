"""What must hold of the domain without any request."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from retros.models import Lesson, Retrospective
from retros.models.parts import save_if_unchanged
from tests import factories

pytestmark = pytest.mark.both_databases


def test_second_writer_of_the_same_version_is_refused(db):
    lesson = factories.LessonFactory()
    assert save_if_unchanged(lesson, {"statement": "First"}, seen=1)
    assert not save_if_unchanged(lesson, {"statement": "Second"}, seen=1)
    lesson.refresh_from_db()
    assert (lesson.statement, lesson.version) == ("First", 2)


def test_draft_is_hidden_from_other_teams(member):
    retrospective = factories.RetrospectiveFactory()
    assert retrospective not in Retrospective.objects.visible_to(member)


@pytest.mark.parametrize("writer", ["author", "facilitator", "team", "invited"])
def test_draft_is_visible_to_its_writers(db, writer):
    retrospective = factories.RetrospectiveFactory()
    person = factories.UserFactory()
    match writer:
        case "author":
            Retrospective.objects.update(created_by=person)
        case "facilitator":
            Retrospective.objects.update(facilitator=person)
        case "team":
            person.memberships.create(team=retrospective.project.team)
        case "invited":
            retrospective.invited.add(person)
    assert list(Retrospective.objects.visible_to(person)) == [retrospective]


def test_text_over_its_length_is_refused_by_the_database(db):
    with pytest.raises(DatabaseError), transaction.atomic():
        Lesson.objects.filter(pk=factories.LessonFactory().pk).update(statement="x" * 141)


def test_parts_move_past_their_neighbor(db):
    retrospective = factories.RetrospectiveFactory()
    first, _second, third = (
        factories.LessonFactory(retrospective=retrospective, statement=text) for text in "abc"
    )
    third.move(up=True)
    assert [lesson.statement for lesson in retrospective.lessons.all()] == ["a", "c", "b"]
    first.move(up=True)
    assert [lesson.statement for lesson in retrospective.lessons.all()] == ["a", "c", "b"]


def test_removed_part_comes_back(db):
    lesson = factories.LessonFactory()
    lesson.remove()
    assert not Lesson.objects.filter(pk=lesson.pk).exists()
    Lesson.with_removed.get(pk=lesson.pk).restore()
    assert Lesson.objects.filter(pk=lesson.pk).exists()


def test_duplicates_of_duplicates_are_flattened(db):
    first, second, third = factories.LessonFactory.create_batch(3)
    second.mark_duplicate_of(first)
    third.mark_duplicate_of(second)
    assert third.duplicate_of == first


def test_project_cannot_end_before_it_starts(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.ProjectFactory(started_on=date(2026, 2, 1), ended_on=date(2026, 1, 1))


def test_lesson_follows_what_came_of_it(db):
    use = factories.KickoffLessonFactory()
    use.lesson.update_status_from_uses()
    assert use.lesson.status == "applied"
    use.result = "helped"
    use.save()
    use.lesson.update_status_from_uses()
    assert use.lesson.status == "confirmed"
