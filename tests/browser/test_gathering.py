"""A gathering in real browsers: three people write, it is revealed and merged; without a connection,
without JavaScript, on a phone, in the dark."""

import re

import pytest
from playwright.sync_api import expect

from retros.models import Gathering, Observation
from tests import factories
from tests.browser.people import expect_kept

LINK = "/gather/the-token-of-the-link/"
SAYS = "[data-status]"


@pytest.fixture
def gathering(member):
    return factories.GatheringFactory(
        retrospective__created_by=member, retrospective__facilitator=member, people=3
    )


@pytest.fixture
def place(gathering):
    return f"/retrospectives/{gathering.retrospective_id}/gathering/"


def add(page, text, kind="Went well"):
    page.get_by_label(kind).check()
    field = page.get_by_label("Your thought")
    field.fill(text)
    field.press("Control+Enter")


def texts():
    gathering = Gathering.objects.get()
    gathering.unlock("the-token-of-the-link")
    return sorted(one.text for one in gathering.contents().all())


def test_three_write_one_reveals_and_groups(open_page, member, place):
    said = ["Nobody timed the index rebuild.", "The index rebuild was never timed.", "Good lunch."]
    for text in said:
        page = open_page(factories.UserFactory())
        page.goto(LINK)
        add(page, text, "Went wrong")
        expect(page.locator("[data-mine] .mine")).to_have_count(1)
        expect(page.get_by_label("Your thought")).to_be_focused()
        expect(page.get_by_label("Your thought")).to_have_value("")
    page.get_by_role("button", name="I’m done writing").click()
    lead = open_page(member)
    lead.goto(place)
    lead.get_by_role("link", name="Reveal what was written").click()
    lead.get_by_label("Link").fill(f"{lead.url.split('/retro')[0]}{LINK}")
    lead.get_by_role("button", name="Reveal everything").click()
    for text in said:
        expect(lead.locator(".obs .tick").get_by_text(text)).to_be_visible()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator(SAYS)).to_have_text("What you wrote was revealed.")
    expect(page.locator("[data-mine] .mine")).to_have_count(0)
    expect(page.get_by_text("Only you can see this")).to_be_hidden()
    expect(page.get_by_text("You’re done writing")).to_be_hidden()
    lead.get_by_role("button", name="Merge these 2").click()
    expect(lead.locator(".message").last).to_contain_text("2 merged into one")
    lead.get_by_role("button", name=re.compile("Turn into a lesson.*Good lunch")).click()
    expect(lead.locator("#h-lessons ~ form .note")).to_contain_text("Good lunch.")
    assert Observation.objects.count() == 2


def test_thoughts_written_without_a_connection_are_kept_and_sent(open_page, gathering):
    page = open_page(factories.UserFactory())
    page.goto(LINK)
    page.context.set_offline(True)
    add(page, "In a tunnel.")
    add(page, "Still in it.")
    expect(page.locator(SAYS)).to_contain_text("No connection")
    expect(page.locator("[data-unsent] .mine")).to_have_count(2)
    assert texts() == []
    page.context.set_offline(False)
    expect(page.locator("[data-mine] .mine")).to_have_count(2)
    assert texts() == ["In a tunnel.", "Still in it."]
    assert page.evaluate("localStorage.length") == 0


def test_what_was_typed_is_there_when_the_page_opens_again(open_page, gathering):
    page = open_page(factories.UserFactory())
    page.goto(LINK)
    page.get_by_label("Your thought").fill("Half a thou")
    expect_kept(page, 1)
    page.close()
    again = page.context.new_page()
    again.goto(LINK)
    expect(again.get_by_label("Your thought")).to_have_value("Half a thou")


def test_next_person_at_the_same_browser_sees_nothing(open_page, as_user, site_url, gathering):
    page = open_page(factories.UserFactory())
    page.goto(LINK)
    add(page, "Of the first.")
    expect(page.locator("[data-mine] .mine")).to_have_count(1)
    page.get_by_label("Your thought").fill("Typed by the first.")
    session = as_user(factories.UserFactory()).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": site_url}])
    page.goto(LINK)
    expect(page.get_by_label("Your thought")).to_have_value("")
    expect(page.locator(".mine")).to_have_count(0)


def test_session_that_ended_keeps_the_thought_until_signing_in_again(
    open_page, as_user, site_url, gathering
):
    person = factories.UserFactory()
    page = open_page(person)
    page.goto(LINK)
    kept = [c for c in page.context.cookies() if c["name"] != "sessionid"]
    page.context.clear_cookies()
    page.context.add_cookies(kept)
    add(page, "After a long lunch.")
    expect(page.locator(SAYS)).to_contain_text("sign in again")
    session = as_user(person).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": site_url}])
    expect(page.locator("[data-mine] .mine")).to_have_count(1)
    assert texts() == ["After a long lunch."]


def test_everything_works_without_javascript(open_page, member, place, gathering):
    page = open_page(member, java_script_enabled=False)
    page.goto(LINK)
    page.get_by_label("Could be better").check()
    page.get_by_label("Signed").check()
    page.get_by_label("Your thought").fill("First words.")
    page.get_by_role("button", name="Add thought").click()
    expect(page.locator(".mine")).to_contain_text("First words.")
    expect(page.get_by_label("Could be better")).to_be_checked()
    page.get_by_role("link", name="Change: First words.").click()
    page.get_by_label("Your thought").fill("Better words.")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Remove: Better words.").click()
    expect(page.get_by_label("Your thought")).to_have_value("Better words.")
    page.get_by_role("button", name="Add thought").click()
    page.get_by_label("Your thought").fill("Other words.")
    page.get_by_role("button", name="Add thought").click()
    page.goto(f"{place}reveal/")
    page.get_by_label("Link").fill(LINK)
    page.get_by_role("button", name="Reveal everything").click()
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="Merge selected").click()
    expect(page.locator(".message").last).to_contain_text("2 merged into one")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".obs .note")).to_have_count(2)


def test_clock_counts_down_without_a_connection(open_page, member, place, gathering):
    page = open_page(member)
    page.goto(f"{place}agenda/")
    page.context.set_offline(True)
    page.get_by_role("button", name="Start timer for Silent writing").click()
    step = page.locator("[data-step=writing]")
    expect(step.locator("[data-remaining]")).to_have_text("9:59")
    expect(page.locator("[data-announcer]")).to_have_text("Silent writing: 10 minutes")
    page.get_by_role("button", name="Stop timer").click()
    expect(step.locator("[data-remaining]")).to_have_text("")


def test_pages_pass_axe(open_page, member, place, gathering, suits_everyone):
    draft = gathering.retrospective
    for text in ("Nobody timed the index rebuild.", "The index rebuild was never timed."):
        factories.ObservationFactory(retrospective=draft, text=text, signed_by=member)
    factories.LessonFactory(retrospective=draft)
    page = open_page(member)
    for address in (LINK, place, f"{place}reveal/", f"{place}merge/", f"{place}agenda/"):
        page.goto(address)
        suits_everyone(page)
    page.goto(LINK)
    page.get_by_role("button", name="Add thought").click()
    expect(page.locator(".problem")).to_be_visible()
    suits_everyone(page)
