"""/import/: what the preview says about files that become no document stays on the page."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from retros.exchange import read_text, store
from tests import factories
from tests.exchange.office import zipped
from tests.test_import_columns import TABLE
from tests.test_import_page import bring_in, carried, page_of, upload
from tests.test_import_people import NAMED
from tests.test_import_splitting import HANDBOOK

KNOWN = "# Known before\n\n- a"
FILES = {
    "0.md": b"",
    "1.md": HANDBOOK.encode(),
    "2.csv": TABLE.encode(),
    "3.md": NAMED,
    "4.md": KNOWN.encode(),
    "<b>5</b>.exe": b"MZ",
}


@pytest.fixture
def browser(as_user, member):
    return as_user(member)


@pytest.fixture
def preview(browser, member):
    store(read_text("known.md", KNOWN), owner=member)
    return upload(browser, ("all.zip", zipped(FILES)), with_authors="on")


def entries(response):
    """What each entry of the page says, of a document only its file."""
    soup = BeautifulSoup(page_of(response), "html.parser")
    return [
        (it.select_one(".src") if it.get("id") else it).get_text(" ", strip=True)
        for it in soup.select(".found-document")
    ]


@pytest.mark.parametrize(
    "press",
    [
        {"look": "1"},
        {"move": "0", "0-all": "well", "0-to": "wrong"},
        {"split": "0-999"},  # an error
        {"1-title": ""},
        {"without_names": "1"},
    ],
)
def test_every_entry_stays_where_it_was(browser, preview, press):
    before = entries(preview)
    assert len(before) == len(FILES)
    again = bring_in(browser, bring_in(browser, preview, **press), look="1")
    assert entries(again) == before


def test_a_document_is_split_among_them(browser, preview):
    before = entries(preview)
    again = entries(bring_in(browser, preview, divide="0-1"))
    parts = [f"{before[1]}, part {n}" for n in (1, 2, 3)]
    assert again == [before[0], *parts, *before[2:]]


def test_columns_can_still_be_chosen(browser, preview):
    sent = carried(bring_in(browser, preview, look="1")) | {"which": "1-aside-0"}
    page = page_of(browser.post(reverse("import_columns"), sent))
    assert "Card – Two rehearsals" in page
    assert 'name="with_authors" value="on"' in page


@pytest.mark.parametrize("value", ["", "x", "<script>alert(1)</script>", "a:b:c", "\x00"])
def test_hostile_entry_is_told_and_runs_nothing(browser, preview, value):
    odd = {"0-aside-0": value, "999-aside-9999": value, "which": "0-aside-0"}
    page = page_of(bring_in(browser, preview, look="1", **odd))
    assert page.count("This page has expired or arrived incomplete.") == 2
    assert "<script>alert" not in page
    assert "<b>5</b>" not in page
    assert browser.post(reverse("import_columns"), carried(preview) | odd).status_code == 302


def test_entry_of_someone_else_shows_nothing_of_it(as_user, preview):
    page = page_of(bring_in(as_user(factories.UserFactory()), preview, look="1"))
    assert "Known before" not in page
    assert "5</b>" not in page
