"""Writing in a real browser: in place, saved while typing, and the same without JavaScript."""

import pytest
from playwright.sync_api import expect

from retros.models import Lesson, Retrospective
from tests import factories

STATE = "#save-state"


@pytest.fixture
def retrospective(member):
    retrospective = factories.RetrospectiveFactory(created_by=member)
    for name in ("TimelineEvent", "Decision", "Observation", "Lesson", "ActionItem"):
        getattr(factories, f"{name}Factory")(retrospective=retrospective)
    return retrospective


@pytest.fixture
def address(retrospective):
    return f"/retrospectives/{retrospective.pk}/edit/"


def test_title_is_saved_while_typing(open_page, member, address):
    page = open_page(member)
    page.goto(address)
    page.get_by_label("Title").fill("Checkout rewrite")
    expect(page.locator(STATE)).to_contain_text("Saved at")
    assert Retrospective.objects.get().title == "Checkout rewrite"


def test_lesson_is_added_in_place_and_saved_while_typing(open_page, member, address):
    page = open_page(member)
    page.goto(address)
    page.get_by_role("link", name="Add a lesson").click()
    page.get_by_label("Lesson", exact=True).fill("Agree who may stop the launch.")
    expect(page.locator(STATE)).to_contain_text("Not saved yet. Category")
    page.get_by_text("Team", exact=True).last.click()
    expect(page.locator(STATE)).to_contain_text("Saved at")
    assert Lesson.objects.filter(statement="Agree who may stop the launch.").count() == 1
    page.get_by_role("button", name="Done").click()
    expect(page.locator("#list-lessons .lesson")).to_have_count(2)
    assert Lesson.objects.count() == 2


def test_lesson_is_moved_removed_and_restored(open_page, member, address, retrospective):
    factories.LessonFactory(retrospective=retrospective, statement="Second")
    page = open_page(member)
    page.goto(address)
    page.get_by_role("button", name="Move up: Second").click()
    expect(page.locator("#list-lessons .lesson").first).to_contain_text("Second")
    page.get_by_role("button", name="Remove: Second").click()
    expect(page.locator("#list-lessons")).to_contain_text("Removed “Second”")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#list-lessons .lesson")).to_have_count(2)


def test_event_is_sorted_by_date(open_page, member, address):
    page = open_page(member)
    page.goto(address)
    page.get_by_role("link", name="Add an event").click()
    page.get_by_label("Date", exact=True).fill("2026-01-12")
    page.get_by_label("What happened").fill("The first talk.")
    page.get_by_role("button", name="Done").click()
    expect(page.locator("#list-timeline .moment").first).to_contain_text("The first talk.")


def test_two_browsers_on_one_lesson_end_with_both_texts(open_page, member, address):
    lesson = Lesson.objects.get()
    first, second = open_page(member), open_page(member)
    for page, words in ((first, "Mine was first."), (second, "Mine was second.")):
        page.goto(address)
        page.locator(f"#edit-lesson-{lesson.pk}").click()
        expect(page.get_by_label("Lesson", exact=True)).to_be_visible()
        page.words = words
    for page, outcome in ((first, "Saved at"), (second, "")):
        page.get_by_label("Lesson", exact=True).fill(page.words)
        expect(page.locator(STATE)).to_contain_text(outcome)
    expect(second.locator(".conflict")).to_contain_text("Mine was first.")
    expect(second.get_by_label("Lesson", exact=True)).to_have_value("Mine was second.")
    second.get_by_role("button", name="Done").click()
    expect(second.locator(f"#lesson-{lesson.pk} h3")).to_have_text("Mine was second.")


def test_no_connection_is_said_and_saved_afterwards(open_page, member, address):
    page = open_page(member)
    page.goto(address)
    page.context.set_offline(True)
    page.get_by_label("Title").fill("Typed in a tunnel")
    expect(page.locator(STATE)).to_contain_text("no connection")
    page.context.set_offline(False)
    expect(page.locator(STATE)).to_contain_text("Saved at")
    assert Retrospective.objects.get().title == "Typed in a tunnel"


def test_markdown_has_a_toolbar_and_a_preview(open_page, member, address):
    page = open_page(member)
    page.goto(address)
    context = page.get_by_label("Context", exact=True)
    context.fill("word")
    context.select_text()
    bar = page.get_by_role("toolbar", name="Formatting for context")
    bar.get_by_role("button", name="Bold").click()
    expect(context).to_have_value("**word**")
    bar.get_by_role("button", name="Preview").click()
    expect(page.locator(".preview strong")).to_have_text("word")


def test_everything_works_without_javascript(open_page, member, address):
    page = open_page(member, java_script_enabled=False)
    page.goto(address)
    page.get_by_role("link", name="Add a lesson").click()
    page.get_by_label("Lesson", exact=True).fill("Works everywhere.")
    page.get_by_label("Product").check()
    page.get_by_role("button", name="Done").click()
    expect(page.locator("#list-lessons")).to_contain_text("Works everywhere.")
    page.get_by_role("button", name="Move up: Works").click()
    expect(page.locator("#list-lessons .lesson").first).to_contain_text("Works everywhere.")
    page.get_by_role("button", name="Remove: Works").click()
    expect(page.locator(".message")).to_contain_text("Removed “Works everywhere.”")
    page.get_by_role("button", name="Restore").click()
    expect(page.locator("#list-lessons")).to_contain_text("Works everywhere.")
    page.get_by_label("Title").fill("A new title")
    page.locator("#form-headline").get_by_role("button", name="Save").click()
    expect(page.get_by_label("Title")).to_have_value("A new title")


def test_editor_passes_axe(open_page, member, address, suits_everyone):
    page = open_page(member)
    page.goto(address)
    page.get_by_role("link", name="Add a lesson").click()
    page.get_by_role("button", name="Done").click()
    expect(page.locator(".problem")).to_be_visible()
    suits_everyone(page)


def test_numbers_at_the_side_follow(open_page, member, address):
    page = open_page(member)
    page.goto(address)
    page.get_by_role("link", name="Add an observation to “Went wrong”").click()
    page.get_by_role("textbox", name="Observation", exact=True).fill("Nobody had timed it.")
    page.get_by_role("button", name="Done").click()
    expect(page.locator("#n-wrong")).to_have_text("1")
    expect(page.locator("#n-observations")).to_have_text("2")
    page.get_by_role("button", name="Remove: Nobody").click()
    expect(page.locator("#n-observations")).to_have_text("1")
