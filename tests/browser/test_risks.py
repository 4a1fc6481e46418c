"""Imagining that it failed in Chromium: with scripts and without, light and dark, wide and narrow."""

from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from retros.models import Premortem
from tests import factories
from tests.browser.looks import ALL_LOOKS
from tests.risks.conftest import LINK

RISK = "The scanners of the vendor stop during the peak."


@pytest.fixture
def kickoff(member):
    return factories.KickoffFactory(created_by=member)


@pytest.fixture
def lesson(db):
    return factories.LessonFactory(
        published=True, statement="Try the scanners of a vendor before the peak."
    )


@pytest.mark.parametrize("scripts", [True, False])
def test_from_the_link_to_who_met_it(open_page, member, kickoff, lesson, scripts):
    leading = open_page(member, java_script_enabled=scripts)
    leading.goto(f"/kickoffs/{kickoff.pk}/risks/")
    leading.get_by_label("How many people are writing?").fill("4")
    leading.get_by_role("button", name="Create link").click()
    link = leading.get_by_role("textbox", name="Link").input_value()
    for words in (RISK, "The date moves, and nobody says so.", "Nobody trains the drivers."):
        writing = open_page(factories.UserFactory(), java_script_enabled=scripts)
        writing.goto(urlsplit(link).path)
        writing.get_by_label("It failed, because…").fill(words)
        writing.get_by_role("button", name="Add risk").click()
        expect(writing.locator(".mine-list").get_by_text(words)).to_be_visible()
    leading.goto(kickoff.get_absolute_url())
    expect(leading.get_by_role("heading", name="Risks first")).to_be_visible()
    leading.get_by_role("link", name="View risks").click()
    leading.get_by_role("link", name="Reveal what was written").click()
    leading.get_by_role("button", name="Reveal everything").click()
    expect(leading.get_by_role("heading", name="3 risks")).to_be_visible()
    met = leading.locator(".risk", has_text=RISK)
    expect(met.get_by_role("link", name=lesson.statement)).to_be_visible()
    leading.get_by_role("link", name="Go on to the lessons").click()
    expect(leading.get_by_text(f"Matches the risk “{RISK}”")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_alike_ones_are_grouped_and_one_is_removed(open_page, member, kickoff, scripts):
    for words in ("Scanners stop.", "The date moves.", "Dates move again."):
        factories.RiskFactory(kickoff=kickoff, text=words)
    page = open_page(member, java_script_enabled=scripts)
    page.goto(f"/kickoffs/{kickoff.pk}/risks/")
    page.get_by_role("checkbox", name="The date moves.").check()
    page.get_by_role("checkbox", name="Dates move again.").check()
    page.get_by_role("button", name="Group selected").click()
    expect(page.get_by_role("heading", name="2 risks")).to_be_visible()
    page.get_by_role("button", name="Remove: Scanners stop.").click()
    expect(page.get_by_role("heading", name="1 risk", exact=True)).to_be_visible()
    page.get_by_role("button", name="Ungroup").click()
    expect(page.get_by_role("heading", name="2 risks")).to_be_visible()


def test_axe_finds_nothing(open_page, member, kickoff, lesson, suits_everyone):
    page = open_page(member)
    address = f"/kickoffs/{kickoff.pk}/risks/"

    def check(address):
        page.goto(address)
        suits_everyone(page, ALL_LOOKS)

    check(address)
    page.get_by_role("button", name="Create link").click()
    suits_everyone(page, ALL_LOOKS)  # with an error
    factories.PremortemFactory(kickoff=kickoff)
    check(address)
    check(kickoff.get_absolute_url())
    page.goto(LINK)
    page.get_by_label("It failed, because…").fill(RISK)
    page.get_by_role("button", name="Add risk").click()
    expect(page.locator("[data-mine]").get_by_text(RISK)).to_be_visible()
    suits_everyone(page, ALL_LOOKS)
    page.get_by_role("link", name=f"Change: {RISK[:20]}").click()
    suits_everyone(page, ALL_LOOKS)
    Premortem.objects.update(revealed_on=timezone.localdate())
    for words in ("Scanners of the vendor stop in the peak.", "The date moves."):
        factories.RiskFactory(kickoff=kickoff, text=words)
    check(address)
    check(kickoff.get_absolute_url())
