"""Passages say what a field is; the words of that label find nothing."""

import pytest

from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def lesson(db):
    return factories.LessonFactory(
        published=True,
        statement="Time the rebuild first",
        applies_when="migrate ledgers before a fixed date",
        not_when="the copy is read-only",
        built_into="Checklist of releases",
    )


@pytest.mark.parametrize(
    ("query", "label"),
    [
        ("ledgers", "Useful when somebody is about to… "),
        ("read-only copy", "Does not apply when… "),
        ("checklist", "Built into: "),
    ],
)
def test_passage_keeps_the_stem_of_its_field(as_user, member, lesson, query, label):
    assert label in as_user(member).get("/search/", {"q": query}).content.decode()


def test_words_of_the_stem_find_nothing(as_user, member, lesson):
    page = as_user(member).get("/search/", {"q": "somebody"}).content.decode()
    assert lesson.statement not in page
