"""Searching in real Chromium: while typing, by filters, back again, and without JavaScript."""

import pytest

from retros import search
from tests import factories


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
    no_axe_violations(page)
    page.locator("#q").fill("rehearse")
    page.locator("#found-title", has_text="2 found").wait_for()
    assert "q=rehearse" in page.url
    no_axe_violations(page)


def test_filter_takes_effect_at_once_and_back_undoes_it(open_page, member, lessons):
    page = open_page(member)
    page.goto("/search/?q=rehearse")
    page.locator("#category-team").check()
    page.locator("#found-title", has_text="1 found").wait_for()
    assert page.evaluate("document.activeElement.id") == "category-team"
    page.go_back()
    page.locator("#found-title", has_text="2 found").wait_for()
    assert page.locator("header.bar").count() == 1


def test_search_works_without_javascript(open_page, member, lessons):
    page = open_page(member, java_script_enabled=False)
    page.goto("/search/")
    page.locator("#q").fill("rehearse")
    page.locator("#q").press("Enter")
    page.locator("#category-team").check()
    page.get_by_role("button", name="Show").click()
    assert page.locator("#found-title").inner_text() == "1 found"
    assert page.locator("article.hit").count() == 1


@pytest.mark.parametrize("size", [(390, 844), (1440, 900)])
def test_page_fits_its_screen(open_page, member, lessons, size):
    factories.ObservationFactory(published=True, text="rehearse " + "x" * 300)
    page = open_page(member, viewport={"width": size[0], "height": size[1]})
    page.goto("/search/?q=rehearse")
    assert page.evaluate("document.documentElement.scrollWidth") == size[0]
