"""Counts beside the filters: exact, or estimates from a slice of the index."""

import pytest

from retros import search
from retros.search import facets, ranking, slices
from retros.search.results import Number
from tests import factories

pytestmark = pytest.mark.both_databases


def lessons(number, **fields):
    for at in range(number):
        factories.LessonFactory(published=True, statement=f"Vendor {at}", **fields)


@pytest.fixture
def crowded(monkeypatch):
    """As if a dozen entries were too many to count."""
    monkeypatch.setattr(facets, "EXACT", 10)
    monkeypatch.setattr(facets, "LIMIT", 10)
    monkeypatch.setattr(facets, "LOOKED_AT", 20)
    monkeypatch.setattr(facets, "ENOUGH", 4)
    monkeypatch.setattr(ranking, "POOL", 4)


@pytest.fixture
def counts(member):
    """`counts("vendor")` is (results, {facet: {value: number}})."""

    def ask(text, **given):
        results = search.search(text, user=member, **given)
        return results, {
            facet.name: {choice.value: choice.count for choice in facet.choices}
            for facet in results.facets
        }

    return ask


def test_few_are_counted_exactly(crowded, counts, words_counted):
    with words_counted():
        lessons(9, category="team")
    results, numbers = counts("vendor")
    assert results.total == 9 and not results.total.is_about and not results.has_estimates
    assert numbers["category"] == {"team": 9}


def test_many_are_estimated_and_said_to_be(crowded, counts, words_counted):
    with words_counted():
        lessons(40, category="team")
        lessons(40, category="self")
    results, numbers = counts("vendor")
    assert results.total.is_about and results.has_estimates
    assert 50 <= results.total <= 110
    assert numbers["kind"] == {"lesson": results.total}
    assert set(numbers["category"]) == {"team", "self"}  # old ones and new ones alike


def test_everything_is_estimated_where_no_word_is_asked(crowded, counts, words_counted):
    with words_counted():
        lessons(40, category="team")
    results, _ = counts("")
    assert results.total.is_about and 50 <= results.total <= 110  # each with its retrospective


def test_few_that_pass_the_filters_are_counted_exactly(crowded, counts, words_counted):
    with words_counted():
        lessons(40, category="team")
        lessons(3, category="self")
    results, numbers = counts("vendor", categories=("self",))
    assert results.total == 3 and not results.total.is_about
    assert numbers["category"]["self"] == 3
    assert 24 <= numbers["category"]["team"] <= 56 and numbers["category"]["team"].is_about


def test_phrase_that_few_hold_is_counted_exactly(crowded, counts, words_counted):
    with words_counted():
        lessons(40)
        factories.LessonFactory(published=True, statement="The old vendor left")
    results, _ = counts('"old vendor"')
    assert results.total == 1 and not results.total.is_about


def test_every_word_is_counted_on_its_own(crowded, counts, words_counted):
    with words_counted():
        lessons(40, detail="Sandbox")
        lessons(40)
    results, _ = counts("vendor sandbox")
    assert results.with_all.is_about and 24 <= results.with_all <= 56
    assert results.with_all < results.total


def test_estimates_by_type_add_up_to_the_total(crowded, counts, words_counted):
    with words_counted():
        lessons(40)
        for _ in range(37):
            factories.ObservationFactory(published=True, text="A vendor")
    results, numbers = counts("vendor")
    assert results.total.is_about and results.total == sum(numbers["kind"].values())
    results, numbers = counts("vendor", kinds=("lesson",))
    assert results.total == numbers["kind"]["lesson"]


def test_a_few_thousand_are_counted_exactly():
    assert facets._level(2_232, facets.LIMIT) == 0 < facets._level(7_000, facets.LIMIT)


@pytest.mark.parametrize(
    ("number", "rounded"), [(7, 7), (46, 46), (1_234, 1_200), (41_800, 42_000)]
)
def test_estimates_are_rounded_to_two_digits(number, rounded):
    assert Number.about(number) == rounded and Number.about(number).is_about


@pytest.mark.parametrize("step", [1, 2, 3, 4, 7, 16, 250])
def test_slices_are_fair_to_ids_at_any_distance(step):
    ids = range(step, step * 4_000 + 1, step)
    for level in (1, 3, 5):
        share = sum(slices.word(level) in slices.marks(pk) for pk in ids) / len(ids)
        assert 0.8 < share * 2**level < 1.2


def test_level_is_the_first_that_is_small_enough():
    levels = [slices.level_for(reach, 100) for reach in (0, 100, 101, 200, 201, 10**9)]
    assert levels == [0, 0, 1, 1, 2, slices.DEEPEST]


def test_what_has_no_value_is_counted_beside(counts):
    lessons(2, retrospective__project__team=None)
    lessons(3, retrospective__project__team=factories.TeamFactory())
    results, _ = counts("vendor")
    for facet in results.facets:
        if facet.name in ("team", "year", "phase"):
            assert sum(it.count for it in facet.choices) + facet.without == results.total == 5
    assert {it.name: (it.without_label, it.without) for it in results.facets}["team"] == (
        "No team",
        2,
    )
