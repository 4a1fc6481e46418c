"""Proposed lessons in a real browser: decided by keyboard, with and without JavaScript."""

from playwright.sync_api import expect

from retros.models import DecidedProposal, Lesson
from tests import factories

FIRST = "Make sure that support hears of a change before customers do."
SECOND = "Next time, we should rehearse the migration on a copy."


def record(**more):
    return factories.RetrospectiveFactory(
        **{"published": True, "context": f"{FIRST}\n\n{SECOND}", "title": "Moving the shop"} | more
    )


def decision(page, role, name, sentence):
    """The link or button that decides on a sentence."""
    return page.locator(".proposal").filter(has_text=sentence).get_by_role(role, name=name)


def test_proposals_are_decided_by_keyboard(open_page, curator, suits_everyone):
    record()
    page = open_page(curator)
    page.goto("/lessons/proposed/")
    suits_everyone(page)
    page.get_by_role("link", name="Start with the first").press("Enter")
    expect(decision(page, "link", "Accept and edit", FIRST)).to_be_focused()
    suits_everyone(page)
    page.keyboard.press("j")
    page.keyboard.press("d")
    expect(decision(page, "link", "Accept and edit", FIRST)).to_be_focused()  # the page is there
    expect(page.get_by_text(SECOND)).to_have_count(0)
    page.keyboard.press("a")
    expect(page.get_by_label("Lesson")).to_be_focused()
    suits_everyone(page)
    page.get_by_label("Lesson").fill("Rehearse on a copy, and a day before")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Added the lesson")).to_be_visible()
    assert Lesson.objects.get().statement == "Rehearse on a copy, and a day before"
    assert DecidedProposal.objects.count() == 2


def test_proposals_are_decided_without_scripts(open_page, curator):
    record()
    page = open_page(curator, java_script_enabled=False)
    page.goto("/lessons/proposed/")
    page.get_by_role("link", name="Start with the first").click()
    decision(page, "button", "Dismiss", FIRST).click()
    decision(page, "link", "Accept and edit", SECOND).click()
    page.get_by_role("button", name="Add lesson").click()
    expect(page.get_by_text("Added the lesson")).to_be_visible()
    assert Lesson.objects.get().statement == SECOND


def test_the_editor_opens_a_form_and_dismisses(open_page, member, suits_everyone):
    draft = record(published=False, created_by=member)
    page = open_page(member)
    page.goto(f"/retrospectives/{draft.pk}/edit/#lessons")
    suits_everyone(page)
    decision(page, "link", "Use as a lesson", FIRST).click()
    expect(page.get_by_label("Lesson", exact=True)).to_have_value(FIRST)
    expect(decision(page, "link", "Use as a lesson", FIRST)).to_have_count(0)
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_role("heading", name=FIRST)).to_be_visible()
    decision(page, "button", "Dismiss", SECOND).click()
    expect(page.get_by_role("heading", name="Might be lessons")).to_be_hidden()
    assert Lesson.objects.get().category == "customer"
    assert DecidedProposal.objects.get()


def test_the_preview_of_an_import_adds_one(open_page, member, suits_everyone):
    page = open_page(member)
    page.goto("/import/")
    page.get_by_label("Or paste one document").fill(f"# Moving the shop\n\n## Context\n\n{FIRST}\n")
    page.get_by_role("button", name="Preview").click()
    choices = page.get_by_role("group", name=FIRST)
    expect(page.get_by_label("Lesson", exact=True)).to_be_hidden()
    choices.get_by_text("Add as a lesson").click()
    page.get_by_label("Lesson", exact=True).fill("Rehearse on a copy")
    suits_everyone(page)
    page.get_by_role("button", name="Import").click()
    expect(page.get_by_text("Done: 1 new draft")).to_be_visible()
    assert Lesson.objects.get().statement == "Rehearse on a copy"
