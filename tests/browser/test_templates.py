"""Templates in a real browser."""

import pytest
from playwright.sync_api import expect

from retros.models import RetrospectiveTemplate
from tests import factories
from tests.browser.looks import ALL_LOOKS


@pytest.fixture
def draft(member):
    template = factories.RetrospectiveTemplateFactory(sections=["timeline", "lessons"])
    return factories.RetrospectiveFactory(created_by=member, template=template)


def address_of(draft, anchor=""):
    return f"/retrospectives/{draft.pk}/edit/{anchor}"


@pytest.mark.parametrize("scripts", [True, False])
def test_other_sections_are_one_click_away(open_page, member, draft, scripts):
    page = open_page(member, java_script_enabled=scripts)
    page.goto(address_of(draft))
    expect(page.locator("#decisions")).to_be_hidden()
    page.locator("summary", has_text="Show other sections").click()
    expect(page.locator("#decisions")).to_be_visible()
    rail = page.get_by_role("navigation", name="Sections")
    expect(rail.get_by_role("link", name="Decisions")).to_be_visible()


def test_link_to_a_section_kept_at_hand_shows_it(open_page, member, draft):
    page = open_page(member)
    page.goto(address_of(draft, "#decisions"))
    expect(page.locator("#decisions")).to_be_visible()


def test_curator_makes_a_template_by_keyboard(open_page, curator):
    page = open_page(curator)
    page.goto("/templates/new/")
    page.locator("[name=name]").focus()
    page.keyboard.type("Incident")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Incident")).to_be_visible()
    assert RetrospectiveTemplate.objects.get().name == "Incident"


def test_pages_are_accessible(open_page, curator, suits_everyone):
    template = factories.RetrospectiveTemplateFactory(
        description="Something broke and was repaired."
    )
    draft = factories.RetrospectiveFactory(created_by=curator, template=template)
    page = open_page(curator)
    for address in (
        "/templates/",
        template.get_absolute_url(),
        "/retrospectives/new/",
        address_of(draft),
    ):
        page.goto(address)
        suits_everyone(page, ALL_LOOKS)
