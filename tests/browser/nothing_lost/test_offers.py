"""Text that did not arrive is offered again when its page is opened again."""

import pytest
from playwright.sync_api import expect

from retros.models import Lesson
from tests.browser.nothing_lost.editing import open_lesson, state, title
from tests.browser.people import close_tab, expect_kept


def test_tab_is_closed_and_opened(open_page, ada, lesson, address):
    page = open_page(ada)
    page.goto(address)
    page.context.set_offline(True)
    page.route("**/*", lambda route: route.abort())  # not even what was under way arrives
    page.get_by_label("Title").fill("Title from the tunnel")
    open_tab = page.context.new_page
    expect(state(page)).to_contain_text("Your text is backed up in this browser.")
    close_tab(page)
    page = open_tab()
    page.context.set_offline(False)
    page.goto(address)
    offer = page.get_by_role("group", name="Unsaved text")
    expect(offer).to_contain_text("Title from the tunnel")
    expect(page.get_by_label("Title")).not_to_have_value("Title from the tunnel")
    offer.get_by_role("button", name="Restore", exact=True).click()
    expect(state(page)).to_have_text("Saved")
    assert title() == "Title from the tunnel"
    expect_kept(page, 0)


def test_new_lesson_is_offered_as_a_new_lesson(open_page, ada, address):
    page = open_page(ada)
    page.goto(address)
    page.get_by_role("link", name="Add a lesson").click()
    page.get_by_label("Lesson", exact=True).fill("It has no category yet.")
    expect(state(page, ".part.open")).to_contain_text("Your text is backed up in this browser.")
    page.reload()
    offer = page.locator("#list-lessons").get_by_role("group", name="Unsaved text")
    expect(offer).to_contain_text("It has no category yet.")
    offer.get_by_role("button", name="Restore", exact=True).click()
    expect(page.get_by_label("Lesson", exact=True)).to_have_value("It has no category yet.")
    page.get_by_role("radio", name="Product").check(force=True)
    expect(state(page, ".part.open")).to_have_text("Saved")
    assert Lesson.objects.filter(statement="It has no category yet.").count() == 1


def test_first_page_leads_to_what_is_not_saved(open_page, ada, no_axe_violations):
    page = open_page(ada)
    page.goto("/kickoffs/new/")
    page.get_by_label("Describe it").fill("Replace the stock service.")
    expect(page.locator("form[data-backed-up=yes]")).to_have_count(1)
    page.close()
    page = page.context.new_page()
    page.goto("/")
    expect(page.get_by_role("heading", name="Not saved yet")).to_be_visible()
    no_axe_violations(page)
    page.get_by_role("link", name="Start a kickoff", exact=True).click()
    expect(page.get_by_role("button", name="Restore", exact=True)).to_be_visible()


def test_discarded_text_is_not_offered_again(open_page, ada, lesson, address):
    page = open_page(ada)
    page.goto(address)
    page.route(
        "**/lessons/**",
        lambda route: route.abort() if route.request.method == "POST" else route.continue_(),
    )
    open_lesson(page, lesson).fill("Not so.")
    expect(state(page, ".part.open")).to_contain_text("Your text is backed up in this browser.")
    page.reload()
    offer = page.locator(f"#lesson-{lesson.pk}").get_by_role("group", name="Unsaved text")
    expect(offer.locator("ins").first).to_have_text("Not so")
    offer.get_by_role("button", name="Discard").click()
    expect(offer).to_have_count(0)
    page.reload()
    expect(page.locator("#list-lessons .lesson")).to_have_count(1)
    expect_kept(page, 0)


@pytest.mark.parametrize(
    ("page_address", "label"),
    [
        ("/retrospectives/new/", "Title"),
        ("/kickoffs/new/", "Describe it in a few sentences"),
        ("/wall/new/", "What we learned"),
    ],
)
def test_first_words_are_offered_again_after_the_tab_was_closed(
    open_page, ada, page_address, label
):
    page = open_page(ada)
    page.goto(page_address)
    page.get_by_role("textbox", name=label).fill("Words of a beginning")
    expect(page.locator("form[data-backed-up=yes]")).to_have_count(1)
    page.close()
    page = page.context.new_page()
    page.goto(page_address)
    page.get_by_role("button", name="Restore", exact=True).click()
    expect(page.get_by_role("textbox", name=label)).to_have_value("Words of a beginning")


def test_what_arrived_is_not_offered_again(open_page, ada):
    page = open_page(ada)
    page.goto("/retrospectives/new/")
    page.get_by_role("textbox", name="Title").fill("Checkout rewrite")
    page.get_by_role("button", name="Save as draft and continue").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect_kept(page, 1)
    page.get_by_label("Project").fill("Checkout")
    page.get_by_role("button", name="Save as draft and continue").click()
    expect(page.locator("#form-headline")).to_be_visible()
    page.wait_for_function("!document.cookie.includes('received_backups=')")
    expect_kept(page, 0)
