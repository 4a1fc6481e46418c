"""Writing by keyboard: what each shortcut does, where the focus goes, what is said."""

import re

import pytest
from playwright.sync_api import expect

from retros.models import Lesson, Observation
from tests import factories
from tests.browser.looks import SCHEMES

SAID = "#announcer"


@pytest.fixture
def draft(member):
    return factories.RetrospectiveFactory(created_by=member)


@pytest.fixture
def address(draft):
    return f"/retrospectives/{draft.pk}/edit/"


@pytest.fixture
def page(open_page, member, address):
    page = open_page(member)
    page.goto(address)
    return page


def add_note(page):
    page.get_by_role("link", name="Add an observation to “Went well”").press("Enter")
    expect(page.locator(".part.open textarea").first).to_be_focused()


def test_notes_follow_each_other_without_leaving_the_field(page):
    add_note(page)
    for number in ("One", "Two", "Three"):
        page.keyboard.type(number)
        page.keyboard.press("Control+Enter")
        expect(page.locator("#list-observations-well")).to_contain_text(number)
        expect(page.locator(".part.open textarea").first).to_be_focused()
        expect(page.locator(".part.open textarea").first).to_have_value("")
    notes = page.locator("#list-observations-well > .note")
    assert [text.split()[0] for text in notes.all_inner_texts()] == ["One", "Two", "Three"]
    expect(page.locator("#list-observations-well > .part").last).to_have_class(re.compile("open"))
    assert list(Observation.objects.values_list("kind", flat=True)) == ["well"] * 3


def test_done_and_next_is_a_button_too(page):
    add_note(page)
    page.keyboard.type("One")
    page.get_by_role("button", name="Add another").click()
    expect(page.locator(SAID)).to_have_text("Saved. You can write the next observation.")
    expect(page.locator(".part.open textarea").first).to_be_focused()
    page.keyboard.type("Two")
    page.get_by_role("button", name="Done", exact=True).click()
    expect(page.locator("#list-observations-well > .note")).to_have_count(2)


def test_done_and_next_works_without_javascript(open_page, member, address):
    page = open_page(member, java_script_enabled=False)
    page.goto(address)
    page.get_by_role("link", name="Add an observation to “Could be better”").click()
    for words in ("One", "Two"):
        page.get_by_label("Observation", exact=True).fill(words)
        page.get_by_role("button", name="Add another").click()
        expect(page.get_by_label("Observation", exact=True)).to_have_value("")
    assert list(Observation.objects.values_list("kind", flat=True)) == ["better"] * 2


def test_missing_fields_are_named_and_nothing_opens(page):
    page.get_by_role("link", name="Add a lesson").press("Enter")
    expect(page.get_by_label("Lesson", exact=True)).to_be_focused()
    page.keyboard.type("Agree who may stop the launch.")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.locator(".part.open")).to_have_count(1)
    expect(page.get_by_label("Lesson", exact=True)).to_have_value("Agree who may stop the launch.")


def test_save_now_does_not_wait(page):
    page.clock.install(time=0)
    page.clock.pause_at(1)  # so nothing that waits happens
    page.get_by_label("Title").fill("Saved at once")
    page.keyboard.press("Control+s")
    expect(page.locator("#save-state")).to_contain_text("Saved at")


def test_escape_closes_and_keeps_what_was_typed(page):
    add_note(page)
    page.keyboard.type("Kept")
    page.keyboard.press("Escape")
    expect(page.locator("#list-observations-well > .note")).to_contain_text("Kept")
    note = Observation.objects.get()
    expect(page.locator(f"#edit-observation-{note.pk}")).to_be_focused()


def test_escape_in_an_untouched_form_goes_back_to_the_button(page):
    add_note(page)
    page.keyboard.press("Escape")
    expect(page.locator(".part.open")).to_have_count(0)
    expect(page.get_by_role("link", name="Add an observation to “Went well”")).to_be_focused()


@pytest.fixture
def lessons(draft):
    return [factories.LessonFactory(retrospective=draft, statement=word) for word in "abc"]


