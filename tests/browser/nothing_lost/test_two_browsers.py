"""Two browsers on one retrospective lose nothing."""

from playwright.sync_api import expect

from retros.models import Retrospective
from tests.browser.nothing_lost.editing import open_lesson, state, title


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
        "You changed this in another tab or browser"
    )
    second.evaluate("scrollTo(0, 0)")
    second.locator("#save-state").get_by_role("link", name="Compare versions").click()
    expect(second.locator(".conflict")).to_be_focused()
    expect(second.locator(".conflict")).to_be_in_viewport()
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
