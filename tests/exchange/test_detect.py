"""What a file is, whatever it is called."""

import pytest

from retros.exchange import UnreadableDocument, read
from tests.exchange.office import docx, odt, paragraph, zipped

pytestmark = pytest.mark.usefixtures("converted_here")
WORD = docx(paragraph("Route planner", style="Title"), paragraph("We replaced it."))
SHEET = zipped({"[Content_Types].xml": "", "xl/workbook.xml": ""})
ODS = zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"})


@pytest.mark.parametrize("name", ["a.docx", "a.md", "a.html", "a", "a.docm", "A.DOCX"])
def test_word_document_is_read_under_any_name(name):
    assert "We replaced it." in str(read(name, WORD))


def test_open_document_is_read_under_any_name():
    assert "We replaced it." in str(read("a.docx", odt("<text:p>We replaced it.</text:p>")))


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.docx", b"%PDF-1.7", "This PDF is damaged"),
        ("a.md", b"%PDF-1.7", "This PDF is damaged"),
        ("a.doc", b"\xd0\xcf\x11\xe0", "This is an old or password-protected Office document"),
        ("a.rtf", b"{\\rtf1 Text}", "This is a rich text document"),
        ("a.md", b"\x89PNG", "This is a picture"),
        ("a.docx", b"# Text", "This is not a .docx file, although its name says so"),
        ("a.odt", b"# Text", "This is not a .odt file"),
        ("a.docx", SHEET, "It could not be read"),
        ("a.odt", ODS, "This is an OpenDocument spreadsheet"),
        ("a.docx", zipped({"ppt/a.xml": ""}), "This is an old slide deck"),
        ("a.docx", zipped({"a.md": "# A"}), "This is a ZIP file inside"),
        ("a.json", b'{"a": 1}', "This JSON file holds no Trello board"),
        ("a.md", b'[{"a": 1}]', "This JSON file holds no Trello board"),
        ("a.json", b"[" * 100_000, "This JSON file holds no Trello board"),
        ("a.md.gz", b"\x1f\x8b", "This is a compressed file"),
        ("a.exe", b"MZ", "This file type is not supported"),
        ("a", b"Text", "This file type is not supported"),
        ("a.docx", b"PK\x03\x04", "This file is damaged"),
        ("a.docx", b"", "This file is empty"),
        ("a.html", b"<!doctype html><html><body></body></html>", "This file contains no text"),
    ],
)
def test_what_can_not_be_read_is_called_by_its_name(name, data, reason):
    with pytest.raises(UnreadableDocument) as refused:
        read(name, data)
    assert reason in str(refused.value)


def test_text_that_only_begins_like_json_is_read():
    assert "[the list]" in read("a.md", b"[the list] of what we did").context


def test_markdown_with_some_html_stays_markdown():
    assert read("a.md", b"<p align=center>Up</p>\n\n# Lessons\n\n- Ask").lessons
