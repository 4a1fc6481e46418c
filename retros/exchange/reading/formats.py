"""The table of formats: what can be brought in, and which module reads it."""

from collections.abc import Callable
from dataclasses import dataclass

from retros.exchange.reading import office, workbooks
from retros.exchange.reading.boards import issues, known_boards
from retros.exchange.reading.markdown import document as markdown


@dataclass(frozen=True)
class Format:
    """A kind of file, known by its endings.

    `parse(content, name, *, with_authors, pictures)` gives a Document or raises UnreadableDocument.
    `content` is text if `is_text`, else bytes; `pictures` a DocumentPictures. Without `with_authors` it leaves out the names of
    those who wrote, and says so with `Document.leave_out_names`.
    """

    label: str
    endings: tuple[str, ...]
    parse: Callable
    is_text: bool = True


FORMATS = (
    Format("Markdown", (".md", ".markdown", ".mdx", ".qmd", ".erb"), markdown.parse),
    Format("plain text", (".txt",), markdown.parse),
    Format("CSV of a retro board", (".csv", ".tsv"), known_boards.parse),
    Format("Word document", (".docx",), office.parse_word, is_text=False),
    Format("workbook", (".xlsx", ".xlsm"), workbooks.parse, is_text=False),
    Format("slide deck", (".pptx", ".pptm"), office.parse_slides, is_text=False),
    Format("PDF with text", (".pdf",), office.parse_pdf, is_text=False),
    Format("mail", (".eml",), office.parse_mail, is_text=False),
    Format("reStructuredText", (".rst",), office.parse_restructured_text),
    Format("AsciiDoc", (".adoc", ".asciidoc"), office.parse_asciidoc),
    Format("Org", (".org",), office.parse_org),
    Format("Trello board or issues", (".json",), issues.parse_json, is_text=False),
    Format("OpenDocument text", (".odt",), office.parse_odt, is_text=False),
    Format("web page", (".html", ".htm", ".xhtml"), office.parse_html, is_text=False),
    Format(
        "page that Confluence exports", (".doc", ".mht", ".mhtml"), office.parse_page_file, False
    ),
)
ENDINGS = tuple(ending for known in FORMATS for ending in known.endings)


def format_of(ending):
    """Return the Format with this file extension (".md"), or None."""
    return next((known for known in FORMATS if ending.lower() in known.endings), None)
