"""Markdown that Google Docs downloads."""

import pytest

from retros.exchange import read

DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
TEXT = f"""\
# **Harbor retro** {{#harbor}}

**What went well**

* The tide table was right

![crane][image1]

![][image1]

[image1]: <data:image/png;base64,{DOT}>
"""


def test_pictures_by_reference_come_along_and_ids_of_headings_do_not():
    document = read("harbor.md", TEXT.encode())
    assert document.title == "Harbor retro"
    assert len(document.pictures) == 1
    assert "base64" not in str(document.texts)


@pytest.mark.parametrize("text", ["![][image1]", "[image1]: <data:image/png;base64,x>\n\n# A"])
def test_half_of_a_reference_does_no_harm(text):
    assert "base64" not in str(read("a.md", text.encode()).texts)


PAGE = """\
<html><body class="doc-content"><p class="title">Harbor retro</p><h1>What went well</h1>
<ul><li><a href="https://www.google.com/url?q=https://wiki.example.org/port&amp;sa=D&amp;ust=1">The rules</a>
<sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup></li></ul><h1>Lessons learned</h1><ul><li>Ask for the
tide table<sup><a href="#cmnt2" id="cmnt_ref2">[b]</a></sup></li></ul>
<div><p><a href="#cmnt_ref1" id="cmnt1">[a]</a><span>Which year?</span></p></div>
<div><p><a href="#cmnt_ref2" id="cmnt2">[b]</a><span>By mail?</span></p></div></body></html>"""


@pytest.mark.usefixtures("converted_here")
def test_web_page_has_its_own_links_and_its_comments_apart():
    document = read("harbor.html", PAGE.encode())
    assert document.observations[0].text == "[The rules](https://wiki.example.org/port)"
    assert [lesson.statement for lesson in document.lessons] == ["Ask for the tide table"]
    assert "Which year?" in document.context
    assert "By mail?" in document.context
    assert "cmnt" not in str(document.texts)
