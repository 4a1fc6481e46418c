"""Pages made from Confluence's own retrospective template."""

import pytest

from retros.exchange import read

pytestmark = pytest.mark.usefixtures("converted_here")
PAGE = """\
<html><head><title>HB : Bridge retro</title></head><body><div id="main-content" class="wiki-content group">
<h2>Background</h2><p>We moved the crane.</p>
<h2>Action items</h2><ul class="inline-task-list">
<li data-inline-task-id="1"><p>Write the tide table <time datetime="2024-03-28" class="date-past">28 Mar 2024</time></p></li>
<li class="checked"><span><a class="confluence-userlink user-mention" href="#">Wilma Ek</a> order steel</span></li></ul>
<div class="expand-container"><div class="expand-control"><span>Click here to expand...</span></div>
<div class="expand-content"><p>Kept.</p></div></div>
</div></body></html>"""


def test_tasks_have_no_box_and_keep_their_day():
    table, steel = read("page.html", PAGE.encode()).actions[:2]
    assert (table.text, str(table.due_on), table.status) == (
        "Write the tide table",
        "2024-03-28",
        "open",
    )
    assert steel.status == "done"
    assert "order steel" in steel.text


def test_expander_that_nobody_named_is_no_heading():
    document = read("page.html", PAGE.encode())
    assert "Click here" not in str(document)
    assert "Kept." in str(document)


def test_everybody_who_took_part_is_counted():
    mentions = " ".join(f'<a class="user-mention" href="#">Person {n}</a>' for n in "ABC")
    people = f"<table><tr><th>Date</th><td>2024-03-14</td></tr><tr><th>Participants</th><td>{mentions}</td></tr></table>"
    page = PAGE.replace("<h2>Background", f"{people}<h2>Background")
    assert read("page.html", page.encode()).taking_part == "3 people"
