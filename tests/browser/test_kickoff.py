"""Looking before a start in Chromium: with scripts and without, by two people, light and dark."""

import re

import pytest
from playwright.sync_api import expect

from retros import search
from retros.models import Kickoff
from tests import factories

BRIEF = "We replace the stock service in three warehouses before the October peak."


@pytest.fixture
def lessons(db):
    """Twelve that the brief finds, of all categories but one."""
    categories = ["process", "team", "customer", "product"] * 3
    with search.paused():
        return [
            factories.LessonFactory(
                published=True,
                statement=f"Stock lesson {number}",
                category=category,
                detail="The stock service stopped in the peak.",
                kickoff_question=f"What stops it, {number}?",
            )
            for number, category in enumerate(categories)
        ]


@pytest.fixture
def kickoff(member, lessons):
    return factories.KickoffFactory(created_by=member, brief=BRIEF)


def card(page, lesson):
    return page.locator(f"#lesson-{lesson.pk}")


def start(page):
    page.goto("/kickoffs/new/")
    page.get_by_label("Describe it in a few sentences").fill(BRIEF)
    page.get_by_label("Project", exact=True).fill("Stock sync")
    page.get_by_role("button", name="Find lessons").click()
    page.get_by_role("link", name="Skip this: go to the lessons").click()


@pytest.mark.parametrize("scripts", [True, False])
def test_from_a_description_to_a_brief(open_page, member, lessons, scripts):
    page = open_page(member, java_script_enabled=scripts)
    start(page)
    expect(page.get_by_role("heading", name="12 matches from 12 projects")).to_be_visible()
    first = page.locator(".hit").first
    first.get_by_role("button", name="Apply").click()
    expect(first.get_by_role("button", name="Apply")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("heading", name="Your brief 1 lesson")).to_be_visible()
    first.locator("summary").click()
    first.get_by_label("Note").fill("From May on")
    first.get_by_role("button", name="Save").click()
    expect(first.locator("summary")).to_have_text("From May on")
    page.get_by_role("link", name="Open the brief").click()
    expect(page.get_by_role("heading", name="To apply")).to_be_visible()
    expect(page.get_by_text("From May on")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_words_are_added_and_taken_away(open_page, member, kickoff, scripts):
    page = open_page(member, java_script_enabled=scripts)
    page.goto(kickoff.get_absolute_url())
    page.get_by_label("Add a search term").fill("scanner")
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("button", name="Remove scanner").click()
    expect(page.locator(".tag", has_text="scanner")).to_have_count(0)
    kickoff.refresh_from_db()
    assert (kickoff.added_terms, kickoff.dropped_terms) == ([], ["scanner"])


@pytest.mark.parametrize("scripts", [True, False])
def test_lessons_are_narrowed_and_more_come(open_page, member, kickoff, scripts):
    page = open_page(member, java_script_enabled=scripts)
    page.goto(kickoff.get_absolute_url())
    page.get_by_role("link", name="Show more").click()
    expect(page.locator(".hit")).to_have_count(12)
    page.get_by_label("Team").check()
    if not scripts:
        page.get_by_role("button", name="Apply filters").click()
    expect(page.locator(".hit")).to_have_count(3)
    expect(page).to_have_url(re.compile(r"category=team"))


def test_more_lessons_go_on_where_the_reader_was(open_page, member, kickoff):
    page = open_page(member)
    page.goto(kickoff.get_absolute_url())
    page.get_by_role("link", name="Show more").click()
    expect(page.locator(".hit").nth(10).get_by_role("link").first).to_be_focused()


def test_a_decision_keeps_the_focus_and_is_said(open_page, member, kickoff, lessons):
    page = open_page(member)
    page.goto(kickoff.get_absolute_url())
    watch = page.locator(".hit").first.get_by_role("button", name="Watch")
    watch.focus()
    page.keyboard.press("Enter")
    expect(watch).to_have_attribute("aria-pressed", "true")
    expect(watch).to_be_focused()
    expect(page.locator("#announcer")).to_have_text("Watch. 1 lesson in your brief.")


def test_lessons_are_decided_on_by_keys_alone(open_page, member, kickoff):
    page = open_page(member)
    page.goto(kickoff.get_absolute_url())
    for key in "jja":
        page.keyboard.press(key)
    second = page.locator(".hit").nth(1)
    expect(second.get_by_role("button", name="Apply")).to_have_attribute("aria-pressed", "true")
    expect(second.get_by_role("button", name="Apply")).to_be_focused()
    page.keyboard.press("k")
    expect(page.locator(".hit").first.get_by_role("link").first).to_be_focused()
    page.keyboard.press("n")
    first = page.locator(".hit").first.get_by_role("button", name="Not relevant")
    expect(first).to_have_attribute("aria-pressed", "true")
    assert sorted(kickoff.choices.values_list("disposition", flat=True)) == [
        "apply",
        "not-relevant",
    ]


def test_keys_leave_fields_alone_and_can_be_turned_off(open_page, member, kickoff):
    page = open_page(member)
    page.goto(kickoff.get_absolute_url())
    page.get_by_label("Add a search term").press_sequentially("jawn")
    expect(page.get_by_label("Add a search term")).to_have_value("jawn")
    page.evaluate("import('/static/js/single-keys.js').then(keys => keys.setSingleKeys(false))")
    page.locator(".hit").first.get_by_role("link").first.focus()
    page.keyboard.press("a")
    page.reload()
    expect(page.locator("[data-key-hint]")).to_be_hidden()
    assert not kickoff.choices.exists()


def test_it_happened_is_noted_and_taken_back(open_page, member, kickoff, lessons):
    choice = factories.KickoffLessonFactory(kickoff=kickoff, lesson=lessons[0])
    page = open_page(member)
    page.goto(kickoff.project.get_absolute_url())
    page.get_by_role("button", name="It happened").click()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("button", name="It happened")).to_be_visible()
    choice.refresh_from_db()
    assert choice.happened_again is None


