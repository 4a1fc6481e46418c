"""What is refused before and while a document is parsed, quickly and with the reason."""

import subprocess
import sys
import zipfile
from io import BytesIO

import pytest

from retros.conversion import Refused, children, to_markdown
from retros.exchange import UnreadableDocument, read
from tests.exchange.office import W, docx, odt, paragraph, zipped
from tests.pace import at_most

DOCUMENT = "word/document.xml"


def with_part(name, content):
    """A .docx in which one part is another."""
    parts = {}
    with zipfile.ZipFile(BytesIO(docx(paragraph("Text")))) as package:
        parts = {each: package.read(each) for each in package.namelist()}
    return zipped(parts | {name: content})


def xml(inner, declaration=""):
    return f"{declaration}<w:document {W}><w:body>{inner}</w:body></w:document>"


ENTITIES = (
    '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)
# Made when they are read: as large as some are, no other process has to make them.
BOMBS = {
    "many megabytes in one part": lambda: with_part(DOCUMENT, b" " * 30_000_000),
    "many megabytes in many parts": lambda: with_part("word/media/a.png", b"\x00" * 101_000_000),
    "many entries": lambda: zipped({f"word/{n}.bin": b"" for n in range(2_100)}),
    "entities": lambda: with_part(DOCUMENT, xml("&i;", ENTITIES)),
    "quadratic entity": lambda: with_part(
        DOCUMENT, xml("&a;" * 50_000, f'<!DOCTYPE d [<!ENTITY a "{"a" * 50_000}">]>')
    ),
    "entities in UTF-16": lambda: with_part(DOCUMENT, xml("&i;", ENTITIES).encode("utf-16")),
    "entities in UTF-16, unmarked": lambda: with_part(
        DOCUMENT, xml("&i;", ENTITIES).encode("utf-16-be")
    ),
    "entities in EBCDIC": lambda: with_part(
        DOCUMENT, b'<?xml version="1.0" encoding="cp037"?>' + xml("&i;", ENTITIES).encode("cp037")
    ),
    "an outside entity": lambda: with_part(
        DOCUMENT, xml("&x;", '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>')
    ),
    "entities in a relation": lambda: with_part(
        "word/_rels/document.xml.rels", ENTITIES + "<a>&i;</a>"
    ),
    "entities in OpenDocument": lambda: odt("", meta=f"{ENTITIES}<a>&i;</a>"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_bomb_is_refused_before_it_is_parsed(name, monkeypatch):
    def parsed(*arguments, **options):
        raise AssertionError("it came to the parser")

    monkeypatch.setattr(subprocess, "run", parsed)
    bomb = BOMBS[name]()
    with at_most(2), pytest.raises(UnreadableDocument):
        read("a.docx", bomb)


@pytest.mark.parametrize(
    "data",
    [
        docx(paragraph("Text"))[:200],
        docx(paragraph("Text"))[:-30],
        with_part(DOCUMENT, "<w:document"),
        with_part(DOCUMENT, ""),
        with_part(DOCUMENT, xml("<w:p><w:r><w:sym w:char='zz'/></w:r></w:p>")),
        with_part(DOCUMENT, xml("<w:p>" * 3_000 + "</w:p>" * 3_000)),
        with_part("word/styles.xml", "<w:styles"),
        zipped({"[Content_Types].xml": "<a/>", "word/x.xml": "<a/>"}),
        zipped({"content.xml": "<a"}),
        zipped({"content.xml": "<a/>"}),
    ],
    ids=range(10),
)
def test_damaged_document_is_refused_with_a_reason(data):
    with pytest.raises(UnreadableDocument) as refused:
        read("a.docx", data)
    assert str(refused.value).startswith(("It", "This file", "This is"))


def test_document_is_converted_in_a_child_process(tmp_path):
    assert "Text" in to_markdown("word", docx(paragraph("Text")), slots=tmp_path).markdown


def test_password_is_said():
    data = bytearray(docx(paragraph("Text")))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    with pytest.raises(UnreadableDocument, match="password"):
        read("a.docx", bytes(data))


@pytest.mark.parametrize(
    "code",
    [
        "import time; time.sleep(60)",
        "while True: pass",
        "x = 'a' * 3_000_000_000",
        "import os; os.kill(os.getpid(), 9)",
        "print('no answer')",
    ],
)
def test_child_that_needs_too_much_is_stopped_and_said(monkeypatch, tmp_path, code):
    limits = "import runpy, sys; from retros.conversion import limits; limits.set(seconds=1)\n"
    monkeypatch.setattr(children, "_command", lambda *_: [sys.executable, "-c", limits + code])
    monkeypatch.setattr(children, "_SECONDS", 1)
    with pytest.raises(Refused, match="too long or too much memory"):
        to_markdown("html", b"", slots=tmp_path)


def test_child_can_write_no_file(tmp_path):
    code = (
        "from retros.conversion import limits; limits.set()\n"
        f"import pathlib; pathlib.Path({str(tmp_path / 'a')!r}).write_text('x')"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True).returncode
