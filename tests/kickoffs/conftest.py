"""A kickoff about a stock service, its writer, and lessons that speak to it."""

import pytest

from tests import factories

BRIEF = "We replace the stock service in three warehouses before the October peak."


@pytest.fixture
def kickoff(db):
    return factories.KickoffFactory(brief=BRIEF)


@pytest.fixture
def writer(kickoff, as_user):
    """A browser of the person who made the kickoff."""
    return as_user(kickoff.created_by)


@pytest.fixture
def reader(member, as_user):
    """A browser of somebody who may read the kickoff, but not change it."""
    return as_user(member)


@pytest.fixture
def lesson(db):
    return make_lesson()


def make_lesson(statement="Rehearse the move of the warehouses.", **fields):
    """A published lesson that the kickoff's brief finds."""
    detail = fields.pop("detail", "The old stock service stopped in the peak.")
    return factories.LessonFactory(published=True, statement=statement, detail=detail, **fields)


@pytest.fixture
def count(django_assert_max_num_queries):
    """`count(visit, number, make)`: queries of `visit` after making `number` more rows."""

    def counted(visit, number, make):
        for _ in range(number):
            make()
        visit()
        with django_assert_max_num_queries(100) as queries:
            visit()
        return len(queries)

    return counted
