"""The history in a real browser: read, compared, restored, on a desk and on a phone."""

import pytest
from playwright.sync_api import expect

from retros.models import Lesson, Retrospective
from tests import factories


@pytest.fixture
def lesson(member):
    retrospective = factories.RetrospectiveFactory(created_by=member, title="Checkout rewrite")
    for name in ("TimelineEvent", "Decision", "Observation", "ActionItem"):
        getattr(factories, f"{name}Factory")(retrospective=retrospective)
    lesson = factories.LessonFactory(retrospective=retrospective, statement="Rehearse it.")
    retrospective.publish(by=member)
    return lesson


@pytest.fixture
def changed(as_user, member, lesson):
    writer, base = as_user(member), f"/retrospectives/{lesson.retrospective_id}"
    typed = {"title": "Payments rewrite", "summary": "Short.", "version": 1}
    writer.post(f"{base}/edit/headline/", typed)
    writer.post(f"{base}/edit/lessons/{lesson.pk}/remove/")
    return f"{base}/history/"


def test_pages_suit_everyone(open_page, member, changed, suits_everyone):
    page = open_page(member)
    for address in (changed, f"{changed}1/", f"{changed}compare/", f"{changed}1/restore/"):
        page.goto(address)
        suits_everyone(page)


def test_from_the_text_to_what_changed_and_back(open_page, member, lesson, changed):
    page = open_page(member)
    page.goto(f"/retrospectives/{lesson.retrospective_id}/")
    page.get_by_role("link", name="History").click()
    page.get_by_role("link", name="What changed in version 2").click()
    expect(page.locator("del", has_text="Rehearse it.")).to_be_visible()
    page.get_by_role("link", name="Restore “Rehearse it.” from version 1").click()
    expect(page.get_by_text("Will be restored")).to_be_visible()
    page.get_by_role("button", name="Restore", exact=True).click()
    expect(page.get_by_text("Restored “Rehearse it.” from version 1.")).to_be_visible()
    assert Lesson.objects.get().statement == "Rehearse it."
    assert Retrospective.objects.get().title == "Payments rewrite"
    page.get_by_role("link", name="Restore version 1").click()
    page.get_by_role("button", name="Restore", exact=True).click()
    expect(page.get_by_text("Restored version 1.")).to_be_visible()
    assert Retrospective.objects.get().title == "Checkout rewrite"


def test_trash_suits_everyone(open_page, member, changed, suits_everyone):
    page = open_page(member)
    page.goto("/")
    page.locator(".bar .menu summary").click()
    page.get_by_role("link", name="Trash", exact=True).click()
    suits_everyone(page)
    page.get_by_role("button", name="Restore “Rehearse it.”").click()
    expect(page.locator("#list-lessons .lesson")).to_have_count(1)


def test_any_two_versions_are_compared(open_page, member, changed):
    page = open_page(member)
    page.goto(f"{changed}compare/")
    page.get_by_label("From").select_option("2")
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_text("These versions are identical.")).to_be_visible()
