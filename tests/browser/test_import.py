"""Importing documents with a browser: by keyboard, on a phone, in the dark, and hostile ones."""

from playwright.sync_api import expect

from retros.models import Retrospective
from tests.browser.looks import ALL_LOOKS
from tests.exchange import samples
from tests.exchange.test_web_pages import PAGE
from tests.exchange.vectors import VECTORS, bytes_of, documents_with
from tests.test_import_splitting import NOTES

FILES = {
    "sprint.md": samples.SPRINT_NOTES.encode(),
    "incident.md": samples.INCIDENT.encode(),
    "page.html": PAGE.encode(),
    "slides.pdf": b"%PDF",
}
HOSTILE_FILES = {name: bytes_of(data) for name, data in documents_with(*VECTORS).items()}
HOSTILE_FILES['"><img src=x onerror=window.ran=1>.md'] = HOSTILE_FILES.pop("a.md")


def choose(page, files):
    page.goto("/import/")
    page.get_by_label("Files").set_input_files(
        [{"name": n, "mimeType": "text/plain", "buffer": data} for n, data in files.items()]
    )
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("heading", name="Preview the import")).to_be_visible()
    page.wait_for_load_state()


def test_every_state_is_accessible_and_fits(open_page, member, suits_everyone):
    page = open_page(member)
    page.goto("/import/")
    suits_everyone(page, ALL_LOOKS)
    choose(page, FILES)
    page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")
    suits_everyone(page, ALL_LOOKS)
    page.get_by_role("button", name="Import 3 drafts").click()
    expect(page.get_by_text("Done: 3 new drafts")).to_be_visible()
    suits_everyone(page, ALL_LOOKS)


def test_piece_is_put_elsewhere_by_keyboard(open_page, member):
    page = open_page(member)
    choose(page, {"sprint.md": FILES["sprint.md"]})
    choice = page.get_by_label("Where “Pairing on the import” goes")
    choice.focus()
    page.keyboard.press("End")
    expect(choice).to_have_value("out")
    expect(page.get_by_text("Left out: 1.")).to_be_visible()
    page.get_by_role("button", name="Import 1 draft").press("Enter")
    expect(page.get_by_text("Done: 1 new draft,")).to_be_visible()
    assert not Retrospective.objects.get().observations.filter(text__contains="Pairing").exists()


def test_nothing_in_a_document_runs(open_page, member):
    page = open_page(member)
    choose(page, HOSTILE_FILES)
    assert page.evaluate("window.ran") is None
    page.locator("button.primary").click()
    expect(page.get_by_text("Done:")).to_be_visible()
    assert page.evaluate("window.ran") is None
    for record in Retrospective.objects.all():
        for address in (record.get_absolute_url(), f"{record.get_absolute_url()}edit/"):
            page.goto(address)
            assert page.evaluate("window.ran") is None
    assert Retrospective.objects.count() == len(HOSTILE_FILES)


def test_pieces_are_split_and_moved_together_by_keyboard(open_page, member, suits_everyone):
    page = open_page(member)
    choose(page, {"depot.md": NOTES.encode()})
    background = page.locator(".piece", has_text="Boxes were labeled")
    background.get_by_role("button", name="Split into 3").press("Enter")
    expect(page.get_by_text("Split into 3 pieces.")).to_be_visible()
    page.get_by_label("Select “- The van was late”").press("Space")
    page.get_by_label("Select “Order tape”").press("Space")
    page.get_by_label("Move selected to").select_option("better")
    page.get_by_role("button", name="Move", exact=True).press("Enter")
    expect(page.get_by_text("Moved to Could be better: 2 pieces.")).to_be_visible()
    suits_everyone(page, ALL_LOOKS)
    page.get_by_role("button", name="Import 1 draft").press("Enter")
    expect(page.get_by_text("Done: 1 new draft,")).to_be_visible()
    found = Retrospective.objects.get().observations.filter(kind="better")
    assert {seen.text for seen in found} == {"The van was late", "Order tape"}
