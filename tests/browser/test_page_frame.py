"""What surrounds the words of a page: its foot, its times, and what stands above a phone’s editor."""

from datetime import UTC, datetime

import pytest

from retros.models import Version
from tests import factories
from tests.browser.looks import DESK, PHONE

LEFT = "element => element.getBoundingClientRect().left"


@pytest.fixture
def record(member):
    return factories.RetrospectiveFactory(created_by=member, published=True, title="Checkout")


def left_of(page, selector):
    return page.locator(selector).first.evaluate(LEFT)


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_foot_begins_where_the_page_does(open_page, member, record, size):
    page = open_page(member, viewport=size)
    for address in ("/lessons/", "/retrospectives/new/", "/wall/new/", "/accounts/profile/"):
        page.goto(address)
        assert left_of(page, ".foot-bar p") == pytest.approx(left_of(page, "main h1"), abs=1), (
            address
        )


def test_moments_are_shown_in_the_zone_of_whoever_reads(open_page, member, record):
    Version.objects.update(made_at=datetime(2026, 3, 24, 23, 39, tzinfo=UTC), changed_by=member)
    shown = []
    for zone in ("America/New_York", "Asia/Kolkata"):
        page = open_page(member, timezone_id=zone)
        page.goto(f"/retrospectives/{record.pk}/history/")
        shown.append(page.locator("time").first.inner_text())
    plain = open_page(member, java_script_enabled=False)
    plain.goto(f"/retrospectives/{record.pk}/history/")
    shown.append(plain.locator("time").first.inner_text())
    assert shown == ["24 Mar 2026, 19:39", "25 Mar 2026, 05:09", "24 Mar 2026, 23:39 UTC"]


def test_editor_on_a_phone_begins_with_the_text(open_page, member, record, no_axe_violations):
    page = open_page(member, viewport=PHONE)
    page.goto(f"/retrospectives/{record.pk}/edit/")
    title = page.get_by_label("Title", exact=True).bounding_box()
    assert title["y"] < 200
    assert page.get_by_role("navigation", name="Sections").bounding_box()["height"] < 70
    no_axe_violations(page)
