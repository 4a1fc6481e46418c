"""A deploy that changes what the player is made of."""

from tests.browser.screens.playing import (
    KEPT,
    STORED,
    eventually,
    expect_shown,
    expect_turned,
    pass_time,
    pass_time_until,
    pass_time_until_loaded,
    post_to_wall,
)


def test_deploy_with_other_files_is_taken_up_and_kept(deploys, screen):
    post_to_wall("First", "Second")
    page = screen()
    kept = page.evaluate(KEPT)
    deploys.kill()
    deploys.start(DEPLOY="2")
    pass_time_until_loaded(page, within=120)
    expect_turned(page)
    assert page.locator("script[src$='wall.js?deploy=2']").count() == 1
    eventually(page, f"({STORED})()", "text => text.includes('deploy=2')")
    eventually(page, KEPT, f"now => now === {kept}")  # the files of the last one went
    deploys.kill()
    page.reload()
    expect_turned(page)
    page.clock.run_for(14_100)
    expect_shown(page, "Second")


def test_deploy_that_is_half_done_leaves_yesterdays_page(deploys, screen):
    post_to_wall("First", "Second")
    page = screen()
    deploys.kill()
    deploys.start(DEPLOY="half")
    page.reload()
    expect_turned(page)
    pass_time_until(page, "Second", within=15)
    assert any(
        page.locator(".slide.is-on .say").text_content() == "Second" for _ in pass_time(page, 60)
    )
