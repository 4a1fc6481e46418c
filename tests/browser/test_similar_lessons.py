"""Lessons like the one that is being written, in a real browser."""

from playwright.sync_api import expect

from retros.models import Lesson
from tests import factories

SAID = "Agree who may call off the launch before the launch week."


def test_similar_lesson_is_linked_while_writing(open_page, member, suits_everyone):
    known = factories.LessonFactory(published=True, statement=SAID)
    draft = factories.RetrospectiveFactory(created_by=member)
    page = open_page(member)
    page.goto(f"/retrospectives/{draft.pk}/edit/")
    page.get_by_role("link", name="Add a lesson").click()
    field = page.get_by_label("Lesson", exact=True)
    field.press_sequentially("Agree who may call off the launch")
    page.get_by_role("button", name="Same lesson").click()
    expect(page.get_by_role("button", name="Not the same")).to_be_visible()
    expect(field).to_have_value("Agree who may call off the launch")
    suits_everyone(page)
    page.locator(".part.open").get_by_text("Team", exact=True).click()
    expect(page.locator("#save-state")).to_contain_text("Saved at")
    assert Lesson.objects.get(retrospective=draft).duplicate_of == known
    page.get_by_role("button", name="Not the same").click()
    expect(page.get_by_role("button", name="Same lesson")).to_be_visible()
    page.get_by_role("button", name="Done").click()
    expect(page.locator("#list-lessons .lesson")).to_have_count(1)
    assert Lesson.objects.get(retrospective=draft).duplicate_of is None
