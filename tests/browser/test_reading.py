"""Reading in real Chromium: drawn right, narrowed in place, printed clean, accessible."""

from datetime import date

import pytest

from tests import factories
from tests.browser.looks import PHONE, SCHEMES


@pytest.fixture
def record(member):
    record = factories.RetrospectiveFactory(
        published=True, created_by=member, goal="More.", measured="Less.", result="missed",
        context="Then. " * 300, surprise="Odd.",
    )  # fmt: skip
    decision = factories.DecisionFactory(
        retrospective=record, informed_by="A test.", sources=["data"], outcome="mixed"
    )
    for month, phase in ((1, "think"), (4, "build"), (9, "ship"), (11, "ship")):
        factories.TimelineEventFactory(
            retrospective=record, on=date(2026, month, 1), phase=phase, known_then="The date.",
            precision="quarter" if month == 4 else "day",
        )  # fmt: skip
    for kind in ("well", "better", "wrong"):
        factories.ObservationFactory(retrospective=record, kind=kind, decision=decision)
    lesson = factories.LessonFactory(retrospective=record, kickoff_question="Who reads it?")
    for tagged in (lesson, record, record.project):
        tagged.tags.add("launch")
    factories.KickoffLessonFactory(kickoff__project=record.project, lesson__category="self")
    factories.ActionItemFactory(retrospective=record, owner=member)
    factories.WallPostFactory()
    return record


def addresses_of(record):
    return [
        record.get_absolute_url(), "/", "/retrospectives/", "/retrospectives/?status=draft",
        record.lessons.get().get_absolute_url(), "/lessons/", "/decisions/",
        record.decisions.get().get_absolute_url(), "/projects/",
        record.project.get_absolute_url(), record.project.team.get_absolute_url(), "/tags/",
        "/tags/launch/", "/actions/",
    ]  # fmt: skip


def test_every_page_is_accessible_and_fits(open_page, suits_everyone, member, record):
    page = open_page(member)
    for address in addresses_of(record):
        page.goto(address)
        suits_everyone(page)


def test_visitors_page_is_accessible(open_page, suits_everyone, record):
    page = open_page()
    page.goto("/")
    suits_everyone(page)


def test_contents_follow_the_reading(open_page, member, record):
    page = open_page(member)
    page.goto(record.get_absolute_url())
    page.locator("#timeline h2").scroll_into_view_if_needed()
    page.evaluate("document.querySelector('#decisions').scrollIntoView()")
    page.wait_for_selector(".contents a[href='#decisions'][aria-current]")


def test_filter_takes_effect_at_once_and_has_an_address(open_page, member, record):
    other = factories.RetrospectiveFactory(published=True, title="The other one", result="met")
    page = open_page(member)
    page.goto("/retrospectives/")
    page.get_by_label("Result").select_option("missed")
    page.get_by_role("heading", name="1 retrospective").wait_for()
    assert page.get_by_text(other.title).count() == 0
    assert "result=missed" in page.url
    page.go_back()
    page.get_by_text(other.title).wait_for()


def test_filter_works_without_javascript(open_page, member, record):
    factories.RetrospectiveFactory(published=True, title="The other one", result="met")
    page = open_page(member, java_script_enabled=False)
    page.goto("/retrospectives/")
    page.get_by_label("Result").select_option("missed")
    page.get_by_role("button", name="Apply").click()
    assert page.get_by_text("The other one").count() == 0


def test_filters_start_closed_on_a_phone(open_page, member, record):
    page = open_page(member, viewport=PHONE)
    page.goto("/retrospectives/")
    assert not page.get_by_label("Result").is_visible()
    page.get_by_text("Filters").click()
    assert page.get_by_label("Result").is_visible()


def test_paper_is_white_and_holds_words_only(open_page, member, record):
    page = open_page(member)
    page.goto(record.get_absolute_url())
    for scheme in SCHEMES:
        page.emulate_media(media="print", color_scheme=scheme)
        for hidden in (".bar", ".contents", ".record-top .acts"):
            assert not page.locator(hidden).first.is_visible()
        color = page.locator(".summary").evaluate("node => getComputedStyle(node).color")
        assert color == "rgb(66, 72, 84)"


def test_every_column_of_a_wide_table_is_printed(open_page, member, record):
    long, last = ["word" * 5] * 11, "LASTCOL"
    rows = [[letter * 14 for letter in "abcdefghijkl"], ["-"] * 12, [*long, last]]
    record.context = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    record.save()
    page = open_page(member, viewport={"width": 673, "height": 900})  # A4 without its margins
    page.goto(record.get_absolute_url())
    page.emulate_media(media="print")
    table = page.locator(".prose table")
    cells = table.locator("th, td").all()
    edge = page.locator("main").evaluate("node => node.getBoundingClientRect().right")
    assert len(cells) == 24
    for cell in cells:
        assert cell.evaluate("node => node.getBoundingClientRect().right") <= edge
    lines = """node => {
        const words = document.createRange();
        words.selectNodeContents(node);
        return words.getClientRects().length;
    }"""
    assert cells[-1].evaluate(lines) == 1


def test_action_item_is_closed_in_its_place(open_page, member, record):
    page = open_page(member)
    page.goto("/actions/")
    page.get_by_text("Close", exact=True).click()
    page.get_by_label("Note").fill("It went well.")
    page.get_by_role("button", name="Done").click()
    page.get_by_text("Done: Time the index rebuild").wait_for()


def test_lesson_is_retired_with_a_reason(open_page, no_axe_violations, member, record):
    page = open_page(member)
    page.goto(record.lessons.get().get_absolute_url())
    page.get_by_text("No longer valid?", exact=True).click()
    page.get_by_role("button", name="Retire lesson").click()
    page.get_by_role("alert").wait_for()
    no_axe_violations(page)
    page.get_by_label("Why is it no longer valid?").fill("We rent the database now.")
    page.get_by_role("button", name="Retire lesson").click()
    page.get_by_text("No longer valid since").wait_for()
