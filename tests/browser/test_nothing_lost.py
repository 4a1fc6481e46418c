"""Whatever happens to the server, the network, the session or the browser: each word is there once.

The site runs as a process of its own here, so that it can be killed and started again.
"""

import os
import signal
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import expect

from retros.models import Kickoff, Lesson, Retrospective
from tests import factories
from tests.browser.chromium import chromium_path
from tests.browser.conftest import ARGUMENTS
from tests.browser.people import close_tab, expect_kept, person, sign_in


@pytest.fixture
def ada(transactional_db):
    return person("Ada")


@pytest.fixture
def lesson(ada):
    return factories.LessonFactory(retrospective__created_by=ada, statement="Rehearse it.")


@pytest.fixture
def address(lesson):
    return f"/retrospectives/{lesson.retrospective_id}/edit/"


def state(page, form="#form-headline"):
    return page.locator(f"{form} [data-save-status] span")


def open_lesson(page, lesson):
    page.locator(f"#edit-lesson-{lesson.pk}").click()
    field = page.get_by_label("Lesson", exact=True)
    expect(field).to_be_visible()
    return field


def title():
    return Retrospective.objects.get().title


def test_server_is_killed_while_typing_and_comes_back(open_page, server, ada, address):
    page = open_page(ada)
    page.goto(address)
    field = page.get_by_label("Title")
    field.fill("Before")
    expect(state(page)).to_contain_text("Saved")
    server.kill()
    field.fill("Before and while it was away")
    expect(state(page)).to_contain_text(
        "Not saved yet: no connection. Your text is backed up in this browser."
    )
    field.press("End")
    field.press_sequentially(" and later")
    server.start()
    expect(state(page)).to_have_text("Saved", timeout=15_000)
    assert title() == "Before and while it was away and later"
    expect_kept(page, 0)


def test_answer_is_lost_and_the_person_types_on(open_page, ada, address):
    page = open_page(ada)
    page.goto(address)
    losing = []

    def lose(route):
        losing.append(route.fetch())
        route.abort()

    page.route("**/edit/headline/", lose, times=1)
    field = page.get_by_label("Title")
    field.fill("Stored, though nobody said so")
    expect(state(page)).to_contain_text("no connection")
    assert losing and title() == "Stored, though nobody said so"
    field.press("End")
    field.press_sequentially(", and more")
    expect(state(page)).to_have_text("Saved")
    expect(page.locator(".conflict")).to_have_count(0)
    assert title() == "Stored, though nobody said so, and more"


def test_new_lesson_whose_answer_is_lost_is_stored_once(open_page, ada, address):
    page = open_page(ada)
    page.goto(address)
    page.get_by_role("link", name="Add a lesson").click()

    def lose(route):
        route.fetch()
        route.abort()

    page.route("**/edit/lessons/new/", lose, times=1)
    page.get_by_role("radio", name="Product").check(force=True)
    field = page.get_by_label("Lesson", exact=True)
    field.fill("Count twice")
    form = "form[action*='/lessons/']"
    expect(state(page, form)).to_contain_text("no connection")
    field.press("End")
    field.press_sequentially(", cut once.")
    expect(state(page, form)).to_have_text("Saved")
    page.get_by_role("button", name="Done").click()
    expect(page.locator("#list-lessons .lesson")).to_have_count(2)
    assert Lesson.objects.get(statement__startswith="Count").statement == "Count twice, cut once."


def test_done_is_pressed_while_the_answer_is_lost(open_page, ada, lesson, address):
    page = open_page(ada)
    page.goto(address)
    field = open_lesson(page, lesson)

    def lose(route):
        route.fetch()
        route.abort()

    page.route(f"**/lessons/{lesson.pk}/", lose, times=1)
    field.fill("First words")
    field.press_sequentially(", last words")
    page.get_by_role("button", name="Done").click()
    expect(state(page, ".part.open")).to_contain_text("no connection")
    expect(state(page, ".part.open")).to_have_text("Saved")
    page.get_by_role("button", name="Done").click()
    expect(page.locator(f"#lesson-{lesson.pk} h3")).to_have_text("First words, last words")


def test_network_is_off_for_a_minute(open_page, ada, address):
    page = open_page(ada)
    page.clock.install()
    page.goto(address)
    page.context.set_offline(True)
    page.get_by_label("Title").fill("Typed in a tunnel")
    page.clock.run_for(2_000)
    expect(state(page)).to_contain_text("no connection")
    page.get_by_label("Title").press_sequentially(" of some length")
    page.clock.run_for(60_000)
    expect(state(page)).to_contain_text("no connection")
    page.context.set_offline(False)
    expect(state(page)).to_have_text("Saved")
    assert title() == "Typed in a tunnel of some length"


