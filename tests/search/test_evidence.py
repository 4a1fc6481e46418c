"""When what a text shares with a description is more than chance."""

import pytest

from retros import search
from tests import factories

pytestmark = pytest.mark.both_databases

BRIEF = (
    "We move the billing database to a sharded cluster while the shop stays open. Two squads plan a"
    " rehearsal, a comparison of the copies, and a rollback until April."
)


@pytest.fixture(autouse=True)
def many_others(db, monkeypatch):
    """A collection in which some words stand in many texts, and that is large enough to tell."""
    monkeypatch.setattr("retros.search.reasons.FEW_TEXTS", 0)
    record = factories.RetrospectiveFactory(published=True)
    for number in range(30):
        words = "squads plan open" if number % 3 else "plan the shop"
        factories.LessonFactory(
            retrospective=record, statement=f"Parsley {number} grows", detail=words
        )
    search.reindex()


def is_close(lesson, text=BRIEF, **more):
    found = search.for_kickoff(text, user=factories.UserFactory(), limit=60, **more)
    return {match.lesson_id: match.is_close for match in found}[lesson.pk]


def lesson(statement, detail=""):
    return factories.LessonFactory(published=True, statement=statement, detail=detail)


def test_two_rare_words_near_each_other_are_enough(db):
    assert is_close(lesson("A night in April", "The rollback of the database took a night."))


def test_two_rare_words_far_from_each_other_are_chance(db):
    padding = "parsley grows beside the wall and wants water " * 12
    assert not is_close(lesson("Something else", f"A rollback. {padding} A database."))


def test_words_that_many_texts_hold_are_chance(db):
    assert not is_close(lesson("The squads plan", "They open a plan."))


def test_one_word_alone_is_chance_also_in_a_title(db):
    assert not is_close(lesson("Clean the cluster", "Once a day."))


def test_word_that_somebody_added_is_reason_enough(db):
    cluster = lesson("Clean the cluster", "Once a day.")
    assert is_close(cluster, extra_terms=["cluster"])


def test_what_holds_most_of_a_short_description_is_close(db):
    padding = "parsley grows beside the wall and wants water " * 12
    far_apart = lesson("Something else", f"A rollback. {padding} A database.")
    assert is_close(far_apart, text="Rollback of a database")


def test_months_and_numbers_are_no_subject(db):
    found = lesson("Twenty apples", "They ripen in April, thirty at a time.")
    text = "Thirty guests meet in April, twenty rooms for 500 hours."
    assert found.pk not in [
        match.lesson_id for match in search.for_kickoff(text, user=factories.UserFactory())
    ]


def test_reasons_are_words_that_are_shown(db):
    padding = "parsley grows beside the wall and wants water " * 12
    found = lesson("A comparison pays", f"The rollback of the database. {padding} A shop.")
    matches = search.for_kickoff(BRIEF, user=factories.UserFactory(), limit=60)
    (match,) = [match for match in matches if match.lesson_id == found.pk]
    assert set(match.words) == {"rollback", "database", "comparison"}


def test_related_lessons_share_more_than_chance(member):
    one = lesson("Rehearse the rollback of the database", "The shop stays open.")
    close = lesson("Try the rollback of each database")
    lesson("The shop is open", "Squads plan.")
    found = search.similar_to(one, member)
    assert [match.lesson_id for match in found] == [close.pk]
