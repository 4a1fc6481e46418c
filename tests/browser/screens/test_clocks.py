"""Day, night and quiet hours follow the server, whatever the display's own clock says."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from retros.models import Screen
from tests.browser.screens.playing import HOUR, expect_shown, pass_time, post_to_wall


def quiet_around_now(hours):
    now = timezone.localtime()
    ends = [(now + timedelta(hours=by)).time() for by in (-hours, hours)]
    Screen.objects.update(quiet_from=ends[0], quiet_until=ends[1])


@pytest.mark.parametrize("wrong_clock", [None, "1999-12-31T23:59:50", "2051-06-01T04:00:00"])
def test_quiet_hours_follow_the_server_whatever_the_display_thinks(
    server, screen, hallway, wrong_clock
):
    post_to_wall("First", "Second")
    quiet_around_now(hours=2)
    page = screen(time=wrong_clock)
    page.clock.run_for(1_000)
    expect(page.locator("body.is-quiet")).to_have_count(1)
    expect(page.locator(".slide.is-on")).to_be_hidden()
    server.kill()  # and go on by its time, without it
    page.clock.fast_forward(3 * HOUR)
    page.clock.run_for(11_000)
    expect(page.locator("body.is-quiet")).to_have_count(0)


def test_clock_that_jumps_harms_nothing(screen, hallway):
    post_to_wall("First", "Second")
    page = screen(time="1970-01-01T00:00:10")
    page.clock.set_system_time("2026-11-24T12:00:00")
    page.clock.run_for(16_000)
    expect_shown(page, "Second")
    expect(page.locator("[data-status]")).to_have_text("")


@pytest.mark.parametrize(("hour", "colors"), [(3, "is-dark"), (12, "is-light")])
def test_day_is_light_and_night_is_dark(server, screen, hallway, hour, colors):
    post_to_wall("First")
    Screen.objects.update(theme="day")
    page = screen(time="2026-11-24T04:31:00")  # a day before it starts anew, as it does each night
    page.evaluate("document.addEventListener('wall:answer', () => { window.isTold = true; })")
    assert any(page.evaluate("window.isTold") for _ in pass_time(page, 60))
    server.kill()  # and go on by its time, without it
    ahead = (hour - timezone.localtime().hour) % 24
    page.clock.fast_forward(ahead * HOUR)
    page.clock.run_for(11_000)
    assert colors in page.evaluate("document.body.className")
