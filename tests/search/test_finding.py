"""What people find. Every case runs on both databases."""

from datetime import date

import pytest

from retros import search
from retros.models import Lesson
from retros.search import facets, hits, ranking, vocabulary
from tests import factories
from tests.search.hostile import HOSTILE, generated

pytestmark = pytest.mark.both_databases


def lessons(*statements, **fields):
    return [
        factories.LessonFactory(published=True, statement=statement, **fields)
        for statement in statements
    ]


def keys(*things):
    return [(thing._meta.model_name, thing.pk) for thing in things]


@pytest.mark.parametrize(
    "text",
    ["rehearse", "REHEARSING", "rehearsals steps", "cut-over", "réhearse", '"copy of production"'],
)
def test_other_forms_of_a_word_are_found(lesson, found, text):
    assert found(text, kinds=("lesson",)) == keys(lesson)


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        (lambda: factories.RetrospectiveFactory(published=True, surprise="Okapi"), "retrospective"),
        (lambda: factories.DecisionFactory(published=True, what_happened="Okapi"), "decision"),
        (lambda: factories.ObservationFactory(published=True, text="An *okapi*"), "observation"),
        (lambda: factories.LessonFactory(published=True, applies_when="an okapi"), "lesson"),
        (lambda: factories.WallPostFactory(happened="An okapi."), "wall-post"),
    ],
)
def test_everything_written_is_found(member, found, make, kind):
    thing = make()
    assert found("okapi") == [(kind, thing.pk)]


def test_retrospective_is_found_by_the_name_of_its_project(found):
    project = factories.ProjectFactory(name="Spotify Now")
    retrospective = factories.RetrospectiveFactory(published=True, project=project)
    assert found("spotify") == keys(retrospective)


def test_forms_of_a_word_in_the_same_texts_are_not_added_up(db):
    lessons(
        *(f"Test the tests of testing {n}" for n in range(4)), *(f"Vendor {n}" for n in range(4))
    )
    vocabulary.rebuild()
    about, at_most = vocabulary.counts_of_stems(["test"], texts=8)["test"]
    assert at_most == 12
    assert 4 < about < 8


def test_entry_with_every_word_comes_before_one_with_some(found):
    some, every = lessons("Vendor contracts", "Vendor sandbox contracts")
    assert found("vendor sandbox") == keys(every, some)


def test_word_in_the_title_counts_more_than_in_the_body(found):
    body = factories.LessonFactory(published=True, statement="Ask early", detail="Vendor asked.")
    title = factories.LessonFactory(published=True, statement="Vendor asked", detail="Ask early.")
    assert found("vendor") == keys(title, body)


def test_very_word_comes_before_its_relatives(found):
    _, exact = lessons("Plan the planning", "Plan the planned")[::-1]
    first, _ = lessons("Testing matters", "Tested matters")
    assert found("testing")[0] == keys(first)[0]
    assert keys(exact)[0] in found("planning")


def test_phrase_is_strict(found):
    together, _ = lessons("Copy of production data", "Production of a copy")
    assert found('"copy of production"') == keys(together)


def test_phrase_that_stands_nowhere_falls_back_to_its_words(lesson, member):
    results = search.search('"production copy"', user=member)
    assert results.is_looser and results.total == 1


def test_minus_leaves_out(found):
    plain, _ = lessons("Vendor sandbox", "Vendor contract")
    assert found("vendor -contract") == keys(plain)
    assert keys(plain)[0] in found("-contract") and len(found("-contract", kinds=("lesson",))) == 1


def test_retired_lessons_come_last(found):
    retired, weak = lessons("Vendor vendor vendor", "Many other words beside a vendor here")
    retired.retire(because="We have no vendors now.")
    assert found("vendor") == keys(weak, retired)


def test_newest_first(found):
    old, new = lessons("Vendor one", "Vendor two")
    old.retrospective.held_on, new.retrospective.held_on = date(2020, 1, 1), date(2024, 1, 1)
    old.retrospective.save()
    new.retrospective.save()
    assert found("vendor", sort="newest") == keys(new, old)


def test_without_words_the_newest_are_listed(lesson, found):
    assert set(found("")) == set(keys(lesson, lesson.retrospective))


@pytest.mark.parametrize(
    "narrowed",
    [
        {"kinds": ("lesson",)},
        {"categories": ("team",)},
        {"tags": ("remote-work",)},
        {"teams": ("stock",)},
        {"results": ("missed",)},
        {"years": (2024, 2024)},
    ],
)
def test_filters_narrow(found, narrowed):
    lessons("Vendor sandbox")
    team = factories.TeamFactory(name="Stock")
    retrospective = factories.RetrospectiveFactory(
        published=True, project__team=team, result="missed", held_on=date(2024, 5, 1)
    )
    wanted = factories.LessonFactory(
        retrospective=retrospective, statement="Vendor contract", category="team"
    )
    wanted.tags.add("remote work")
    assert keys(wanted)[0] in found("vendor", **narrowed)
    assert set(found("vendor", **narrowed, sort="newest")) == set(found("vendor", **narrowed))
    assert found("vendor contract", **narrowed, phases=("ship",)) == []
    if "kinds" not in narrowed:
        assert found("vendor", **narrowed) == keys(wanted)


