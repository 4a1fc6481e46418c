"""A question in real browsers: asked after a search, answered, turned into a lesson."""

from playwright.sync_api import expect

from retros.models import Lesson
from tests import factories


def test_question_is_asked_answered_and_becomes_a_lesson(open_page, member, suits_everyone):
    record = factories.RetrospectiveFactory(published=True, title="Tills in Lisbon")
    asking, writing = open_page(member), open_page(record.created_by)
    asking.goto("/search/?q=okapi")
    asking.get_by_role("link", name="Ask who knows").click()
    suits_everyone(asking)
    asking.get_by_label("Your question").fill("Who moved a till while the shop was open?")
    asking.get_by_role("button", name="Ask", exact=True).click()
    expect(asking.get_by_text("Who moved a till")).to_be_visible()
    writing.goto("/questions/")
    suits_everyone(writing)
    writing.get_by_role("link", name="Answer").click()
    writing.get_by_label("Your answer").fill("Move one till first. With all at once we lost a day.")
    writing.get_by_role("button", name="Answer", exact=True).click()
    suits_everyone(writing)
    writing.get_by_label("A lesson of which retrospective?").select_option("Tills in Lisbon")
    writing.get_by_role("button", name="Turn the answer into a lesson").click()
    writing.get_by_label("Process").check()
    writing.get_by_role("button", name="Done").click()
    expect(writing.get_by_text("Move one till first.").first).to_be_visible()
    assert Lesson.objects.get().detail.startswith("Who moved a till")
