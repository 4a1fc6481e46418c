"""Starting in a real browser: by keyboard only, with and without JavaScript."""

import pytest
from playwright.sync_api import expect

from retros.models import Retrospective
from tests import factories
from tests.browser.looks import ALL_LOOKS

ADDRESS = "/retrospectives/new/"
TYPED = [
    ("title", "Checkout rewrite"),
    ("project_name", "Checkout"),
    ("summary", "We moved the checkout. The date held and the scope did not."),
    ("statement", "Rehearse the cut-over until it is boring."),
]


def focused(page):
    return page.evaluate("document.activeElement.name || document.activeElement.textContent")


def tab_to(page, name):
    for _ in range(12):
        page.keyboard.press("Tab")
        if focused(page).strip() == name:
            return
    raise AssertionError(f"Tab never reached {name}")


@pytest.mark.parametrize("scripts", [True, False])
def test_short_form_is_published_by_keyboard_only(open_page, member, scripts):
    page = open_page(member, java_script_enabled=scripts)
    page.goto(ADDRESS)
    page.locator("[name=way]").first.focus()
    for name, words in TYPED:
        tab_to(page, name)
        page.keyboard.type(words)
    tab_to(page, "category")
    page.keyboard.press("Space")
    tab_to(page, "publish")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Next steps", level=1)).to_be_visible()
    assert Retrospective.objects.get().is_published


def test_enter_in_a_field_publishes_nothing(open_page, member):
    page = open_page(member)
    page.goto(ADDRESS)
    for name, words in TYPED:
        page.locator(f"[name={name}]").fill(words)
    page.get_by_text("Process", exact=True).click()
    page.locator("[name=project_name]").press("Enter")
    page.wait_for_url("**/edit/")
    assert Retrospective.objects.get().is_draft


def test_another_way_keeps_what_was_typed(open_page, member):
    page = open_page(member)
    page.goto(ADDRESS)
    page.locator("[name=summary]").fill("Typed before I changed my mind.")
    page.get_by_role("radio", name="The whole story").check()
    expect(page.locator("[name=summary]")).to_be_hidden()
    page.locator("[name=title]").fill("Checkout rewrite")
    page.locator("[name=project_name]").fill("Checkout")
    page.get_by_role("button", name="Start writing").click()
    expect(page.get_by_label("Summary")).to_have_value("Typed before I changed my mind.")


def test_pages_are_accessible(open_page, member, suits_everyone):
    factories.ProjectFactory()
    page = open_page(member)
    page.goto(ADDRESS)
    suits_everyone(page, ALL_LOOKS)
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("alert")).to_be_focused()
    suits_everyone(page, ALL_LOOKS)