def test_a_note_is_saved_when_its_field_is_left(open_page, member, kickoff, lessons):
    factories.KickoffLessonFactory(kickoff=kickoff, lesson=lessons[0])
    page = open_page(member)
    page.goto(kickoff.get_absolute_url())
    here = card(page, lessons[0])
    here.locator("summary").click()
    here.get_by_label("Note").fill("From May on")
    here.get_by_label("Owner").press_sequentially(member.display_name)
    here.get_by_role("option").first.click()
    here.get_by_label("Owner").press("Tab")
    expect(here.locator("summary")).to_have_text(f"From May on · Owner: {member.display_name}")
    here.get_by_role("button", name="Watch").click()
    expect(here.get_by_role("button", name="Watch")).to_have_attribute("aria-pressed", "true")
    choice = kickoff.choices.get()
    assert (choice.note, choice.owner, choice.disposition) == ("From May on", member, "watch")


def test_a_note_typed_before_another_button_is_pressed_is_kept(open_page, member, kickoff, lessons):
    factories.KickoffLessonFactory(kickoff=kickoff, lesson=lessons[0])
    page = open_page(member)
    page.goto(kickoff.get_absolute_url())
    here = card(page, lessons[0])
    here.locator("summary").click()
    here.get_by_label("Note").fill("From May on")
    here.get_by_role("button", name="Watch").click()
    expect(here.get_by_role("button", name="Watch")).to_have_attribute("aria-pressed", "true")
    choice = kickoff.choices.get()
    assert (choice.note, choice.disposition) == ("From May on", "watch")


@pytest.mark.parametrize("scripts", [True, False])
def test_the_second_of_two_people_sees_both_decisions(open_page, member, kickoff, lessons, scripts):
    colleague = factories.UserFactory(teams=[kickoff.project.team])
    mine = open_page(member, java_script_enabled=scripts)
    theirs = open_page(colleague)
    for page in (mine, theirs):
        page.goto(kickoff.get_absolute_url())
    card(theirs, lessons[-1]).get_by_role("button", name="Watch").click()
    expect(theirs.get_by_text("1 lesson", exact=True)).to_be_visible()
    card(mine, lessons[-1]).get_by_role("button", name="Apply").click()
    expect(card(mine, lessons[-1]).get_by_text("Theirs: Watch. Yours: Apply.")).to_be_visible()
    card(mine, lessons[-1]).get_by_role("button", name="Apply").click()
    expect(card(mine, lessons[-1]).get_by_role("alert")).to_have_count(0)
    assert kickoff.choices.get().disposition == "apply"


