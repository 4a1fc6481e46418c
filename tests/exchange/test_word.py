"""Word documents, as Word and Google Docs write them."""

import zipfile
from io import BytesIO

import pytest

from retros.exchange import read
from tests.exchange.office import HEADINGS, W, core, docx, paragraph, run, style, table

pytestmark = pytest.mark.usefixtures("converted_here")


def statements(document):
    return [lesson.statement for lesson in document.lessons]


def texts(document, kind):
    return [observation.text for observation in document.observations_of(kind)]


STYLED = docx(
    paragraph("Route planner", style="Title"),
    paragraph("We replaced the route planner of the delivery vans. It went live a week late."),
    paragraph("What went well", style="heading1"),
    paragraph("Pairing on the import", number=1),
    paragraph("Demos every ", run("Friday", bold=True), number=1),
    paragraph("Lessons learned", style="heading1"),
    paragraph("Ask the drivers early.", number=2),
    paragraph("Action items", style="heading1"),
    table(["What", "Owner", "Due"], ["Order more tiles", "platform", "2026-03-01"]),
    styles=HEADINGS,
)


def test_headings_lists_and_tables_find_their_place():
    document = read("retro.docx", STYLED)
    assert document.title == "Route planner"
    assert document.summary.startswith("We replaced the route planner")
    assert texts(document, "well") == ["Pairing on the import", "Demos every **Friday**"]
    assert statements(document) == ["Ask the drivers early."]
    assert [(a.text, a.owner_role, str(a.due_on)) for a in document.actions] == [
        ("Order more tiles", "platform", "2026-03-01")
    ]


def test_larger_text_is_a_heading_where_nobody_used_styles():
    document = read(
        "google.docx",
        docx(
            paragraph(run("Route planner", size=26)),
            paragraph(run("What went well", size=16)),
            paragraph(run("Pairing on the import.", size=11), number=1),
            paragraph(run("What did not go well", size=16)),
            paragraph(run("The map tiles ran out of quota.", size=11), number=1),
        ),
    )
    assert document.title == "Route planner"
    assert texts(document, "well") == ["Pairing on the import."]
    assert texts(document, "wrong") == ["The map tiles ran out of quota."]


@pytest.mark.parametrize(
    "heading",
    [
        paragraph(run("What went well", bold=True)),
        paragraph(run("What went ", bold=True), run("well", bold=True), run(" ")),
        paragraph(run("What went well:", properties='<w:u w:val="single"/>')),
        paragraph(run("What went well", bold=True, properties="<w:i/>")),
        paragraph(run("1. What went well", bold=True)),
        paragraph(run("What went well", bold=True), number=2),
        paragraph("What went well"),
        paragraph("What went well", style="Mine"),
        paragraph("What went well", style="OfMine"),
        paragraph("What went well", style="Outlined"),
        paragraph("What went well", style="heading1", number=2),
    ],
)
def test_lines_that_look_like_headings_are_headings(heading):
    styles = HEADINGS + style("Mine", based_on="heading2") + style("OfMine", based_on="Mine")
    document = read(
        "a.docx",
        docx(
            paragraph("We did a lot of things in the last months."),
            heading,
            paragraph("Pairing", number=1),
            paragraph("Demos", number=1),
            styles=styles + style("Outlined", outline=1),
        ),
    )
    assert texts(document, "well") == ["Pairing", "Demos"]


NOTES = (
    f'<w:footnotes {W}><w:footnote w:id="1">{paragraph("A note below.")}</w:footnote></w:footnotes>'
)
COMMENTS = (
    f'<w:comments {W}><w:comment w:id="0" w:author="Ann Example">{paragraph("Is this so?")}'
    "</w:comment></w:comments>"
)
BOX = (
    f"<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx><w:txbxContent>"
    f"{paragraph('Only in a box')}</w:txbxContent></wps:txbx></mc:Choice></mc:AlternateContent>"
    "</w:r></w:p>"
)
FORMULA = "<w:p><m:oMath><m:r><m:t>quota equals vans</m:t></m:r></m:oMath></w:p>"
CHANGED = (
    '<w:p><w:ins w:author="Bo Example"><w:r><w:t>Added later.</w:t></w:r></w:ins>'
    '<w:del w:author="Bo Example"><w:r><w:delText>Two words</w:delText></w:r></w:del></w:p>'
)
RICH = docx(
    paragraph("Story", '<w:r><w:footnoteReference w:id="1"/></w:r>'),
    BOX,
    FORMULA,
    CHANGED,
    paragraph("Lessons", style="heading1"),
    paragraph("Ask early", number=1),
    styles=HEADINGS,
    word__footnotes=NOTES,
    word__comments=COMMENTS,
    word__header1=f"<w:hdr {W}>{paragraph('Secret of the shop team')}</w:hdr>",
    docProps__core=core(creator="Cy Example", title="Vans"),
)


@pytest.mark.parametrize(
    "words",
    [
        "A note below.",
        "Is this so?",
        "Only in a box",
        "quota equals vans",
        "Added later.",
        "Secret of the shop team",
    ],
)
def test_what_stands_beside_the_text_is_kept(words):
    assert words in read("a.docx", RICH).context


def test_what_stands_beside_the_text_is_no_lesson():
    assert statements(read("a.docx", RICH)) == ["Ask early"]


def test_deleted_words_are_left_out_and_said():
    document = read("a.docx", RICH)
    assert "Two words" not in document.context
    assert any("marked as deleted were left out: 2" in warning for warning in document.warnings)


def test_names_of_those_who_wrote_are_left_out_unless_asked_for():
    document = read("a.docx", RICH)
    assert "Example" not in str(document)
    assert any("names of 3 authors" in warning for warning in document.warnings)
    named = read("a.docx", RICH, with_authors=True)
    assert "Ann Example: Is this so?" in named.context
    assert "Cy Example" in named.context


def test_title_of_the_file_serves_where_the_text_has_none():
    assert read("a.docx", RICH).title == "Vans"


def test_description_of_a_picture_is_kept():
    picture = (
        '<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" descr="A curve that falls"/><a:graphic>'
        '<a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="p1"/></pic:blipFill></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )
    relation = '<Relationship Id="p1" Type="image" Target="media/a.png"/>'
    document = read("a.docx", docx(paragraph("Text"), picture, relations=relation))
    assert "(A curve that falls)" in document.context
    assert any("1 picture did not come with it" in warning for warning in document.warnings)


def test_signs_that_mean_something_in_markdown_stay_signs():
    body = docx(paragraph("List&lt;String&gt; of *stars* and _lines_"), paragraph("# no heading"))
    document = read("a.docx", body)
    assert r"List\<String> of \*stars\* and \_lines\_" in document.context
    assert r"\# no heading" in document.context


def test_macros_are_left_out_and_said():
    data = docx(paragraph("Text"), styles=HEADINGS)
    stream = BytesIO(data)
    with zipfile.ZipFile(stream, "a") as package:
        package.writestr("word/vbaProject.bin", b"x")
    document = read("a.docm", stream.getvalue())
    assert "Its macros were left out." in document.warnings