def test_request_that_hangs_is_given_up_and_repeated(open_page, ada, address):
    page = open_page(ada)
    page.clock.install()
    page.goto(address)
    hanging = []
    page.route("**/edit/headline/", lambda route: hanging.append(route), times=1)
    page.get_by_label("Title").fill("Patience")
    page.clock.run_for(2_000)
    expect(state(page)).to_have_text("Saving…")
    page.clock.run_for(15_000)
    expect(state(page)).to_contain_text("no connection")
    with page.expect_response("**/edit/headline/"):
        page.clock.run_for(2_000)
    expect(state(page)).to_have_text("Saved")
    assert hanging and title() == "Patience"


def test_session_ends_while_typing_and_saving_goes_on_after_signing_in(open_page, ada, address):
    page = open_page(ada)
    page.goto(address)
    page.context.clear_cookies(name="sessionid")
    page.get_by_label("Title").fill("Typed as nobody")
    expect(state(page)).to_contain_text("Not saved yet: please sign in again")
    with page.expect_popup() as popup:
        page.locator("#form-headline").get_by_role("link", name="Sign in again").click()
    sign_in(popup.value, ada)
    expect(popup.value.get_by_role("heading", name="You are signed in")).to_be_visible()
    expect(state(page)).to_have_text("Saved")
    assert title() == "Typed as nobody"
    page.get_by_label("Title").fill("Typed as Ada")
    expect(state(page)).to_have_text("Saved")
    assert title() == "Typed as Ada"


def test_text_is_never_saved_for_someone_else_who_signs_in(open_page, ada, address):
    page = open_page(ada)
    page.goto(address)
    page.context.clear_cookies(name="sessionid")
    page.get_by_label("Title").fill("Only mine")
    expect(state(page)).to_contain_text("please sign in again")
    tab = page.context.new_page()
    tab.goto("/accounts/login/")
    sign_in(tab, person("Grace"))
    expect(state(page)).to_contain_text("someone else is signed in here now")
    tab.goto(address.replace("edit/", ""))
    assert title() != "Only mine"


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
    offer = page.get_by_role("region", name="Unsaved text")
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
    offer = page.locator("#list-lessons").get_by_role("region", name="Unsaved text")
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
    offer = page.locator(f"#lesson-{lesson.pk}").get_by_role("region", name="Unsaved text")
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


def test_two_browsers_on_one_item_end_with_a_decision(open_page, ada, lesson, address):
    first, second = open_page(ada), open_page(ada)
    for page in (first, second):
        page.goto(address)
        open_lesson(page, lesson)
    first.get_by_label("Lesson", exact=True).fill("Rehearse it twice.")
    expect(state(first, ".part.open")).to_have_text("Saved")
    field = second.get_by_label("Lesson", exact=True)
    field.fill("Rehearse it with support.")
    expect(state(second, ".part.open")).to_contain_text(
        "Someone else changed this while you were editing. Compare versions"
    )
    both = second.locator(".both")
    expect(both.locator("ins").first).to_contain_text("with support")
    expect(both.locator("ins").last).to_contain_text("twice")
    both.get_by_role("button", name="Keep theirs").click()
    expect(field).to_have_value("Rehearse it twice.")
    field.fill("Rehearse it twice with support.")
    second.get_by_role("button", name="Done").click()
    expect(second.locator(f"#lesson-{lesson.pk} h3")).to_have_text(
        "Rehearse it twice with support."
    )
    lesson.refresh_from_db()
    assert lesson.statement == "Rehearse it twice with support."


def test_two_browsers_on_two_fields_of_one_item_come_together(open_page, ada, address):
    first, second = open_page(ada), open_page(ada)
    for page in (first, second):
        page.goto(address)
    first.get_by_label("Title").fill("The title of one")
    expect(state(first)).to_have_text("Saved")
    second.get_by_label("Summary").fill("The summary of the other")
    expect(state(second)).to_contain_text("Saved and merged with someone else’s changes")
    expect(second.get_by_label("Title")).to_have_value("The title of one")
    retrospective = Retrospective.objects.get()
    assert retrospective.title == "The title of one"
    assert retrospective.summary == "The summary of the other"


def test_two_browsers_on_two_items_never_meet(open_page, ada, lesson, address):
    first, second = open_page(ada), open_page(ada)
    for page in (first, second):
        page.goto(address)
    first.get_by_label("Title").fill("The title of one")
    open_lesson(second, lesson).fill("The lesson of the other")
    expect(state(first)).to_have_text("Saved")
    expect(state(second, ".part.open")).to_have_text("Saved")
    lesson.refresh_from_db()
    assert (title(), lesson.statement) == ("The title of one", "The lesson of the other")


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
    page.evaluate("location.assign('/healthz')")
    page.wait_for_event("requestfailed")
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
