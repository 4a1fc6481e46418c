"""Pictures of documents come along, whatever their format; what can't is said."""

from base64 import b64encode
from io import BytesIO

import pytest
from django.core.management import call_command
from PIL import Image

from retros.exchange import Document, UnreadableDocument, read, read_text, store
from retros.exchange.signed_payload import dump_signed, load_signed
from retros.models import Attachment, PendingPicture
from retros.models.attachment import ATTACHMENT_ADDRESS
from tests import factories
from tests.exchange.office import docx_with_pictures, odt, paragraph, picture, with_files
from tests.pace import at_most

pytestmark = [pytest.mark.both_databases, pytest.mark.usefixtures("converted_here")]


def drawn(color="teal", kind="PNG", size=(12, 8)):
    out = BytesIO()
    Image.new("RGB", size, color).save(out, kind)
    return out.getvalue()


CURVE, BOARD = drawn("teal"), drawn("olive", "JPEG")
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
EMF = b"\x01\x00\x00\x00" + b"\x00" * 36 + b" EMF" + b"\x00" * 60


def data_url(content, kind="png"):
    return f"data:image/{kind};base64,{b64encode(content).decode()}"


def word(*pictures):
    body = [paragraph("The vans were late."), paragraph("What went wrong", style="heading1")]
    body += [paragraph("The quota ran out", number=1)]
    body += [picture(f"p{n}", f"Curve {n}") for n in range(len(pictures))]
    return docx_with_pictures(*body, **{f"image{n}": each for n, each in enumerate(pictures)})


def open_document(content):
    frame = (
        "<text:p>Text <draw:frame><draw:image xlink:href='Pictures/a.png'/>"
        "<svg:title>Curve 0</svg:title></draw:frame></text:p>"
    )
    return with_files(odt(frame), {"Pictures/a.png": content})


FORMATS = {
    "retro.docx": word(CURVE),
    "retro.odt": open_document(CURVE),
    "retro.html": f'<html><p>Text</p><p><img alt="Curve 0" src="{data_url(CURVE)}"></p>'.encode(),
    "retro.md": f"# A\n\nText\n\n![Curve 0]({data_url(CURVE)})".encode(),
    "google.md": f"# A\n\nText ![Curve 0][image1]\n\n[image1]: <{data_url(CURVE)}>".encode(),
    "raw.md": f'# A\n\nText <img src="{data_url(CURVE)}" alt="Curve 0" width=1>'.encode(),
}


def numbers_in(document):
    return [number for text in document.texts for number in ATTACHMENT_ADDRESS.findall(text)]


def said_by(document):
    return " ".join(document.warnings)


@pytest.mark.parametrize("name", FORMATS)
def test_picture_of_every_format_is_kept_where_it_stood(name):
    document = read(name, FORMATS[name])
    assert len(document.pictures) == 1
    assert set(numbers_in(document)) == set(document.pictures)
    assert "![Curve 0](/attachments/" in document.context
    assert "1 picture" in document.found()
    assert "picture" not in said_by(document)


@pytest.mark.parametrize("name", FORMATS)
def test_picture_is_stored_with_its_retrospective(name, member):
    record = store(read(name, FORMATS[name]), owner=member).retrospective
    attachment = record.attachments.get()
    assert attachment.get_absolute_url() in record.context
    assert Image.open(BytesIO(attachment.content)).getpixel((1, 1)) == (0, 128, 128)
    assert not PendingPicture.objects.exists()


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("![Curve](images/curve.png)", "images/curve.png"),
        ("![Curve](<images/a curve.png>)", "images/a curve.png"),
        ("![Curve](images/a%20curve.png)", "images/a curve.png"),
        ("![Curve](images/curve(1).png 'As it was')", "images/curve(1).png"),
        ("![Curve][c]\n\n[c]: images/curve.png", "images/curve.png"),
        ('<p><img alt="Curve" src="images/curve.png"/></p>', "images/curve.png"),
        ("| a | b |\n|---|---|\n| x | ![Curve](c.png) |", "c.png"),
        ("- Text ![Curve](c.png) and more", "c.png"),
    ],
)
def test_picture_beside_a_document_is_found(text, address):
    document = read("a.md", f"# A\n\n{text}".encode(), beside={address: CURVE}.get)
    assert len(document.pictures) == 1
    assert "![Curve" in document.context


def test_page_that_was_exported_brings_its_attachments():
    page = (
        '<div id="main-content" class="wiki-content"><p>Text</p>'
        '<img src="attachments/1/2.png?version=1" alt="Curve"><img src="images/icons/bullet.gif"></div>'
    )
    document = read("a.html", page.encode(), beside={"attachments/1/2.png": CURVE}.get)
    assert len(document.pictures) == 1
    assert "bullet" not in document.context
    assert "picture" not in said_by(document)


@pytest.mark.parametrize("text", ["```\n![a](c.png)\n```", "~~~\n<img src='c.png'>\n~~~"])
def test_code_is_left_alone(text):
    document = read("a.md", f"# A\n\nText\n\n{text}".encode(), beside={"c.png": CURVE}.get)
    assert document.pictures == {}
    assert text in document.context


@pytest.mark.parametrize(
    "text",
    [
        "Text ![Curve][c]\n\n[c]: {url}\n\nWords that follow",
        "<img src={url} alt=Curve> Words that follow ![Curve]({url})",
        "Text ![Curve]({url} 'Words that follow')",
    ],
)
def test_words_behind_a_picture_in_the_text_stay(text):
    document = read("a.md", f"# A\n\n{text.format(url=data_url(CURVE))}".encode())
    assert len(document.pictures) == 1
    assert "Words that follow" in document.context


