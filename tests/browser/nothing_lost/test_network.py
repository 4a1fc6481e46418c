"""Whatever happens to the server, the network or the session: each word is there once."""

from playwright.sync_api import expect

from retros.models import Lesson
from tests.browser.nothing_lost.editing import open_lesson, state, title
from tests.browser.people import expect_kept, person, sign_in


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
    expect(state(page)).to_have_text("Saved")
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
