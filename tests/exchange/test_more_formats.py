"""PDF, slides, mail, reStructuredText, AsciiDoc and Org: read by their headings, in a child."""

import time

import pytest

from retros.exchange import UnreadableDocument, read, read_text
from tests.exchange.decks import pptx, shape
from tests.exchange.pdfs import pdf
from tests.pace import at_most

PAGE = [
    ("Harbor retrospective", 24, False, 740),
    ("What went well", 16, False, 700),
    ("\x95 The tide table was right all week, even on", 11, False, 680),
    ("the night of the storm", 11, False, 667),
    ("\x95 Nobody hurried", 11, False, 654),
    ("Lessons learned", 11, True, 630),
    ("- Book the crane before the permit", 11, False, 610),
]
DECK = pptx(
    ("Harbor retrospective", []),
    ("What went well", [(0, "The tide table was right"), (1, "also at night")]),
    ("Lessons learned", [(0, "Book the crane before the permit")]),
)
MAIL = """\
From: Wilma Ek <wilma@example.org>
To: team@example.org
Subject: Re: Harbor retrospective
Date: Mon, 4 Mar 2024 16:20:11 +0200
Content-Type: text/plain; charset=utf-8

WHAT WENT WELL
* The tide table was right

LESSONS LEARNED
* Book the crane before the permit

--\x20
Wilma, +46 1 234
"""
RST = """\
Harbor retrospective
====================

:Author: Wilma Ek
:Date: 2024-03-04

.. include:: /etc/passwd

.. raw:: html

   <script>1</script>

What went well
--------------

- The tide table was right

Lessons learned
---------------

- Book the crane before the permit
"""
ADOC = """\
= Harbor retrospective
Wilma Ek <wilma@example.org>
v1.0, 2024-03-04

include::/etc/passwd[]

== What went well

* The tide table was right
** Also at night

== Lessons learned

* Book the crane before the permit
"""
ORG = """\
#+TITLE: Harbor retrospective
#+AUTHOR: Wilma Ek
#+DATE: <2024-03-04 Mon>
* What went well
:PROPERTIES:
:ID: 1
:END:
- The tide table was right
* Lessons learned
- Book the crane before the permit
* Action items
** TODO Order steel
DEADLINE: <2024-05-01 Wed>
"""
DOCUMENTS = {
    "a.pdf": pdf(PAGE),
    "a.pptx": DECK,
    "a.eml": MAIL.encode(),
    "a.rst": RST.encode(),
    "a.adoc": ADOC.encode(),
    "a.org": ORG.encode(),
}


@pytest.mark.usefixtures("converted_here")
@pytest.mark.parametrize("name", DOCUMENTS)
def test_headings_and_lists_become_parts(name):
    document = read(name, DOCUMENTS[name])
    assert document.title == "Harbor retrospective"
    assert document.observations[0].kind == "well"
    assert "The tide table was right" in document.observations[0].text
    (lesson,) = document.lessons
    assert lesson.statement == "Book the crane before the permit"
    assert "Wilma" not in str(document)
    assert "passwd" not in str(document)


@pytest.mark.usefixtures("converted_here")
@pytest.mark.parametrize("name", ["a.eml", "a.rst", "a.adoc", "a.org"])
def test_day_and_number_of_authors_are_kept(name):
    document = read(name, DOCUMENTS[name])
    assert str(document.held_on) == "2024-03-04"
    assert "Left out, as you did not ask for it" in " ".join(document.warnings)
    assert "Wilma" in str(read(name, DOCUMENTS[name], with_authors=True))


@pytest.mark.usefixtures("converted_here")
def test_pdf_says_that_its_layout_was_guessed():
    document = read("a.pdf", DOCUMENTS["a.pdf"])
    assert "guessed from its layout" in document.warnings[-1]
    assert [seen.text for seen in document.observations] == [
        "The tide table was right all week, even on the night of the storm",
        "Nobody hurried",
    ]


@pytest.mark.usefixtures("converted_here")
def test_task_of_org_mode_keeps_its_day():
    (action,) = read("a.org", DOCUMENTS["a.org"]).actions
    assert (action.text, str(action.due_on)) == ("Order steel", "2024-05-01")


@pytest.mark.usefixtures("converted_here")
def test_web_page_that_was_pasted_is_read():
    assert read_text("pasted.md", "<html><body><h1>A</h1><p>Words</p></body></html>").title == "A"


ENTITY = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
DEEP = "<a:p>" * 5_000 + "</a:p>" * 5_000
# Made when they are read: as large as some are, no other process has to make them.
HOSTILE = {
    "scanned.pdf": lambda: pdf([], []),
    "bomb.pdf": lambda: pdf(b"0 0 m\n" * 40_000_000),
    "long.pdf": lambda: pdf(b"BT /F0 9 Tf (a) Tj ET\n" * 2_000_000),
    "pages.pdf": lambda: pdf(*[[]] * 301),
    "damaged.pdf": lambda: pdf(PAGE)[:200],
    "entity.pptx": lambda: pptx(("A", []), declaration=ENTITY),
    "deep.pptx": lambda: pptx(shape("body", DEEP)),
    "empty.pptx": lambda: pptx(),
    "nothing.eml": lambda: b"Subject: A\nContent-Type: application/zip\n\nx",
    "parts.eml": lambda: (
        b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 600 + b"--b--"
    ),
    "deep.rst": lambda: b"".join(b" " * n + b"* a\n\n" for n in range(900)),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_document_is_answered_with_a_sentence(name):
    data = HOSTILE[name]()
    longest = 16  # 9 s, and up to 5 s until a place is free
    with at_most(longest, time.monotonic), pytest.raises(UnreadableDocument) as refused:
        read(name, data)
    assert str(refused.value).endswith(".")


@pytest.mark.usefixtures("converted_here")
def test_hyphen_of_a_word_or_an_address_stays_at_the_end_of_a_line():
    lines = [
        ("The crew would have liked to see some real-", 10, False, 700),
        ("world examples before it looked at the informa-", 10, False, 688),
        ("tion that stands at https://example.org/tide-", 10, False, 676),
        ("table of the harbor", 10, False, 664),
    ]
    context = read("a.pdf", pdf(lines)).context
    words = ("real-world", "information", "https://example.org/tide-table")
    assert [it for it in words if it not in context] == []


def test_scripts_of_a_pdf_do_nothing():
    script = b"<< /S /JavaScript /JS (app.alert(1)) >>"
    document = read("a.pdf", pdf(PAGE, more=script, root="/OpenAction 7 0 R"))
    assert "alert" not in str(document)