def test_picture_over_several_lines_of_a_page_is_read():
    url = data_url(CURVE).replace("A", "A\r\n ")
    document = read("a.html", f"<html><p>Text</p><img alt='a' src='{url}'></html>".encode())
    assert len(document.pictures) == 1


def test_same_picture_is_kept_once():
    document = read("a.docx", word(CURVE, CURVE))
    assert len(document.pictures) == 1
    assert len(numbers_in(document)) == 2


def test_picture_in_a_heading_or_an_action_is_not_lost():
    html = (
        f'<h1>Vans <img src="{data_url(CURVE)}" alt="Curve"></h1><p>Text</p><h2>Action items</h2>'
        f'<ul><li>Order tiles <img src="{data_url(BOARD, "jpeg")}" alt="Board"></li></ul>'
    )
    document = read("a.html", html.encode())
    assert document.title == "Vans"
    assert [action.text for action in document.actions] == ["Order tiles Board"]
    assert set(numbers_in(document)) == set(document.pictures)
    assert len(document.pictures) == 2


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (SVG, "1 picture can’t be kept"),
        (EMF, "1 picture can’t be kept"),
        (b"no picture at all", "1 picture can’t be kept"),
        (b"", "1 picture did not come with it"),
    ],
)
def test_what_can_not_be_kept_leaves_its_description_and_is_said(content, reason):
    for name, data in (("a.docx", word(content)), ("a.odt", open_document(content))):
        document = read(name, data)
        assert document.pictures == {}
        assert "(Curve 0)" in document.context
        assert reason in said_by(document)


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("https://evil.example/a.png", "1 picture on other sites"),
        ("//evil.example/a.png", "1 picture on other sites"),
        ("file:///etc/a.png", "1 picture did not come with it"),
        ("../../etc/a.png", "1 picture did not come with it"),
        ("data:image/svg+xml;base64," + b64encode(SVG).decode(), "1 picture can’t be kept"),
        ("data:image/png;base64,%%%", "1 picture"),
    ],
)
def test_picture_that_is_elsewhere_is_not_fetched(address, reason):
    for document in (
        read("a.md", f"# A\n\nText\n\n![Curve]({address})".encode()),
        read("a.html", f'<html><p>Text</p><p><img src="{address}" alt="Curve"></p>'.encode()),
    ):
        assert document.pictures == {}
        assert "Curve" in document.context
        assert reason in said_by(document)


def test_hostile_description_stays_one():
    html = f'<p>Text</p><img src="{data_url(CURVE)}" alt="](x) &lt;script&gt; | [a">'
    document = read("a.html", f"<html>{html}".encode())
    assert r"![\](x) \<script\> \| \[a](/attachments/" in document.context


def test_no_more_than_a_retrospective_holds_are_kept(monkeypatch):
    monkeypatch.setattr("retros.exchange.document_images.ATTACHMENTS_MAX", 2)
    document = read("a.docx", word(CURVE, BOARD, drawn("navy"), drawn("pink")))
    assert len(document.pictures) == 2
    assert "2 pictures more than the" in said_by(document)
    assert "(Curve 3)" in document.context


def test_too_many_pictures_together_are_refused():
    document = Document("a.md", pictures=dict.fromkeys(range(61)))
    with pytest.raises(UnreadableDocument, match="61 pictures"):
        document.must_fit()


@pytest.mark.parametrize(
    "text", ["![" * 50_000, "![a](" * 20_000, "<img " * 20_000, "![a](b(" * 9_000]
)
def test_hostile_text_is_read_quickly(text):
    with at_most(3):
        read_text("a.md", f"# A\n\n{text}")


def test_pictures_wait_for_who_handed_them_in(member):
    document = read("a.docx", word(CURVE))
    PendingPicture.objects.keep(document.pictures, member)
    carried = dump_signed(document, member)
    assert len(carried) < 2_000
    other = factories.UserFactory()
    with pytest.raises(UnreadableDocument):
        store(load_signed(dump_signed(document, other), other), owner=other)
    assert store(load_signed(carried, member), owner=member).retrospective.attachments.count() == 1
    assert not PendingPicture.objects.exists()


def test_pictures_wait_for_a_day(member, monkeypatch):
    monkeypatch.setattr("retros.trash.erasing.leave_no_trace", lambda: None)
    old = factories.PendingPictureFactory(created_at="2026-01-01T00:00Z")
    new = factories.PendingPictureFactory()
    PendingPicture.objects.keep({}, member)
    assert list(PendingPicture.objects.all()) == [new]
    PendingPicture.objects.filter(pk=new.pk).update(created_at=old.created_at)
    call_command("empty_bin", verbosity=0)
    assert not PendingPicture.objects.exists()


def test_command_takes_pictures_beside_a_file_and_none_from_elsewhere(tmp_path, member):
    folder = tmp_path / "retros"
    (folder / "images").mkdir(parents=True)
    (tmp_path / "secret.png").write_bytes(BOARD)
    (folder / "link.png").symlink_to(tmp_path / "secret.png")
    (folder / "images" / "curve.png").write_bytes(CURVE)
    (folder / "a.md").write_text(
        "# A\n\nText ![Curve](images/curve.png) ![No](../secret.png) ![No](link.png) ![No](images)"
    )
    call_command("import_retrospectives", folder, "--owner", member.email)
    assert Attachment.objects.count() == 1
