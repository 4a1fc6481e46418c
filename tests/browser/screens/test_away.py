"""The server is away for minutes or hours, also while the screen is switched on."""

from playwright.sync_api import expect

from retros.models import WallPost
from tests.browser.screens.playing import (
    HOUR,
    STORED,
    eventually,
    expect_shown,
    expect_turned,
    pass_time,
    pass_time_until,
    post_to_wall,
    stored,
)


def test_it_turns_for_hours_without_the_server_and_takes_up_what_is_new(server, screen):
    post_to_wall("First", "Second")
    page = screen()
    server.kill()
    for learned in ("Second", "First", "Second"):
        page.clock.run_for(14_100)
        expect_shown(page, learned)
    page.clock.fast_forward(5 * HOUR)
    page.clock.run_for(60_000)
    expect(page.locator("[data-status]")).to_contain_text("No connection since")
    server.start()
    post_to_wall("Fresh")
    pass_time_until(page, "Fresh", within=120)
    expect(page.locator("[data-status]")).to_have_text("")


def test_it_can_be_switched_on_while_the_server_is_away(server, screen):
    post_to_wall("First", "Second")
    page = screen()
    server.kill()
    page.reload()
    expect_turned(page)
    expect_shown(page, "First")
    page.clock.run_for(14_100)
    expect_shown(page, "Second")
    assert page.evaluate("document.fonts.check('20px \"Atkinson Next\"')")
    server.start()
    post_to_wall("Fresh")
    pass_time_until(page, "Fresh", within=120)


def test_what_was_taken_down_goes_at_once_and_from_what_is_stored(server, screen):
    post_to_wall("First", "Second")
    page = screen()
    assert "First" in stored(page)
    WallPost.objects.get(learned="First").take_down()
    assert any("First" not in page.locator(".wall").inner_html() for _ in pass_time(page, 30))
    eventually(page, f"({STORED})()", "text => text && !text.includes('First')")
    server.kill()
    page.reload()
    expect_turned(page)
    assert "First" not in page.content() and "Second" in page.content()


def test_revoked_link_ends_the_show_within_half_a_minute_and_keeps_nothing(screen, hallway):
    post_to_wall("First")
    page = screen()
    hallway.revoke()
    pass_time_until(page, "This screen is off", within=30)
    assert "First" not in page.content()
    eventually(page, "caches.keys()", "names => names.length === 0")


def test_link_that_opens_nothing_is_accessible(open_page, server, no_axe_violations):
    page = open_page(viewport={"width": 1920, "height": 1080})
    page.goto("/screens/not-a-token-of-any-screen/")
    expect_shown(page, "This screen is off")
    no_axe_violations(page)
