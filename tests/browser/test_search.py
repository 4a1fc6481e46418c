"""Searching in real Chromium: while typing, by filters, back again, and without JavaScript."""

import pytest
from django.utils import timezone

from retros import search
from retros.models import UnansweredSearch
from tests import factories
from tests.browser.looks import ALL_LOOKS, fits, in_each_look


@pytest.fixture
def lessons(member):
    for category in ("process", "team"):
        factories.LessonFactory(
            published=True, statement=f"Rehearse the {category} cut-over", category=category
        )
    search.reindex()


def test_results_follow_what_is_typed(open_page, member, lessons, no_axe_violations):
    page = open_page(member)
    page.goto("/search/")
    page.locator("#q").press_sequentially("rehaerse", delay=20)
    page.get_by_role("link", name="rehearse", exact=True).wait_for()
    assert page.evaluate("document.activeElement.id") == "q"
    no_axe_violations(page)
    page.locator("#q").fill("rehearse")
    page.locator("#results-title", has_text="2 results").wait_for()
    assert "q=rehearse" in page.url
    no_axe_violations(page)


def test_filter_takes_effect_at_once_and_back_undoes_it(open_page, member, lessons):
    page = open_page(member)
    page.goto("/search/?q=rehearse")
    page.locator("#category-team").check()
    page.locator("#results-title", has_text="1 result").wait_for()
    assert page.evaluate("document.activeElement.id") == "category-team"
    page.go_back()
    page.locator("#results-title", has_text="2 results").wait_for()
    assert page.locator("header.bar").count() == 1


def test_typing_leaves_one_step_to_go_back_and_back_restores_field_and_hits(
    open_page, member, lessons
):
    page = open_page(member)
    page.goto("/search/?q=cut-over")
    page.locator("#q").fill("rehearse")
    page.wait_for_url("**/search/?q=rehearse")
    page.locator("#q").press_sequentially(" process", delay=300)
    page.wait_for_url("**/search/?q=rehearse+process")
    page.go_back()
    page.wait_for_url("**/search/?q=cut-over")
    page.locator("#results-title", has_text="2 results").wait_for()
    assert page.locator("#q").input_value() == "cut-over"
    page.go_forward()
    page.locator("mark", has_text="process").wait_for()
    assert page.locator("#q").input_value() == "rehearse process"


def test_one_request_at_a_time_and_the_last_typed_wins(open_page, member, lessons):
    page = open_page(member)
    page.goto("/search/")
    asked, held = [], []

    def hold_the_first(route):
        asked.append(route.request.url)
        if len(asked) > 1:
            route.continue_()
        else:
            held.append(route)

    page.route("**/search/?q=*", hold_the_first)
    page.locator("#q").press_sequentially("team", delay=300)
    assert len(asked) == 1
    held[0].continue_()
    page.wait_for_url("**/search/?q=team")
    page.locator("#results-title", has_text="1 result").wait_for()
    assert len(asked) == 2 and page.locator("#q").input_value() == "team"


def test_twenty_letters_typed_quickly_ask_few_times(open_page, member, lessons):
    page = open_page(member)
    page.goto("/search/")
    asked = []
    page.on("request", lambda request: "?q=" in request.url and asked.append(request.url))
    page.locator("#q").press_sequentially("rehearse the process", delay=80)
    page.locator("#results-announcer", has_text="all words").wait_for()
    assert len(asked) <= 3


def test_ending_is_taken_by_keyboard_and_typing_goes_on(open_page, member, lessons):
    page = open_page(member)
    page.goto("/search/")
    page.locator("#q").press_sequentially("proc", delay=20)
    page.get_by_role("link", name="process", exact=True).focus()
    page.keyboard.press("Enter")
    page.locator("#results-title", has_text="1 result").wait_for()
    page.keyboard.type(" cut")
    assert page.locator("#q").input_value() == "process cut"


def test_chip_taken_away_leaves_the_focus_at_what_is_found(open_page, member, lessons):
    page = open_page(member)
    page.goto("/search/?q=rehearse&category=team")
    page.locator(".active-filters a").focus()
    page.keyboard.press("Enter")
    page.locator("#results-title", has_text="2 results").wait_for()
    assert page.evaluate("document.activeElement.id") == "results-title"
    assert page.locator("#results-announcer").inner_text().startswith("2 results")


def test_filters_stay_closed_on_a_phone_while_somebody_types(open_page, member, lessons):
    page = open_page(member, viewport={"width": 390, "height": 844})
    page.goto("/search/?q=rehearse")
    page.locator("#q").fill("cut-over")
    page.wait_for_url("**/search/?q=cut-over")
    assert not page.locator("#category-team").is_visible()
    page.locator("summary", has_text="Filters").click()
    page.locator("#category-team").check()
    page.locator("#results-title", has_text="1 result").wait_for()
    assert page.locator("#category-team").is_visible()


def test_filters_that_come_with_the_first_hit_start_closed_on_a_phone(open_page, member, lessons):
    page = open_page(member, viewport={"width": 390, "height": 844})
    page.goto("/search/?q=okapi")
    assert page.locator("summary", has_text="Filters").count() == 0
    page.locator("#q").fill("cut-over")
    page.locator("summary", has_text="Filters").wait_for()
    assert not page.locator("#category-team").is_visible()


def test_slash_goes_to_the_box_of_the_page(open_page, member, lessons):
    page = open_page(member)
    page.goto("/search/?q=rehearse")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"


def test_search_works_without_javascript(open_page, member, lessons):
    page = open_page(member, java_script_enabled=False)
    page.goto("/search/")
    page.locator("#q").fill("rehearse")
    page.locator("#q").press("Enter")
    page.locator("#category-team").check()
    page.get_by_role("button", name="Apply").click()
    assert page.locator("#results-title").inner_text() == "1 result"
    assert page.locator("article.hit").count() == 1


def test_page_fits_its_screen(open_page, member, lessons):
    factories.ObservationFactory(published=True, text="rehearse " + "x" * 300)
    page = open_page(member)
    page.goto("/search/?q=rehearse")
    for _ in in_each_look(page):
        assert fits(page)


def test_list_of_what_was_looked_for_in_vain_can_be_read_by_all(open_page, curator, suits_everyone):
    for number, words in enumerate(["okapi", "rollback of a cluster " * 3, "x" * 80]):
        UnansweredSearch.objects.create(
            words=words.strip(), times=number + 1, last_searched_on=timezone.localdate()
        )
    page = open_page(curator)
    page.goto("/search/unanswered/")
    suits_everyone(page, ALL_LOOKS)
    page.locator("li", has_text="okapi").get_by_role("button").first.click()
    page.goto("/search/unanswered/?closed=1")
    assert page.locator("li", has_text="okapi").get_by_role("button").is_visible()
    suits_everyone(page, ALL_LOOKS)