def test_the_brief_is_copied_as_markdown(open_page, member, kickoff, lessons):
    factories.KickoffLessonFactory(kickoff=kickoff, lesson=lessons[0])
    page = open_page(member, permissions=["clipboard-read", "clipboard-write"])
    page.goto(kickoff.get_absolute_url())
    page.get_by_role("button", name="Copy as Markdown").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert "**What stops it, 0?**" in page.evaluate("navigator.clipboard.readText()")


def test_the_link_of_the_brief_is_copied(open_page, member, kickoff, lessons):
    factories.KickoffLessonFactory(kickoff=kickoff, lesson=lessons[0])
    page = open_page(member, permissions=["clipboard-read", "clipboard-write"])
    page.goto(kickoff.get_absolute_url())
    page.get_by_role("button", name="Copy link for the team").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    assert link.endswith(f"/kickoffs/{kickoff.pk}/brief/")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_retrospective_asks_what_came_of_the_lessons(
    open_page, member, kickoff, lessons, scripts
):
    choice = factories.KickoffLessonFactory(kickoff=kickoff, lesson=lessons[0])
    record = factories.RetrospectiveFactory(project=kickoff.project, created_by=member)
    page = open_page(member, java_script_enabled=scripts)
    page.goto(f"/retrospectives/{record.pk}/edit/")
    here = page.locator(f"#choice-{choice.pk}")
    here.get_by_label("Helped").check()
    here.get_by_label("Yes, it happened again").check()
    if scripts:  # saved as it is chosen
        expect(here.locator("[name=version]")).to_have_value("3")
    here.get_by_role("button", name="Save").click()
    expect(here.locator("[name=version]")).to_have_value("4" if scripts else "2")
    expect(here.get_by_label("Helped")).to_be_checked()
    expect(page).to_have_url(re.compile(rf"/retrospectives/{record.pk}/edit/"))
    choice.refresh_from_db()
    assert (choice.result, choice.happened_again) == ("helped", True)


def test_ten_lessons_print_on_two_sides(open_page, member, kickoff, lessons, tmp_path):
    for number, lesson in enumerate(lessons[:10]):
        lesson.statement = f"{number} " + "A lesson as long as one can be. " * 4
        lesson.kickoff_question = f"{number} " + "A question as long as one can be? " * 4
        lesson.save()
        note = "A note of two hundred characters, that says how it is used here. " * 3
        factories.KickoffLessonFactory(
            kickoff=kickoff, lesson=lesson, note=note, owner=member,
            disposition="apply" if number % 2 else "watch",
        )  # fmt: skip
    page = open_page(member)
    page.goto(f"/kickoffs/{kickoff.pk}/brief/")
    paper = page.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) <= 2


def pages_of(kickoff):
    brief = f"/kickoffs/{kickoff.pk}/brief/"
    edit = f"/kickoffs/{kickoff.pk}/edit/"
    project = kickoff.project.get_absolute_url()
    found = f"{kickoff.get_absolute_url()}?find=stock"
    return ["/kickoffs/", "/kickoffs/new/", kickoff.get_absolute_url(), found, brief, edit, project]


def test_pages_are_accessible_and_fit(open_page, member, kickoff, lessons, suits_everyone):
    long = "Donaudampfschifffahrtsgesellschaft" * 3
    factories.KickoffLessonFactory(kickoff=kickoff, lesson=lessons[0], note=long)
    kickoff.add_term(long[:60])
    factories.KickoffLessonFactory(
        kickoff=kickoff, lesson=lessons[1], disposition="not-relevant", owner=member
    )
    page = open_page(member)
    for address in pages_of(kickoff):
        page.goto(address)
        suits_everyone(page)


def test_axe_finds_nothing_where_something_is_wrong(
    open_page, member, kickoff, lessons, no_axe_violations
):
    page = open_page(member)
    page.goto("/kickoffs/new/")
    page.get_by_role("button", name="Find lessons").click()
    expect(page.get_by_role("alert")).to_be_focused()
    no_axe_violations(page)
    page.goto(kickoff.get_absolute_url())
    factories.KickoffLessonFactory(kickoff=kickoff, lesson=lessons[-1], disposition="watch")
    card(page, lessons[-1]).get_by_role("button", name="Apply").click()
    expect(card(page, lessons[-1]).get_by_role("alert")).to_be_visible()
    no_axe_violations(page)
    assert Kickoff.objects.count() == 1
