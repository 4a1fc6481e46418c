"""Web pages in one file, as Confluence exports them under the name of a Word document."""

from base64 import encodebytes
from quopri import encodestring

import pytest

from retros.exchange import UnreadableDocument, read
from retros.models.attachment import ATTACHMENT_ADDRESS
from tests.exchange.test_document_pictures import CURVE, SVG
from tests.exchange.vectors import VECTORS, dangers_in
from tests.pace import at_most

pytestmark = pytest.mark.usefixtures("converted_here")

PAGE = """<html xmlns:o='urn:schemas-microsoft-com:office:office'><head><title>Routes</title>
<!--[if gte mso 9]><xml><o:OfficeDocumentSettings/></xml><![endif]--><style>p {}</style></head>
<body><h1>Routes</h1><div class="Section1"><p>We replaced the route planner of the vans – late.</p>
<h2>What went well</h2><ul><li>Pairing é</li></ul>
<h2>Background</h2><p><img src="f0e1" alt="Curve"/><a href="file:///C:/f0e1">open</a></p>
<div class="panel"><div class="panelHeader"><b>Note</b></div><div class="panelContent"><p>More</p></div></div>
<ul class="inline-task-list"><li class="checked">Order tiles</li></ul></div></body></html>"""


def part(kind, content, location, encoding="base64", more=""):
    body = encodebytes(content) if encoding == "base64" else encodestring(content)
    head = f"Content-Type: {kind}\r\nContent-Transfer-Encoding: {encoding}\r\n{more}"
    return f"{head}Content-Location: {location}\r\n\r\n".encode() + body.replace(b"\n", b"\r\n")


def page_file(*parts, subject="Exported From Confluence"):
    head = (
        "Date: Tue, 24 Mar 2026 10:00:00 +0000 (UTC)\r\nMessage-ID: <1.2.3@example.org>\r\n"
        f'Subject: {subject}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; \r\n\tboundary="-=x"'
        "\r\n\r\n"
    )
    return (
        head.encode() + b"".join(b"---=x\r\n" + each + b"\r\n" for each in parts) + b"---=x--\r\n"
    )


def page(html=PAGE, charset="UTF-8"):
    kind, content = f"text/html; charset={charset}", html.encode("utf-8")
    return part(kind, content, "file:///C:/exported.html", "quoted-printable")


CONFLUENCE = page_file(page(), part("image/png", CURVE, "file:///C:/f0e1"))


@pytest.mark.parametrize("name", ["Routes.doc", "Routes.mht", "Routes.txt", "Routes"])
def test_page_is_read_with_its_pictures_whatever_its_name(name):
    document = read(name, CONFLUENCE)
    assert document.title == "Routes"
    assert [seen.text for seen in document.observations] == ["Pairing é"]
    assert "We replaced the route planner of the vans – late." in document.summary
    assert list(document.pictures) == ATTACHMENT_ADDRESS.findall(document.context)
    assert "## Note" in document.context
    assert "[x] Order tiles" in document.context
    assert "file:" not in str(document)
    assert not any("picture" in warning for warning in document.warnings)


@pytest.mark.parametrize(
    ("source", "more"),
    [
        ("cid:one@x", "Content-ID: <one@x>\r\n"),
        ("https://wiki.example/a%20b.png", ""),
        ("images/a b.png", ""),
    ],
)
def test_picture_is_found_by_its_address_its_end_or_its_id(source, more):
    html = f'<html><p>Text</p><img src="{source}" alt="Curve"></html>'
    picture = part("image/png", CURVE, "https://wiki.example/a%20b.png", more=more)
    assert len(read("a.mht", page_file(page(html), picture, subject="Saved")).pictures) == 1


def test_picture_that_did_not_come_or_can_not_be_kept_is_said():
    html = '<html><p>Text</p><img src="gone" alt="One"><img src="plan" alt="Two"></html>'
    document = read("a.doc", page_file(page(html), part("image/svg+xml", SVG, "plan")))
    assert "(One)" in document.context
    assert "(Two)" in document.context
    said = " ".join(document.warnings)
    assert "1 picture did not come with it" in said
    assert "1 picture can’t be kept" in said


def test_page_that_is_a_part_is_no_picture():
    html = '<html><p>Text</p><img src="other.html" alt="One"></html>'
    other = part("text/html", b"<p>x</p>", "other.html")
    assert read("a.doc", page_file(page(html), other)).pictures == {}


def test_odd_encoding_of_a_page_is_read_as_well_as_can_be():
    assert "of the vans – late" in read("a.doc", page_file(page(charset="nonsense"))).summary


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (page_file(part("text/plain", b"a", "a")), "This file contains no web page."),
        (page_file(), "This file contains no web page."),
        (page_file(*[part("image/png", b"a", "a")] * 501, page()), "The limit is 500"),
        (b"{\\rtf1 a}", "This is a rich text document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "This is an old or password-protected Office document"),
        (b"Just words", "This is not a .doc file, although its name says so"),
    ],
)
def test_what_is_none_is_refused_with_the_reason(data, reason):
    with pytest.raises(UnreadableDocument, match=reason):
        read("a.doc", data)


def test_nothing_in_it_runs():
    from retros.rendering import render_markdown

    document = read("a.doc", page_file(page(f"<html>{''.join(VECTORS)}</html>")))
    for text in document.texts:
        assert dangers_in(render_markdown(text)) == []


@pytest.mark.parametrize("depth", [50, 1_000])
def test_nested_messages_end_soon(depth):
    data = b"Content-Type: multipart/related; boundary=b0\r\n\r\n"
    data += b"".join(
        b"--b%d\r\nContent-Type: multipart/related; boundary=b%d\r\n\r\n" % (n, n + 1)
        for n in range(depth)
    )
    with at_most(10), pytest.raises(UnreadableDocument):
        read("a.doc", data + b"x\r\n" * 20_000)
