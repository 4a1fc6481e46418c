"""Tags are merged while people write: nobody gets an error, nothing stays behind."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from taggit.models import Tag

from retros.models import Lesson, WallPost
from retros.models.parts import save_if_unchanged
from retros.models.tags import current_names, merge_tags
from tests import factories

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db(transaction=True)]
WRITERS = 6


def at_once(works):
    def done(work):
        try:
            work()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        list(pool.map(done, works))


def test_everything_written_during_a_merge_ends_under_the_tag_that_stays():
    lessons = factories.LessonFactory.create_batch(WRITERS, published=True)
    for lesson in lessons:
        lesson.tags.add("payment")
    lessons[0].tags.add("payments")
    tag, into = Tag.objects.get(name="payment"), Tag.objects.get(name="payments")

    def write(lesson):
        for number in range(4):
            with transaction.atomic():
                assert save_if_unchanged(lesson, {"detail": f"{number}"}, seen=number + 1)
                lesson.tags.set(current_names(["payment", f"other {number}"]))

    works = [lambda lesson=lesson: write(lesson) for lesson in lessons]
    works.insert(3, lambda: merge_tags(tag, into))
    at_once(works)
    for lesson in Lesson.objects.all():
        assert sorted(lesson.tags.names()) == ["other 3", "payments"]
    assert not Tag.objects.filter(name="payment").exists()


def test_every_post_changed_during_a_merge_ends_under_the_tag_that_stays():
    posts = factories.WallPostFactory.create_batch(WRITERS)
    for post in posts:
        post.tags.add("payment")
    tag, into = Tag.objects.get(name="payment"), Tag.objects.create(name="payments")

    def write(post):
        for number in range(4):
            with transaction.atomic():
                post.happened = f"{number}"
                post.save()
                post.tags.set(current_names(["payment", f"other {number}"]))

    works = [lambda post=post: write(post) for post in posts]
    works.insert(3, lambda: merge_tags(tag, into))
    at_once(works)
    for post in WallPost.objects.all():
        assert sorted(post.tags.names()) == ["other 3", "payments"]
    assert not Tag.objects.filter(name="payment").exists()