def order():
    return "".join(Lesson.objects.order_by("position").values_list("statement", flat=True))


def test_closed_part_is_moved_and_the_focus_goes_with_it(lessons, page):
    page.locator(f"#edit-lesson-{lessons[0].pk}").focus()
    page.keyboard.press("Alt+Shift+ArrowDown")
    expect(page.locator(SAID)).to_have_text("Now 2 of 3.")
    expect(page.locator(f"#down-lesson-{lessons[0].pk}")).to_be_focused()
    page.keyboard.press("Alt+Shift+ArrowDown")
    expect(page.locator(SAID)).to_have_text("Now 3 of 3.")
    assert order() == "bca"


def test_open_part_is_moved_with_the_caret_in_it(lessons, page):
    page.locator(f"#edit-lesson-{lessons[2].pk}").press("Enter")
    field = page.get_by_label("Lesson", exact=True)
    expect(field).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.type("!")
    page.keyboard.press("Alt+Shift+ArrowUp")
    expect(page.locator(SAID)).to_have_text("Now 2 of 3.")
    expect(field).to_be_focused()
    page.keyboard.type("?")
    expect(field).to_have_value("c!?")
    assert order().startswith("a") and order().endswith("b")


def test_focus_goes_to_undo_and_back(lessons, page):
    page.get_by_role("button", name="Remove: b").press("Enter")
    expect(page.get_by_role("button", name="Undo")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(f"#edit-lesson-{lessons[1].pk}")).to_be_focused()


def test_sections_are_walked_in_their_order(page):
    page.get_by_label("Title").focus()
    for name in ("Context and goal", "Timeline", "Decisions"):
        page.keyboard.press("Alt+Shift+J")
        expect(page.get_by_role("heading", name=name, exact=True)).to_be_focused()
    page.keyboard.press("Alt+Shift+K")
    expect(page.get_by_role("heading", name="Timeline", exact=True)).to_be_focused()


def test_help_lists_all_shortcuts_and_gives_the_focus_back(page, no_axe_violations):
    page.locator("summary.icon").last.focus()
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(dialog).to_be_visible()
    expect(dialog.locator("dt")).to_have_count(9)
    no_axe_violations(page)
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.locator("summary.icon").last).to_be_focused()
    page.get_by_role("button", name="Keyboard shortcuts").click()
    expect(dialog).to_be_visible()


def test_single_keys_type_in_fields_and_can_be_turned_off(page):
    page.get_by_label("Title").press("End")
    page.keyboard.type("?")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.get_by_role("button", name="Keyboard shortcuts").press("Enter")
    page.get_by_label("Use single-key shortcuts").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).not_to_be_focused()


def test_keys_of_an_input_method_are_left_alone(page):
    add_note(page)
    page.keyboard.type("にほん")
    for key in ("Enter", "Escape"):
        page.locator(".part.open textarea").first.evaluate(
            "(field, key) => field.dispatchEvent(new KeyboardEvent('keydown',"
            " {key, ctrlKey: key === 'Enter', isComposing: true, bubbles: true, cancelable: true}))",
            key,
        )
    expect(page.locator(".part.open textarea").first).to_have_value("にほん")
    expect(page.locator(".part.open")).to_have_count(1)


def test_help_with_writing_is_beside_the_fields_or_above_them(
    open_page, member, address, suits_everyone
):
    page = open_page(member)
    page.goto(address)
    page.get_by_role("link", name="Add a lesson").click()
    expect(page.locator(".prompts li:visible")).to_have_count(5)
    page.get_by_text("Customer", exact=True).last.click()
    expect(page.locator(".prompts li:visible")).to_have_count(1)
    for width in (1440, 720, 390):  # 720: twice as large on a usual screen
        page.set_viewport_size({"width": width, "height": 844})
        if width == 720:
            page.locator("#lessons .tip summary").click()
        expect(page.locator(".prompts li:visible")).to_have_count(1)
        expect(page.get_by_text("Communication is key").locator("visible=true")).to_have_count(1)
        suits_everyone(page, [(page.viewport_size, scheme) for scheme in SCHEMES])
