"""/import/: pictures of documents, from looking to storing."""

from uuid import uuid4

import pytest
from django.urls import reverse

from retros.models import Attachment, PendingPicture, Retrospective
from retros.models.attachment import ATTACHMENT_ADDRESS
from tests import factories
from tests.exchange.office import zipped
from tests.exchange.test_document_pictures import BOARD, CURVE, SVG, drawn, word
from tests.test_import_page import bring_in, carried, page_of, place_of, upload


@pytest.fixture
def browser(as_user, member):
    return as_user(member)


def test_picture_is_imported(browser, as_user, member):
    preview = upload(browser, ("retro.docx", word(CURVE)))
    page = page_of(preview)
    assert "Includes 1 picture." in page
    assert "(picture: Curve 0)" in page
    bring_in(browser, preview)
    record = Retrospective.objects.get()
    attachment = record.attachments.get()
    assert attachment.get_absolute_url() in record.context
    assert browser.get(attachment.get_absolute_url()).status_code == 200
    assert as_user(factories.UserFactory()).get(attachment.get_absolute_url()).status_code == 404
    assert not PendingPicture.objects.exists()


def test_waiting_picture_is_served_to_nobody(browser, member, as_user):
    page_of(upload(browser, ("retro.docx", word(CURVE))))
    waiting = PendingPicture.objects.get()
    assert waiting.owner == member
    for someone in (browser, as_user(factories.CuratorFactory()), as_user()):
        assert someone.get(reverse("attachment", args=[waiting.pk])).status_code in (302, 404)
    assert not Attachment.objects.exists()


def test_picture_of_a_piece_that_is_left_out_is_not_stored(browser):
    preview = upload(browser, ("retro.docx", word(CURVE)))
    bring_in(browser, preview, **{place_of(preview, "(picture: Curve 0)"): "out"})
    assert Retrospective.objects.get().attachments.count() == 0


def test_picture_goes_with_its_piece(browser):
    preview = upload(browser, ("retro.docx", word(CURVE)))
    bring_in(browser, preview, **{place_of(preview, "(picture: Curve 0)"): "lesson:process"})
    lesson = Retrospective.objects.get().lessons.get()
    assert lesson.statement == "Curve 0"
    assert ATTACHMENT_ADDRESS.search(lesson.detail)[1] == str(Attachment.objects.get().pk)


def test_updating_the_preview_keeps_pictures(browser):
    preview = upload(browser, ("retro.docx", word(CURVE)))
    again = bring_in(browser, preview, look="1", **{"0-title": "Other"})
    assert "Includes 1 picture." in page_of(again)
    bring_in(browser, again)
    assert Attachment.objects.count() == 1


def test_pressing_twice_stores_pictures_once(browser):
    preview = upload(browser, ("retro.docx", word(CURVE)))
    bring_in(browser, preview)
    assert "already imported" in page_of(bring_in(browser, preview))
    assert Attachment.objects.count() == 1


def test_pictures_that_waited_too_long_are_said(browser):
    preview = upload(browser, ("retro.docx", word(CURVE)))
    page_of(preview)
    PendingPicture.objects.all().delete()
    assert "The preview expired after a day" in page_of(bring_in(browser, preview))
    assert not Retrospective.objects.exists()


def test_carried_text_names_pictures_and_holds_none(browser):
    preview = upload(browser, ("retro.docx", word(drawn(size=(900, 900)))))
    assert len(carried(preview)["0-carried"]) < 3_000


def test_zip_holds_documents_and_their_pictures(browser):
    package = zipped(
        {
            "retros/vans.md": "# Vans\n\nText\n\n![Curve](../images/curve.png)\n\n![Plan](plan.svg)",
            "retros/maps.html": '<html><p>Maps</p><img src="/images/board.jpg" alt="Board">',
            "retros/plan.svg": SVG,
            "images/curve.png": CURVE,
            "images/board.jpg": BOARD,
            "images/unused.png": BOARD,
        }
    )
    preview = upload(browser, ("all.zip", package))
    page = page_of(preview)
    assert page.count("Includes 1 picture.") == 2
    assert "1 picture can’t be kept" in page
    assert "images/unused.png:" in page  # left out, with its reason
    bring_in(browser, preview)
    for record in Retrospective.objects.all():
        assert record.attachments.get().get_absolute_url() in record.context


def test_address_of_a_strange_picture_brings_nothing(browser):
    strange = factories.AttachmentFactory(retrospective=factories.RetrospectiveFactory())
    texts = f"# A\n\nText ![x]({strange.get_absolute_url()}) ![y](/attachments/{uuid4()}/)"
    bring_in(browser, upload(browser, text=texts))
    assert Attachment.objects.get() == strange


def test_too_many_pictures_for_one_page_are_refused(browser, monkeypatch):
    monkeypatch.setattr("retros.views.exchange.import_steps._MOST_PICTURES", 10)
    page = page_of(upload(browser, ("retro.docx", word(CURVE))))
    assert "too large for one preview" in page
    assert not PendingPicture.objects.exists()
