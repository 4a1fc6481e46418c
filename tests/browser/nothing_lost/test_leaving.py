"""Leaving a page, signing out, an ended session and a crash lose and leave behind nothing."""

import os
import signal
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import expect

from retros.models import Kickoff, Lesson
from tests.browser.chromium import chromium_path
from tests.browser.conftest import ARGUMENTS
from tests.browser.nothing_lost.editing import state, title
from tests.browser.people import expect_kept, person, sign_in


def test_leaving_warns_only_while_something_is_not_saved(open_page, ada, address):
    page = open_page(ada)
    page.goto(address)
    warned = []
    page.on("dialog", lambda dialog: (warned.append(dialog.type), dialog.accept()))
    page.get_by_label("Title").fill("Saved in time")
    expect(state(page)).to_have_text("Saved")
    page.goto("/")
    assert warned == []
    page.goto(address)
    page.context.set_offline(True)
    page.get_by_label("Title").fill("Not saved in time")
    with page.expect_event("requestfailed", lambda request: request.url.endswith("/healthz")):
        page.evaluate("location.assign('/healthz')")
    assert warned == ["beforeunload"]


def test_nothing_of_a_person_is_left_after_signing_out(open_page, ada, address):
    page = open_page(ada)
    page.goto("/retrospectives/new/")
    page.get_by_role("textbox", name="Title").fill("Words of Ada")
    expect(page.locator("form[data-backed-up=yes]")).to_have_count(1)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    page.locator(".menu > summary").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in").first).to_be_visible()
    assert "Signing out deletes it" in asked[0]
    page.goto("/accounts/login/")
    sign_in(page, person("Grace"))
    page.goto("/retrospectives/new/")
    expect(page.get_by_role("textbox", name="Title")).to_have_value("")
    expect_kept(page, 0)
    assert "Ada" not in page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")


def test_what_the_sign_out_page_says_of_this_browser_is_true(open_page, ada):
    page = open_page()
    page.goto("/accounts/login/")
    sign_in(page, ada)
    page.goto("/retrospectives/new/")
    page.get_by_role("textbox", name="Title").fill("Words of Ada")
    expect(page.locator("form[data-backed-up=yes]")).to_have_count(1)
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("/accounts/logout/")
    expect(
        page.get_by_text("Text that isn’t saved yet is deleted from this browser")
    ).to_be_visible()
    page.locator("main").get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in").first).to_be_visible()
    expect_kept(page, 0)
    cookies = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
    assert set(cookies) <= {"csrftoken", "who", "known_device", "messages", "sessionid"}
    assert not any("ada" in value.lower() for value in cookies.values())
    page.goto("/projects/")
    assert "/accounts/login/" in page.url


def test_text_of_an_ended_session_is_offered_to_nobody_else(open_page, ada):
    page = open_page(ada)
    page.goto("/kickoffs/new/")
    page.get_by_label("Describe it").fill("Words of Ada")
    expect(page.locator("form[data-backed-up=yes]")).to_have_count(1)
    for somebody, offers in ((person("Grace"), 0), (ada, 1)):
        page.context.clear_cookies(name="sessionid")
        page.goto("/accounts/login/?next=/kickoffs/new/")
        sign_in(page, somebody)
        expect(page.get_by_role("heading", name="What are you about to start?")).to_be_visible()
        expect(page.locator("template[data-offered]")).to_have_count(1)
        expect(page.get_by_text("Words of Ada")).to_have_count(offers)


def test_session_ends_before_a_plain_form_is_sent(open_page, ada, address):
    page = open_page(ada, java_script_enabled=False)
    page.goto(address)
    page.get_by_role("link", name="Add a lesson").click()
    page.get_by_label("Lesson", exact=True).fill("Works everywhere.")
    page.get_by_label("Product").check()
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_text("You were signed out.")).to_be_visible()
    sign_in(page, ada)
    expect(page.get_by_text("Works everywhere.")).to_be_visible()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#list-lessons")).to_contain_text("Works everywhere.")
    assert Lesson.objects.filter(statement="Works everywhere.").count() == 1


def test_form_with_an_old_token_is_shown_again(open_page, ada):
    page = open_page(ada)
    page.goto("/kickoffs/new/")
    page.get_by_label("Describe it").fill("Replace the stock service.")
    page.get_by_label("Project").fill("Stock")
    page.context.clear_cookies(name="csrftoken")
    page.get_by_role("button", name="Find lessons").click()
    expect(page.get_by_role("heading", name="Your changes aren’t saved yet")).to_be_visible()
    expect(page.get_by_text("Replace the stock service.")).to_be_visible()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", name="Your changes aren’t saved yet")).to_have_count(0)
    assert Kickoff.objects.get().project.name == "Stock"
    page.goto("/kickoffs/new/")
    expect(page.locator("template[data-offered]")).to_have_count(1)
    expect_kept(page, 0)


def test_browser_crashes_and_is_started_again(playwright, server, ada, as_user, tmp_path, address):
    def start():
        context = playwright.chromium.launch_persistent_context(
            tmp_path / "profile",
            executable_path=chromium_path(),
            args=ARGUMENTS,
            base_url=server.url,
        )
        cookie = as_user(ada).cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": server.url}])
        return context, context.pages[0]

    context, page = start()
    page.goto(address)
    page.context.set_offline(True)
    page.get_by_label("Title").fill("Typed just before")
    expect(page.locator("#form-headline[data-backed-up=yes]")).to_have_count(1)
    crash(tmp_path)
    context, page = start()
    page.goto(address)
    page.get_by_role("button", name="Restore", exact=True).click()
    expect(state(page)).to_have_text("Saved")
    assert title() == "Typed just before"
    context.close()


def crash(profile):
    """Kill the browser that uses this profile, as a power cut does."""
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if f"--user-data-dir={profile}".encode() in (folder / "cmdline").read_bytes():
                os.kill(int(folder.name), signal.SIGKILL)