def test_operators_narrow_like_filters(found):
    team, _ = lessons("Vendor one", category="team") + lessons("Vendor two", category="self")
    assert found("vendor category:team") == keys(team)


def test_counts_say_what_choosing_would_find(member):
    lessons("Vendor a", "Vendor b", category="team")
    lessons("Vendor c", category="self")
    results = search.search("vendor", user=member, categories=("team",))
    (category,) = [facet for facet in results.facets if facet.name == "category"]
    assert {choice.value: choice.count for choice in category.choices} == {"team": 2, "self": 1}
    assert (results.total, [c.value for c in category.choices if c.is_chosen]) == (2, ["team"])


def test_one_retrospective_does_not_fill_the_page(member):
    retrospective = factories.RetrospectiveFactory(published=True)
    for number in range(8):
        factories.LessonFactory(retrospective=retrospective, statement=f"Vendor {number}")
    lessons("Among many other words one vendor elsewhere")
    first, second = search.search("vendor", user=member).groups
    assert (len(first.others), first.left, len(second.others)) == (2, 5, 0)


def test_results_come_in_pages(member):
    lessons(*(f"Vendor {number}" for number in range(25)))
    pages = [search.search("vendor", user=member, page=page) for page in (1, 2, 3, 99)]
    assert [len(page.groups) for page in pages] == [10, 10, 5, 5]
    assert len({hit.object_id for page in pages for hit in page.hits}) == 25


def test_misspelt_word_is_put_right(lesson, member):
    search.reindex()
    results = search.search("rehaersal vendor", user=member)
    assert results.did_you_mean == "rehearsal vendor"
    assert results.unknown == ("rehaersal", "vendor")


def test_beginning_of_a_word_is_completed(lesson, member):
    search.reindex()
    assert search.suggest("cut-over produ", member) == ("production",)


def test_words_found_are_named_as_they_were_typed(lesson, member):
    (hit,) = search.search("Rehearsals vendor", user=member, kinds=("lesson",)).hits
    assert hit.words == ("Rehearsals",)


def test_related_lessons_are_about_the_same(member):
    first, second, _ = lessons(
        "Rehearse the cut-over on a copy", "Rehearse every cut-over twice", "Talk to the vendor"
    )
    assert [match.lesson_id for match in search.similar_to(first, member)] == [second.pk]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_is_an_error(lesson, member, text):
    search.search(text, user=member)
    search.search(text, user=member, tags=(text,), teams=(text,), sort="newest")
    search.suggest(text, member)
    search.for_kickoff(text, user=member, extra_terms=(text,), dropped_terms=(text,))
    search.key_terms(text)


def test_no_generated_text_is_an_error(lesson, member):
    for text in generated(150, seed=2):
        search.search(text, user=member)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_fails_to_be_indexed(db, found, text):
    text = text.encode(errors="ignore").decode().replace("\x00", "")[:90_000]
    factories.ObservationFactory(published=True, text=f"{text} okapi")
    assert found("okapi")


def test_number_of_queries_does_not_grow(member, django_assert_max_num_queries):
    lessons(*(f"Vendor {number}" for number in range(30)))
    with django_assert_max_num_queries(15):
        search.search("vendor contract sandbox", user=member)


def test_lesson_of_an_archived_retrospective_is_still_found(lesson, found):
    lesson.retrospective.archive()
    assert found("rehearse") == keys(lesson)
    assert Lesson.objects.offerable().count() == 0


def test_two_facets_with_a_choice_each_count_what_the_other_lets_pass(member):
    lessons("Vendor a", "Vendor b", category="team")
    lessons("Vendor c", category="self")
    for text, category in (("Vendor d", "team"), ("Vendor e", "customer")):
        factories.ObservationFactory(published=True, text=text, category=category)
    results = search.search("vendor", user=member, categories=("team",), kinds=("lesson",))
    counts = {
        facet.name: {choice.value: choice.count for choice in facet.choices}
        for facet in results.facets
        if facet.is_chosen
    }
    assert counts == {
        "kind": {"lesson": 2, "observation": 1},
        "category": {"team": 2, "self": 1},
    }


def test_pages_that_are_ranked_in_steps_show_everything_once(monkeypatch, found):
    for name, number in {"EXACT": 5, "ENOUGH": 1}.items():
        monkeypatch.setattr(facets, name, number)
    for name, number in {"POOL": 9, "STEP": 3}.items():
        monkeypatch.setattr(ranking, name, number)
    monkeypatch.setattr(hits, "PAGE", 2)
    lessons(*(f"Vendor {'contract ' * n}{'word ' * (12 - n)}" for n in range(12)))
    pages = [found("vendor contract", page=page) for page in range(1, 6)]
    everything = [key for page in pages for key in page]
    assert len(everything) == len(set(everything)) == 9


def test_what_is_deleted_while_somebody_searches_is_left_out(monkeypatch, found):
    gone, kept = lessons("Vendor a", "Vendor b")
    best = ranking.candidates

    def found_then_deleted(*args, **kwargs):
        result = best(*args, **kwargs)
        gone.retrospective.delete()
        return result

    monkeypatch.setattr(ranking, "candidates", found_then_deleted)
    assert found("vendor") == keys(kept)
