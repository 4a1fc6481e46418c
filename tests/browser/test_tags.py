"""Tags in a real browser: suggested while typing, by keyboard alone, saved by the form."""

import pytest
from playwright.sync_api import expect

from retros.models import Lesson, Project
from tests import factories


@pytest.fixture
def lesson(member):
    for names in (["payments", "payroll"], ["payments"]):
        factories.LessonFactory(published=True).tags.add(*names)
    factories.LessonFactory().tags.add("payback-secret")
    lesson = factories.LessonFactory(retrospective__created_by=member)
    lesson.tags.add("cut over")
    return lesson


@pytest.fixture
def form(open_page, member, lesson):
    """The page with the form of the lesson open, and its tags at hand."""
    page = open_page(member)
    page.goto(f"/retrospectives/{lesson.retrospective_id}/edit/")
    page.locator(f"#edit-lesson-{lesson.pk}").click()
    page.get_by_text("Details and tags").click()
    page.tags = page.locator(".part.open").get_by_role("combobox", name="Tags")
    return page


def test_tag_is_chosen_by_keyboard_and_saved(form, lesson):
    form.tags.focus()
    form.keyboard.type("pay")
    options = form.get_by_role("listbox", name="Suggested tags").get_by_role("option")
    expect(options).to_have_count(2)
    expect(options.first).to_contain_text("payments")
    form.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    form.keyboard.press("Enter")
    form.keyboard.type("brand new,")
    expect(form.get_by_role("button", name="Remove brand new")).to_be_visible()
    expect(form.locator("#save-state")).to_contain_text("Saved at")
    assert sorted(Lesson.objects.get(pk=lesson.pk).tags.names()) == [
        "brand new",
        "cut over",
        "payments",
    ]


def test_last_tag_goes_by_backspace_and_words_wait_in_the_field(form, lesson):
    form.tags.focus()
    form.keyboard.press("Backspace")
    form.keyboard.type("not y")
    expect(form.locator("#save-state")).to_contain_text("Saved at")
    expect(form.tags).to_have_value("not y")
    assert not Lesson.objects.get(pk=lesson.pk).tags.exists()
    form.keyboard.type("et")
    with form.expect_response(lambda it: "not yet" in (it.request.post_data or "")):
        form.keyboard.press("Enter")
    assert list(Lesson.objects.get(pk=lesson.pk).tags.names()) == ["not yet"]


def test_half_typed_tag_is_offered_again_after_the_tab_was_closed(form):
    form.tags.focus()
    form.keyboard.type("rehear")
    expect(form.locator(".part.open form[data-backed-up=yes]")).to_have_count(1)
    page = form.context.new_page()
    page.goto(form.url)
    form.close()
    page.get_by_role("button", name="Restore", exact=True).click()
    expect(page.get_by_role("button", name="Remove rehear")).to_have_count(1)


def test_half_typed_tag_is_taken_when_the_form_is_sent_by_keyboard(form, lesson):
    form.tags.focus()
    form.keyboard.type("rehearsal")
    form.keyboard.press("Control+Enter")
    expect(form.locator(f"#edit-lesson-{lesson.pk}")).to_be_visible()
    assert "rehearsal" in Lesson.objects.get(pk=lesson.pk).tags.names()


def test_suggestion_is_taken_by_a_click(form):
    form.tags.fill("payr")
    form.get_by_role("option", name="payroll").click()
    expect(form.get_by_role("button", name="Remove payroll")).to_be_visible()
    expect(form.tags).to_be_focused()


def test_open_suggestions_pass_axe(open_page, member, lesson, suits_everyone):
    page = open_page(member)
    project = factories.ProjectFactory(team=None)
    page.goto(f"{project.get_absolute_url()}edit/")
    field = page.get_by_role("combobox", name="Tags")
    field.fill("one,")
    field.fill("pay")
    suggested = page.get_by_role("listbox", name="Suggested tags")
    expect(suggested.get_by_role("option")).to_have_count(2)
    field.press("ArrowDown")
    suits_everyone(page)
    field.press("Enter")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".message")).to_contain_text("Saved")
    assert sorted(Project.objects.get(pk=project.pk).tags.names()) == ["one", "payments"]


def test_curator_merges_with_the_same_suggestions(open_page, curator, lesson, no_axe_violations):
    page = open_page(curator)
    page.goto("/tags/payroll/edit/")
    page.get_by_role("combobox", name="Merge into").fill("pay")
    page.get_by_role("option", name="payments").click()
    page.get_by_role("button", name="Preview merge").click()
    expect(page.get_by_role("alert")).to_contain_text("1 lesson will be tagged “payments”")
    no_axe_violations(page)
    page.get_by_role("button", name="Merge", exact=True).click()
    expect(page.get_by_role("heading", name="payments", level=1)).to_be_visible()


def test_tags_are_typed_without_javascript(open_page, member, lesson):
    page = open_page(member, java_script_enabled=False)
    page.goto(f"/retrospectives/{lesson.retrospective_id}/edit/lessons/{lesson.pk}/")
    page.get_by_text("Details and tags").click()
    expect(page.get_by_label("Tags")).to_have_value("cut over")
    page.get_by_label("Tags").fill("cut over, plain")
    page.get_by_role("button", name="Done").click()
    assert sorted(Lesson.objects.get(pk=lesson.pk).tags.names()) == ["cut over", "plain"]


def compose(page, text):
    """What an input method shows while somebody chooses; the keys it takes have the code 229."""
    page.input_method.send(
        "Input.imeSetComposition",
        {"text": text, "selectionStart": len(text), "selectionEnd": len(text)},
    )


def press_while_composing(page, key):
    event = {"type": "rawKeyDown", "key": key, "windowsVirtualKeyCode": 229}
    page.input_method.send("Input.dispatchKeyEvent", event)


def test_keys_of_an_input_method_leave_the_tag_alone(form, lesson):
    form.input_method = form.context.new_cdp_session(form)
    form.tags.focus()
    compose(form, "品、質")
    press_while_composing(form, "Backspace")
    press_while_composing(form, "Enter")
    expect(form.get_by_role("button", name="Remove cut over")).to_be_visible()
    expect(form.get_by_role("button", name="Remove", exact=False)).to_have_count(1)
    form.input_method.send("Input.insertText", {"text": "品質、設計、"})
    expect(form.get_by_role("button", name="Remove 品質")).to_be_visible()
    expect(form.locator("#save-state")).to_contain_text("Saved at")
    assert set(Lesson.objects.get(pk=lesson.pk).tags.names()) == {"cut over", "品質", "設計"}


def test_enter_that_ends_a_composition_adds_no_tag(form):
    form.tags.focus()
    form.keyboard.insert_text("品質")
    form.tags.evaluate("""(field) => field.dispatchEvent(
        new KeyboardEvent("keydown", { key: "Enter", keyCode: 229, bubbles: true }))""")
    expect(form.tags).to_have_value("品質")


def test_each_separator_completes_a_tag(form):
    form.tags.focus()
    for number, separator in enumerate([",", "，", "،", "、", ";", "；", "؛"]):
        form.keyboard.insert_text(f"tag {number}{separator}")
        expect(form.get_by_role("button", name=f"Remove tag {number}")).to_be_visible()
