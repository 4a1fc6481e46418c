"""Words that too many entries hold to look at each. Every case runs on both databases."""

import pytest

from retros import search
from retros.search import ranking
from tests import factories

pytestmark = pytest.mark.both_databases


def lessons(*statements, **fields):
    return [
        factories.LessonFactory(published=True, statement=statement, **fields)
        for statement in statements
    ]


def keys(*things):
    return [(thing._meta.model_name, thing.pk) for thing in things]


@pytest.fixture
def crowded(monkeypatch):
    """As if a dozen entries were too many to look at."""
    monkeypatch.setattr(ranking, "BUDGET", 3)
    monkeypatch.setattr(ranking, "POOL", 4)
    monkeypatch.setattr(ranking, "FIRST", 8)


def test_words_too_common_for_the_budget_are_left_to_ranking(crowded, found):
    lessons(*(f"Vendor {number}" for number in range(12)))
    (rare,) = lessons("Vendor sandbox")
    search.reindex()
    assert found("vendor sandbox")[0] == keys(rare)[0]


def test_common_words_together_find_the_entry_that_has_both(crowded, found):
    lessons(*(f"Ask number {number}" for number in range(6)), detail="Vendor")
    lessons(*(f"Ask number {number}" for number in range(6)), detail="Sandbox")
    both = factories.LessonFactory(published=True, statement="The vendor has one", detail="Sandbox")
    search.reindex()
    assert found("vendor sandbox")[0] == keys(both)[0]


def test_few_entries_among_many_matches_are_found(crowded, found):
    (wanted,) = lessons("Vendor beside many other words here", category="team")
    lessons(*("Vendor vendor" for _ in range(9)), category="self")
    search.reindex()
    assert found("vendor", categories=("team",)) == keys(wanted)


def test_common_word_is_found_first_where_it_stands_out(crowded, found):
    (wanted,) = lessons("One vendor")
    lessons(*(f"Ask number {number}" for number in range(12)), detail="Vendor among other words")
    search.reindex()
    assert found("vendor")[0] == keys(wanted)[0]


def test_common_word_that_stands_out_nowhere_is_found(crowded, found):
    wanted = lessons(
        *(f"Ask about everything that number {number} is made of" for number in range(9)),
        detail="At the end of it, among all the other words that there are, one vendor.",
    )
    search.reindex()
    hits = found("vendor")
    assert len(hits) == ranking.POOL and set(hits) <= set(keys(*wanted))


def test_filters_that_leave_few_of_a_common_word_show_all_of_them(crowded, found):
    lessons(*(f"Vendor {number}" for number in range(20)), category="self")
    wanted = lessons(*(f"Ask number {number}" for number in range(3)), detail="Vendor")
    search.reindex()
    assert set(found("vendor", categories=("process",))) == set(keys(*wanted))
