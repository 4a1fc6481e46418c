"""What a file holds: the sheets of a workbook, the files of a ZIP, and what is left out of it."""

import time

import pytest

from retros.exchange import (
    LeftOut,
    UnreadableDocument,
    documents_in,
    read,
    reason_to_leave_out,
)
from tests.exchange.office import zipped
from tests.exchange.workbooks import xlsx
from tests.pace import at_most

REGISTER = [
    ["Register of the harbor", "", ""],
    ["Lesson", "Category", "Project"],
    ["Book the crane before the permit", "Process", "Bridge"],
    ["Walk the site at night", "Team", "Bridge"],
]
NOTES = [["What went well", "What went wrong"], ["Demos", "Late merges"]]


def test_each_sheet_is_a_document():
    book = xlsx({"Lessons": REGISTER, "Retro": NOTES, "Empty": []})
    lessons, notes = documents_in("harbor.xlsx", book)
    assert (lessons.name, notes.name) == (
        "harbor.xlsx/harbor Lessons.csv",
        "harbor.xlsx/harbor Retro.csv",
    )
    first = read(lessons.name, lessons.content)
    assert [lesson.category for lesson in first.lessons] == ["process", "team"]
    assert first.project_name == "Bridge"
    assert len(read(notes.name, notes.content).observations) == 2


def test_sheet_alone_is_called_as_its_file():
    ((only),) = documents_in("harbor.xlsx", xlsx({"Sheet1": NOTES}))
    assert read(only.name, only.content).title == "Harbor"


@pytest.mark.usefixtures("converted_here")
def test_hidden_sheet_is_left_out_and_said():
    *_, last = documents_in("a.xlsx", xlsx({"Retro": NOTES, "Old": NOTES}, hidden=["Old"]))
    assert last.content.files == [("a.xlsx", "A hidden sheet was left out: Old.")]


@pytest.mark.usefixtures("converted_here")
def test_numbers_and_days_read_as_people_write_them():
    (only,) = documents_in("a.xlsx", xlsx({"A": [["Lesson", "Votes"], ["Ask", 3], ["Look", 2.5]]}))
    assert only.content == b"sep=,\nLesson,Votes\nAsk,3\nLook,2.5\n"


@pytest.mark.usefixtures("converted_here")
def test_all_sheets_are_read_at_once_where_nobody_chooses():
    document = read("a.xlsx", xlsx({"Lessons": REGISTER, "Retro": NOTES}))
    assert len(document.each()) == 2


ENTITY = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
# Made when they are read: as large as some are, no other process has to make them.
HOSTILE = {
    "a cell at the far end": lambda: xlsx(
        {"A": NOTES}, more_cells='<c r="XFD1048576"><v>1</v></c>'
    ),
    "entities": lambda: xlsx({"A": NOTES}, declaration=ENTITY),
    "a text repeated": lambda: xlsx({"A": [["a" * 100_000] * 200] * 10}),
    "many megabytes": lambda: xlsx({"A": NOTES}, files={"xl/media/a.xml": b" " * 30_000_000}),
    "no sheet": lambda: xlsx({}),
    "damaged": lambda: xlsx({"A": NOTES}, files={"xl/workbook.xml": "<workbook"}),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_workbook_is_refused_with_a_sentence(name):
    book = HOSTILE[name]()
    with at_most(10, time.monotonic):
        (only,) = documents_in("a.xlsx", book)
    assert isinstance(only.content, UnreadableDocument)
    assert str(only.content).endswith(".")


def test_macros_and_links_of_a_workbook_are_never_followed():
    files = {"xl/vbaProject.bin": "Shell", "xl/externalLinks/externalLink1.xml": "<a/>"}
    (only,) = documents_in("a.xlsm", xlsx({"A": NOTES}, files=files))
    assert b"Shell" not in only.content


def test_zip_in_a_zip_is_read_and_one_deeper_is_not():
    inner = zipped(
        {
            "Retro 0123456789abcdef0123456789abcdef.md": "# Retro",
            "more.zip": zipped({"a.md": "# A"}),
        }
    )
    note, deep = documents_in("export.zip", zipped({"Part-1.zip": inner}))
    assert read(note.name, note.content).title == "Retro"
    assert "too deep" in str(deep.content)


def test_what_is_left_out_says_why_and_the_way_on():
    package = zipped(
        {
            "a.md": "# A\n\n![](shown.png)",
            "shown.png": "x",
            "b.png": "x",
            ".c.md": "",
            "d.exe": "MZ",
        }
    )
    found = []
    for each in documents_in("a.zip", package):
        if isinstance(each.content, LeftOut):
            found = each.content.files
        else:
            read(each.name, each.content, beside=each.beside)
    assert [name for name, _ in found] == ["b.png", ".c.md", "d.exe"]
    assert all(reason.endswith(".") for _, reason in found)


def test_many_bombs_in_a_zip_are_refused_together():
    bomb = zipped({f"{n}.bin": b"\x00" * 45_000_000 for n in range(2)})
    found = list(documents_in("a.zip", zipped({f"{n}.zip": bomb for n in range(6)})))
    assert "larger than 200 MB when unpacked" in str(found[-1].content)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("../../notes.md", "Its path leads out of the ZIP."),
        ("~$notes.docx", "Office leaves this file beside a document that is open."),
        ("slides.key", "This file type is not supported."),
        ("junk/.notes.md", "This is a hidden file."),
    ],
)
def test_what_is_left_out_says_why(name, reason):
    assert reason_to_leave_out(name, b"PK\x03\x04").startswith(reason)
