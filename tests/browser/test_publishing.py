"""On the way to publishing: nothing that was typed stays behind unnoticed."""

import pytest
from playwright.sync_api import expect

from tests import factories

DONE = "#dot-details"


@pytest.fixture
def retrospective(member):
    return factories.RetrospectiveFactory(
        created_by=member, summary="A move.", taking_part="2 designers"
    )


@pytest.fixture
def page(open_page, member, retrospective):
    page = open_page(member)
    page.goto(f"/retrospectives/{retrospective.pk}/edit/")
    return page


def publish(page):
    page.get_by_role("link", name="Review and publish").click()


def test_what_was_just_typed_is_saved_before_the_page_for_publishing_opens(page, retrospective):
    page.get_by_label("Title").fill("Checkout rewrite")
    page.get_by_label("Tags", exact=True).last.press_sequentially("payments")
    publish(page)
    expect(page.get_by_role("heading", name="Review and publish")).to_be_visible()
    expect(page.locator(".lead")).to_have_text("Checkout rewrite")
    expect(page.get_by_text("Not saved yet")).to_be_hidden()
    assert [str(tag) for tag in retrospective.tags.all()] == ["payments"]


def test_publishing_names_what_is_not_saved_and_it_is_kept(page, retrospective, suits_everyone):
    page.get_by_label("Retrospective held on").fill("2026-03-02")
    page.get_by_label("Other editors").fill("nobody@example.org")
    page.get_by_role("link", name="Add a lesson").click()
    page.get_by_label("Lesson", exact=True).fill("Rehearse it twice.")
    publish(page)
    listed = page.locator("[data-unsaved-list]")
    expect(listed.get_by_role("listitem")).to_contain_text(
        ["Lessons: Lesson Category: Please choose one", "Tags and sharing: Other editors Nobody"]
    )
    retrospective.refresh_from_db()
    assert str(retrospective.held_on) == "2026-03-02"
    suits_everyone(page)
    listed.get_by_role("link", name="Other editors").click()
    expect(page.get_by_label("Other editors")).to_be_focused()
    listed.get_by_role("button", name="Continue without these").click()
    named = page.get_by_role("main").locator(".problem", has_text="Not saved yet")
    for label in ("Lesson", "Other editors"):
        expect(named.get_by_role("listitem").filter(has_text=label)).to_have_count(1)
    suits_everyone(page)
    named.get_by_role("link", name="Go back and save it").click()
    expect(page.locator(".backup-offer")).to_have_count(2)


def test_section_at_the_side_is_marked_once_it_is_saved(page):
    expect(page.locator(DONE)).to_have_class("dot part")
    page.get_by_label("Retrospective held on").fill("2026-03-02")
    page.get_by_label("Tags", exact=True).last.fill("payments,")
    expect(page.locator(DONE)).to_have_class("dot done")
    page.get_by_role("link", name="Add a lesson").click()
    page.get_by_label("Lesson", exact=True).fill("Rehearse it twice.")
    page.get_by_role("radio", name="Team", exact=True).check()
    expect(page.locator("#n-lessons")).to_have_text("1")
    expect(page.locator("#dot-lessons")).to_have_class("dot done")
