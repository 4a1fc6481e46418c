"""What a search says where it can not do what was asked, and which tags it means."""

import pytest

from retros import search
from tests import factories

pytestmark = pytest.mark.both_databases


@pytest.fixture
def page(as_user, member):
    browser = as_user(member)
    return lambda **asked: browser.get("/search/", asked).content.decode()


@pytest.mark.parametrize("text", ["IT", "what is it", "\U0001f680", "…", "- -", '"the"'])
def test_text_without_a_word_to_look_for_finds_nothing(text, lesson, found, member):
    results = search.search(text, user=member)
    assert results.says_nothing and not results.total and not results.hits
    assert search.count(text, user=member) == 0
    assert search.added(text, user=member, limit=5) == []


@pytest.mark.parametrize("text", ["", "  ", "-okapi", "kind:lesson", "year:2020..", "C"])
def test_other_texts_say_something(text, lesson, member):
    assert not search.search(text, user=member).says_nothing


def test_page_says_that_words_are_too_common(page, lesson):
    html = page(q="what is IT")
    assert "“what”, “is”, “IT” are too common to search for" in html
    assert lesson.statement not in html
    assert "“IT” is too common to search for" in page(q="IT")


def test_page_says_that_a_symbol_is_no_word(page, lesson):
    html = page(q="\U0001f680")
    assert "There is no word to search for" in html and lesson.statement not in html


def test_only_what_can_be_looked_for_is_offered_to_be_saved(page, as_user, member, lesson):
    for text in ("\U0001f680", "what is it"):
        assert "Save this search" not in page(q=text)
        saved = as_user(member).post("/search/saved/", {"query": f"q={text}", "name": "Mine"})
        assert saved.status_code == 422
    assert "Save this search" in page(q="rehearse")
    assert "Save this search" in page(q="\U0001f680", kind="lesson")


def test_filters_still_list_what_they_let_pass(page, lesson):
    html = page(q="the", kind="lesson")
    assert lesson.statement in html and "Words that are too common are ignored: “the”." in html
    assert "Search ignores “\U0001f680”" in page(q="\U0001f680", kind="lesson")


def test_hostile_text_is_shown_as_text(page, lesson):
    assert "<the>" not in page(q="<the>")
    assert "<\U0001f680>" not in page(q="<\U0001f680>", kind="lesson")


@pytest.mark.parametrize("text", ["SLO", "SRES", "KPIs", "api", "DNS"])
def test_acronyms_are_not_corrected(text, member, words_counted):
    with words_counted():
        factories.LessonFactory(published=True, statement="A slow sled sres kpi apt den dns1 slot")
        factories.LessonFactory(published=True, statement="The kips, sles and dans of an apex")
    assert search.search(text, user=member).did_you_mean == ""


def test_words_in_capitals_are_corrected(member, words_counted):
    with words_counted():
        factories.LessonFactory(published=True, statement="Rehearsal")
    assert search.search("REHERSAL", user=member).did_you_mean == "rehearsal"


@pytest.fixture
def alike(db):
    """{name: lesson} of tags whose addresses look alike."""
    made = {}
    for name in ("C++", "C", "C#"):
        made[name] = factories.LessonFactory(published=True, statement=f"About {name}")
        made[name].tags.add(name)
    return made


@pytest.mark.parametrize("typed", ["C++", "c++", "C", "c", "C#", "c#"])
def test_tag_is_the_one_of_that_name(typed, alike, found):
    lesson = alike[typed.upper()]
    assert found(f"tag:{typed}") == [("lesson", lesson.pk)]
    assert found(f'tag:"{typed}" about') == [("lesson", lesson.pk)]


def test_filter_is_the_tag_of_that_address(alike, found):
    for lesson in alike.values():
        (tag,) = lesson.tags.all()
        assert found("", tags=(tag.slug,)) == [("lesson", lesson.pk)]


def test_tag_that_is_not_there_is_not_another_one(found, db):
    factories.LessonFactory(published=True).tags.add("C")
    assert found("tag:c++") == []


def test_tag_is_found_by_its_address_and_former_name(found, db):
    lesson = factories.LessonFactory(published=True)
    lesson.tags.add("Remote work")
    factories.TagAliasFactory(name="home office", slug="home-office", tag=lesson.tags.get())
    for typed in ("tag:remote-work", 'tag:"REMOTE  work"', 'tag:"Home office"', "tag:home-office"):
        assert ("lesson", lesson.pk) in found(typed), typed


def test_chip_and_choice_of_a_typed_tag_are_named(page, alike):
    html = page(q="tag:c++")
    assert "C++" in html and "typed" in html
