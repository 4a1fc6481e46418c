"""Thoughts for a gathering: each word is there once, whatever happens to server, network or tab."""

import pytest
from playwright.sync_api import expect

from retros.models import Gathering
from tests import factories
from tests.browser.people import close_tab, expect_kept, person, sign_in

LINK = "/gather/the-token-of-the-link/"


@pytest.fixture
def page(open_page, server):
    factories.GatheringFactory(people=3)
    page = open_page(person("Ada"))
    page.goto(LINK)
    return page


def field(page):
    return page.get_by_label("Your thought")


def add(page, text):
    field(page).fill(text)
    field(page).press("Control+Enter")


def texts():
    gathering = Gathering.objects.get()
    gathering.unlock("the-token-of-the-link")
    return sorted(one.text for one in gathering.contents().all())


def test_server_is_killed_and_the_tab_closed(page, server):
    server.kill()
    add(page, "Nobody had timed it.")
    add(page, "The lunch was good.")
    field(page).fill("Half a thou")
    expect(page.locator("form[data-backed-up=yes]")).to_have_count(1)
    expect(page.locator("[data-status]")).to_contain_text("backed up in this browser")
    context = page.context
    page.close()
    server.start()
    page = context.new_page()
    page.goto(LINK)
    expect(page.locator("[data-mine] .mine")).to_have_count(2)
    expect(field(page)).to_have_value("Half a thou")
    assert texts() == ["Nobody had timed it.", "The lunch was good."]
    field(page).press("Control+Enter")
    expect(page.locator("[data-mine] .mine")).to_have_count(3)
    expect(page.locator("form[data-backed-up=yes]")).to_have_count(0)
    expect_kept(page, 0)


def test_answer_is_lost_and_the_thought_is_there_once(page):
    def lose(route):
        route.fetch()
        route.abort()

    page.route(f"**{LINK}", lose, times=1)
    add(page, "Said once.")
    expect(page.locator("[data-status]")).to_contain_text("No connection")
    expect(page.locator("[data-mine] .mine")).to_have_count(1)
    assert texts() == ["Said once."]


def test_network_is_off_and_the_tab_closed_while_sending(page):
    page.context.set_offline(True)
    add(page, "In a tunnel.")
    expect(page.locator("form[data-backed-up=yes]")).to_have_count(1)
    context = page.context
    close_tab(page)
    context.set_offline(False)
    page = context.new_page()
    page.goto(LINK)
    expect(page.locator("[data-mine] .mine")).to_contain_text("In a tunnel.")
    assert texts() == ["In a tunnel."]


def test_leaving_asks_only_while_a_thought_is_not_sent(page):
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    add(page, "Sent.")
    expect(page.locator("[data-mine] .mine")).to_have_count(1)
    page.reload()
    assert asked == []
    page.context.set_offline(True)
    add(page, "Not sent.")
    expect(page.locator("form[data-backed-up=yes]")).to_have_count(1)
    page.evaluate("location.assign('/healthz')")
    page.wait_for_event("requestfailed")
    assert asked == ["beforeunload"]


def test_signing_out_asks_and_then_leaves_nothing(page):
    field(page).fill("Half a thou")
    expect(page.locator("form[data-backed-up=yes]")).to_have_count(1)
    other = page.context.new_page()
    other.goto("/")
    asked = []
    other.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    other.locator(".menu > summary").click()
    other.get_by_role("button", name="Sign out").click()
    expect(other.get_by_role("link", name="Sign in").first).to_be_visible()
    assert "Signing out deletes it" in asked[0]
    field(page).press_sequentially("ght, and more")
    other.goto(f"/accounts/login/?next={LINK}")
    assert "Half" not in other.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    sign_in(other, person("Grace"))
    expect(field(other)).to_have_value("")
    expect_kept(other, 0)


def test_changed_thought_is_offered_again_after_the_tab_was_closed(page):
    add(page, "First words.")
    page.get_by_role("link", name="Change: First words.").click()
    page.context.set_offline(True)
    field(page).fill("Better words.")
    expect(page.locator("form[data-backed-up=yes]")).to_have_count(1)
    address, context = page.url, page.context
    close_tab(page)
    context.set_offline(False)
    page = context.new_page()
    page.goto(address)
    page.get_by_role("button", name="Restore", exact=True).click()
    page.get_by_role("button", name="Save").click()
    expect(page.locator("[data-mine] .mine")).to_contain_text("Better words.")
    assert texts() == ["Better words."]
