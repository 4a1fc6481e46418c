"""The player turns by itself, and shows what is new."""

import pytest

from retros.models import WallPost
from tests import factories
from tests.browser.screens.playing import expect_shown, post_to_wall, settle


def shown(page):
    return page.locator(".slide.is-on .say").text_content()


def test_slides_turn_by_themselves_and_begin_again(player):
    post_to_wall("First", "Second")
    page = player()
    for learned in ("First", "Second", "First"):
        expect_shown(page, learned)
        page.clock.run_for(14_100)


def test_every_other_slide_is_mirrored(player):
    post_to_wall("First", "Second")
    page = player()
    assert page.locator(".is-on.flip").count() == 0
    page.clock.run_for(14_100)
    assert page.locator(".is-on.flip").count() == 1


def test_keys_pause_and_turn(player):
    post_to_wall("First", "Second", "Third")
    page = player()
    page.keyboard.press(" ")
    page.clock.run_for(60_000)
    assert shown(page) == "First"
    page.keyboard.press("ArrowRight")
    assert shown(page) == "Second"
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    assert shown(page) == "Third"
    page.keyboard.press(" ")
    expect_shown(page, "First")


def test_pause_is_a_button_for_everyone(player):
    post_to_wall("First", "Second")
    page = player()
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Pause").press("Enter")
    page.clock.run_for(60_000)
    assert shown(page) == "First"


def news(page):
    """Let the screen ask; returns the status that it got."""
    with page.expect_response("**/wall/screen/slides/*") as answer:
        page.clock.fast_forward(37_000)
    settle(page)
    return answer.value.status


def test_new_post_comes_between_two_slides(player):
    post_to_wall("First", "Second")
    page = player()
    page.keyboard.press(" ")
    assert news(page) == 304
    post_to_wall("Fresh")
    assert news(page) == 200
    assert shown(page) == "First"
    page.keyboard.press(" ")
    assert shown(page) == "Fresh"


def test_post_that_was_taken_down_vanishes(player):
    post_to_wall("First", "Second")
    page = player()
    page.keyboard.press(" ")
    WallPost.objects.get(learned="Second").take_down()
    news(page)
    page.keyboard.press(" ")
    assert "Second" not in page.content()
    assert shown(page) == "First"


def test_screen_goes_on_without_a_network(player):
    post_to_wall("First", "Second")
    page = player()
    page.context.set_offline(True)
    page.clock.run_for(14_100)
    assert shown(page) == "Second"
    page.clock.run_for(180_000)
    assert "No connection since" in page.locator("[data-status]").text_content()


@pytest.mark.parametrize("query", ["", "?theme=light"])
def test_screen_is_accessible(player, query, no_axe_violations):
    factories.WallPostFactory(signature="Two of us")
    page = player(query=query)
    page.clock.run_for(3_000)
    no_axe_violations(page)


def test_calm_screens_do_not_move(player):
    post_to_wall("First")
    page = player(reduced_motion="reduce")
    style = "getComputedStyle(document.querySelector('.is-on .time')).animationName"
    assert page.evaluate(style) == "none"
