"""Paths in a real browser: found while typing, saved by each button, ticked by their readers."""

import re

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.path_factories import PathStopFactory, ReadingPathFactory


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_a_curator_makes_a_path_with_the_keyboard(open_page, suits_everyone, curator, script):
    factories.LessonFactory(published=True, statement="Rehearse the okapi migration.")
    page = open_page(curator, java_script_enabled=script)
    page.goto("/paths/new/")
    page.get_by_label("Title").fill("Your first week")
    page.get_by_label("Title").press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_label("For whom").fill("Everyone new")
    page.get_by_label("Find something to read").fill("okapi")
    if not script:
        page.get_by_role("button", name="Find").press("Enter")
    page.get_by_role("button", name="Rehearse the okapi").press("Enter")
    page.get_by_label("Why this").fill("It saved a weekend.")
    page.get_by_text("Add a note", exact=True).first.press("Enter")
    page.get_by_role("textbox", name="Add a note").fill("Then rest.")
    page.get_by_role("button", name="Add note").press("Enter")
    page.get_by_role("button", name=re.compile("^Up.*Then rest")).press("Enter")
    expect(page.locator(".editing .stop")).to_have_count(2)
    if script:
        suits_everyone(page)
    page.get_by_role("button", name="Publish").press("Enter")
    expect(page.locator(".stop").last).to_contain_text("It saved a weekend.")
    expect(page.get_by_text("For: Everyone new")).to_be_visible()


def test_ticks_stay_in_the_browser(open_page, suits_everyone, member):
    path = ReadingPathFactory()
    PathStopFactory.create_batch(2, path=path)
    page = open_page(member)
    page.goto(path.get_absolute_url())
    sent = []
    page.on("request", lambda request: sent.append(request.url))
    page.get_by_role("checkbox", name="Read").first.check()
    suits_everyone(page)
    assert sent == []
    page.reload()
    expect(page.get_by_role("checkbox", name="Read").first).to_be_checked()
    page.goto("/start-here/")
    expect(page.locator(".path-card")).to_contain_text("1 read")
    suits_everyone(page)
