"""A statement that is made once says of everybody what its queryset says of them."""

from datetime import timedelta
from unittest import mock

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from retros.models import Lesson, Retrospective, SearchEntry, composed_once
from retros.views.organization.due import due_lessons
from retros.views.site.for_you import counted_once
from tests import factories

drafts = composed_once(lambda user: Retrospective.objects.editable_by(user).drafts())
count_due = counted_once(due_lessons)


@pytest.mark.both_databases
def test_one_statement_answers_for_each_person(member, curator, django_assert_num_queries):
    mine = factories.RetrospectiveFactory(created_by=member)
    theirs = factories.RetrospectiveFactory(created_by=curator)
    lesson = factories.LessonFactory(retrospective=mine, review_on=timezone.localdate())
    factories.LessonFactory(published=True, review_on=timezone.localdate())
    for user, draft, due in ((member, mine, 1), (curator, theirs, 1), (member, mine, 1)):
        assert count_due(user) == due  # knows from now on who is a curator
        with django_assert_num_queries(2):
            assert (drafts(user), count_due(user)) == ([draft], due)
    assert drafts(member)[0].updated_at == mine.updated_at
    tomorrow = timezone.localdate() + timedelta(days=1)
    Lesson.objects.filter(pk=lesson.pk).update(review_on=tomorrow)
    assert count_due(member) == 0
    with mock.patch.object(timezone, "localdate", return_value=tomorrow):
        assert count_due(member) == 1


def test_ids_are_given_each_time(db):
    chosen = composed_once(lambda _user, *pks: Lesson.objects.filter(pk__in=pks))
    a, b, c = factories.LessonFactory.create_batch(3)
    assert {*chosen(None, a.pk, b.pk)} == {a, b}
    assert {*chosen(None, c.pk, b.pk)} == {c, b}
    assert chosen(None, c.pk, 10**30) == []


@pytest.mark.both_databases
def test_ids_are_given_for_a_column_that_is_no_key(db):
    about = composed_once(lambda _user, pk: SearchEntry.objects.filter(object_id=pk, kind="lesson"))
    lessons = factories.LessonFactory.create_batch(2, published=True)
    assert [entry.object_id for it in lessons for entry in about(None, it.pk)] == [
        it.pk for it in lessons
    ]


def test_visitors_see_nothing(db):
    factories.RetrospectiveFactory(published=True)
    visible = composed_once(lambda user: Retrospective.objects.visible_to(user))
    assert visible(AnonymousUser()) == []


def test_what_asks_while_it_is_made_is_refused(member):
    asking = composed_once(lambda user: Lesson.objects.filter(pk__in=list(user.memberships.all())))
    with pytest.raises(AssertionError, match="made once"):
        asking(member)
