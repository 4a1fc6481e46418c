"""The pages on which curators look after their screens."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import expect

from retros.models import Screen
from tests import factories
from tests.browser.screens.playing import pass_time, post_to_wall


def test_curators_see_what_it_shows_now(screen, hallway, open_page):
    post_to_wall("First", "Second")
    page = screen()
    page.clock.run_for(3_000)
    watching = open_page(factories.CuratorFactory())
    watching.clock.install()
    watching.goto("/screens/")
    expect(watching.locator(".mini")).to_contain_text("First")
    Screen.objects.update(last_seen_at=timezone.now() - timedelta(seconds=70))
    page.keyboard.press(" ")
    page.keyboard.press("ArrowRight")
    list(pass_time(page, 30))
    watching.clock.run_for(21_000)
    expect(watching.locator(".mini")).to_contain_text("Second")


def test_pages_of_curators_are_accessible(hallway, open_page, suits_everyone):
    post = factories.WallPostFactory(team=factories.TeamFactory(name="Payments"))
    hallway.note_seen(post.pk)
    factories.ScreenFactory(label="Revoked", revoked_at=timezone.now())
    page = open_page(factories.CuratorFactory())
    for address in ("/screens/", f"/screens/{hallway.pk}/edit/", "/screens/new/"):
        page.goto(address)
        suits_everyone(page)
    page.get_by_role("button", name="Add screen").click()
    page.get_by_role("alert").wait_for()
    suits_everyone(page)
    page.get_by_label("Location").fill("Kitchen")
    page.get_by_role("button", name="Add screen").click()
    page.get_by_label("Screen link").wait_for()
    suits_everyone(page)
