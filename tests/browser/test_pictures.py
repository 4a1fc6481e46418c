"""Pictures and the toolbar in a real browser."""

import re
from base64 import b64encode
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import expect

from retros.models import Attachment, Retrospective
from tests import factories

GIVE = """([kind, data, type]) => {
  const bytes = Uint8Array.from(atob(data), letter => letter.charCodeAt(0));
  const given = new DataTransfer();
  given.items.add(new File([bytes], "image.png", {type}));
  const name = kind === "paste" ? "clipboardData" : "dataTransfer";
  const make = kind === "paste" ? ClipboardEvent : DragEvent;
  const event = new make(kind, {[name]: given, bubbles: true, cancelable: true});
  document.activeElement.dispatchEvent(event);
}"""


@pytest.fixture
def retrospective(member):
    return factories.RetrospectiveFactory(created_by=member, context="Before.")


@pytest.fixture
def writing(open_page, member, retrospective):
    page = open_page(member)
    page.goto(f"/retrospectives/{retrospective.pk}/edit/")
    page.context_field = page.get_by_label("Context", exact=True)
    page.context_field.focus()
    page.keyboard.press("Control+End")
    return page


def png():
    out = BytesIO()
    Image.new("RGB", (60, 40), 200).save(out, "PNG")
    return b64encode(out.getvalue()).decode()


@pytest.mark.parametrize("kind", ["paste", "drop"])
def test_picture_is_pasted_saved_and_seen(writing, retrospective, kind):
    writing.evaluate(GIVE, [kind, png(), "image/png"])
    expect(writing.context_field).to_have_value(
        re.compile(r"Before\.\n\n!\[\]\(/attachments/.*/\)\n\n")
    )
    expect(writing.get_by_text("A picture has no description.")).to_be_visible()
    writing.keyboard.type("Orders fell")  # the caret is where the description goes
    made = Attachment.objects.get()
    expect(writing.context_field).to_have_value(
        f"Before.\n\n![Orders fell](/attachments/{made.pk}/)\n\n"
    )
    expect(writing.get_by_text("A picture has no description.")).to_be_hidden()
    expect(writing.locator("#save-state")).to_contain_text("Saved at")
    assert "Orders fell" in Retrospective.objects.get().context
    writing.get_by_role("toolbar", name="Formatting for context").get_by_role(
        "button", name="Preview"
    ).click()
    image = writing.get_by_role("img", name="Orders fell")
    expect(image).to_be_visible()
    assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") == 60


@pytest.mark.parametrize(
    ("data", "media_type", "says"),
    [
        ("PHN2Zz4=", "image/svg+xml", "Only pictures"),
        ("eHh4", "image/png", "can’t be read as a picture"),
    ],
)
def test_refused_picture_leaves_the_text_as_it_was(writing, data, media_type, says):
    writing.evaluate(GIVE, ["paste", data, media_type])
    expect(writing.get_by_role("alert")).to_contain_text(says)
    expect(writing.context_field).to_have_value("Before.")


def test_failed_upload_loses_no_word(writing):
    writing.route("**/pictures/**", lambda route: route.abort("internetdisconnected"))
    writing.evaluate(GIVE, ["paste", png(), "image/png"])
    writing.keyboard.type(" and after")
    expect(writing.get_by_role("alert")).to_contain_text("No connection")
    expect(writing.context_field).to_have_value(re.compile(r"Before\.(\n\n)? and after"))


def test_picture_stands_apart_and_its_description_is_asked_for_later(writing, retrospective):
    writing.keyboard.press("Control+Home")
    writing.evaluate(GIVE, ["paste", png(), "image/png"])
    writing.keyboard.press("Control+End")
    expect(writing.context_field).to_have_value(
        re.compile(r"!\[\]\(/attachments/.*/\)\n\nBefore\.")
    )
    expect(writing.locator("#save-state")).to_contain_text("Saved at")
    writing.get_by_role("link", name="Review and publish").click()
    writing.get_by_role("link", name="Describe the picture").click()
    writing.get_by_role("button", name="Describe it").click()
    writing.keyboard.type("Orders fell")
    expect(writing.get_by_label("Context", exact=True)).to_have_value(
        re.compile(r"!\[Orders fell\]")
    )


def test_toolbar_works_by_keyboard_and_is_undone(writing):
    field = writing.context_field
    field.select_text()
    writing.keyboard.press("Control+b")
    expect(field).to_have_value("**Before.**")
    writing.keyboard.press("Control+z")
    expect(field).to_have_value("Before.")
    writing.keyboard.press("Shift+Tab")
    bar = writing.get_by_role("toolbar", name="Formatting for context")
    expect(bar.get_by_role("button", name="Bold")).to_be_focused()
    writing.keyboard.press("End")
    expect(bar.get_by_role("button", name="Preview")).to_be_focused()
    writing.keyboard.press("ArrowRight")
    for _ in range(3):
        writing.keyboard.press("ArrowRight")
    writing.keyboard.press("Enter")
    expect(field).to_have_value("- Before.")
    expect(writing.locator("#save-state")).to_contain_text("Saved at")
    assert Retrospective.objects.get().context == "- Before."


def test_page_of_pictures_passes_axe(open_page, member, retrospective, suits_everyone):
    factories.AttachmentFactory(retrospective=retrospective)
    page = open_page(member)
    page.goto(f"/retrospectives/{retrospective.pk}/edit/pictures/")
    page.get_by_role("button", name="Add picture").click()
    expect(page.locator(".problem")).to_be_visible()
    suits_everyone(page)
