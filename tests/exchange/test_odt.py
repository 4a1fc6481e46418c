"""OpenDocument texts, as LibreOffice writes them."""

import pytest

from retros.exchange import UnreadableDocument, read
from tests.exchange.office import ODF, odt

pytestmark = pytest.mark.usefixtures("converted_here")

STYLES = """
<style:style style:name="Bold" style:family="text">
  <style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="Line" style:parent-style-name="BoldP"/>
<style:style style:name="BoldP"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="Large"><style:text-properties fo:font-size="18pt"/></style:style>
<style:style style:name="P1" style:parent-style-name="Title"/>
<text:list-style style:name="Dots"><text:list-level-style-bullet text:level="1"/></text:list-style>
<text:list-style style:name="Digits"><text:list-level-style-number text:level="1"/></text:list-style>
<style:style style:name="Title"/>
"""


def p(text, style=""):
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def items(*texts, style="Dots"):
    inner = "".join(f"<text:list-item>{p(text)}</text:list-item>" for text in texts)
    return f'<text:list text:style-name="{style}">{inner}</text:list>'


BODY = (
    '<text:tracked-changes><text:changed-region><text:deletion><office:change-info>'
    "<dc:creator>Bo Example</dc:creator></office:change-info><text:p>Two words</text:p>"
    "</text:deletion></text:changed-region></text:tracked-changes>"
    + p("Route planner", "P1")
    + p('We <text:span text:style-name="Bold">replaced</text:span> the route<text:s/>planner of the '
        "delivery vans<text:note><text:note-citation>1</text:note-citation><text:note-body>"
        "<text:p>A note below.</text:p></text:note-body></text:note>.")
    + '<text:h text:outline-level="1">What went well</text:h>'
    + items("Pairing", "Demos")
    + '<text:h text:outline-level="1">Lessons</text:h>'
    + items("Ask the drivers early.", style="Digits")
    + '<text:h text:outline-level="1">Action items</text:h>'
    + "<table:table><table:table-row>"
    + "".join(f"<table:table-cell>{p(text)}</table:table-cell>" for text in ("What", "Owner"))
    + "</table:table-row><table:table-row>"
    + "".join(f"<table:table-cell>{p(text)}</table:table-cell>" for text in ("Order tiles", "shop"))
    + "</table:table-row></table:table>"
    + '<text:h text:outline-level="1">More</text:h>'
    + p('Seen<office:annotation><dc:creator>Ann Example</dc:creator><text:p>Is this so?</text:p>'
        "</office:annotation>")
    + '<text:p><draw:frame><draw:image xlink:href="a.png"/><svg:desc>A curve that falls</svg:desc>'
    "</draw:frame></text:p>"
    + "<text:p><draw:frame><draw:text-box><text:p>Only in a box</text:p></draw:text-box>"
    "</draw:frame></text:p>"
)  # fmt: skip
HEADER = (
    f"<office:document-styles {ODF}><office:master-styles><style:master-page><style:header>"
    f"{p('Secret of the shop team')}</style:header></style:master-page></office:master-styles>"
    "</office:document-styles>"
)


@pytest.fixture
def document():
    return read("retro.odt", odt(BODY, looks=STYLES, styles=HEADER))


def texts(document, kind):
    return [observation.text for observation in document.observations_of(kind)]


def test_headings_lists_and_tables_find_their_place(document):
    assert document.title == "Route planner"
    assert document.summary.startswith("We replaced the route planner of the delivery vans")
    assert texts(document, "well") == ["Pairing", "Demos"]
    assert [lesson.statement for lesson in document.lessons] == ["Ask the drivers early."]
    assert [(a.text, a.owner_role) for a in document.actions] == [("Order tiles", "shop")]


@pytest.mark.parametrize(
    "words",
    [
        "We **replaced** the route planner",
        "A note below.",
        "Is this so?",
        "(A curve that falls)",
        "Only in a box",
        "Secret of the shop team",
    ],
)
def test_what_stands_beside_the_text_is_kept(document, words):
    assert words in document.context


def test_names_and_deleted_words_are_left_out_and_said(document):
    assert "Example" not in str(document)
    assert "Two words" not in document.context
    said = " ".join(document.warnings)
    assert "names of 2 authors" in said
    assert "marked as deleted were left out: 2" in said
    assert "1 picture did not come with it" in said


@pytest.mark.parametrize(
    "heading",
    [p("What went well", "Line"), p("What went well", "Large"), p("What went well:"),
     p('<text:span text:style-name="Bold">What went well</text:span>')],
)  # fmt: skip
def test_lines_that_look_like_headings_are_headings(heading):
    body = p("We did a lot of things in the last months.") + heading + items("Pairing", "Demos")
    assert texts(read("a.odt", odt(body, looks=STYLES)), "well") == ["Pairing", "Demos"]


def test_encrypted_document_is_refused():
    manifest = "<m:manifest xmlns:m='m'><m:encryption-data/></m:manifest>"
    with pytest.raises(UnreadableDocument, match="password-protected"):
        read("a.odt", odt(BODY, **{"META-INF__manifest": manifest}))
