"""What is public is the same whatever is private, also if nothing is."""

from datetime import timedelta
from types import SimpleNamespace
from unittest import mock

import pytest
from django.db import transaction

from retros.models import WallPost
from retros.models.wall_rotation import ALL_FIT
from retros.views.wall import slides
from tests import factories
from tests.canary import markers, worlds
from tests.canary.crawl import Reader
from tests.canary.leaks import LEAKS

PUBLIC = ["/wall/", "/wall/9001/", "/wall/feed.atom", "/wall/feed.json", "/wall/screen/", "/"]
PUBLIC += ["/wall/screen/slides/", "/wall/embed/"]
COMPARED = [leak for leak in LEAKS if leak.caught_by == "two worlds"]


def more_than_fit_into_one_round():
    """So that what is shown in a round is a choice, in which nothing private may have a say."""
    WallPost.objects.bulk_create(
        factories.WallPostFactory.build(
            pk=9100 + number,
            posted_at=worlds.WHEN - timedelta(days=number),
            updated_at=worlds.WHEN,
            learned=f"Lesson {number}",
        )
        for number in range(2 * ALL_FIT)
    )


def public_answers(as_user, salt, private, pages=PUBLIC):
    """Return what visitors are answered, always in the same turn of the screens."""
    clock = SimpleNamespace(time=lambda: 1_000_000_000)
    with transaction.atomic(), mock.patch.object(slides, "time", clock):
        more_than_fit_into_one_round()
        world = worlds.build(salt, private=private)
        visitor = Reader(as_user(), world, posts=False)
        for address in pages + [f"{page}?{query}" for page in pages for query in QUERIES]:
            visitor.read(address)
        transaction.set_rollback(True)
    return [answer.comparable() for answer in visitor.answers]


PRIVATE_WORD = markers.marker("one", "draft", "retrospective", "title")
PRIVATE_TAGS = [
    markers.marker("one", "draft", "tag"),
    markers.marker("one", "published lesson", "tag"),
    markers.marker("one", "taken down", "tag"),
    # What the tag of a post was called before it was public.
    f"{markers.marker('one', 'former alias', 'tagalias', 'name')} {markers.COMMON}",
]
QUERIES = [
    *(f"{name}={PRIVATE_WORD}" for name in ("q", "category", "team")),
    *(f"tag={word}" for word in PRIVATE_TAGS),
    "page=2",
]


def no_public_answer_changes(as_user, pages=PUBLIC):
    one = public_answers(as_user, "one", private=True, pages=pages)
    assert one == public_answers(as_user, "", private=False, pages=pages)
    return one


@pytest.mark.both_databases
def test_private_rows_might_as_well_hold_other_words_or_not_exist(as_user, db):
    assert no_public_answer_changes(as_user) == public_answers(as_user, "two", private=True)


@pytest.mark.parametrize("leak", COMPARED, ids=lambda leak: leak.name)
def test_public_answers_change_with_what_leaks(leak, as_user, db, monkeypatch):
    leak.break_it(monkeypatch, None)
    with pytest.raises(AssertionError):
        no_public_answer_changes(as_user, [leak.under])
