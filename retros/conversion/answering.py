"""What the child answers: a document as Markdown, or why it can't be read."""

from importlib import import_module

from retros.conversion.packages import Refused

_MODULES = {
    "word": "word",
    "odt": "odt",
    "page file": "page_file",
    "html": "web_page",
    "workbook": "workbook",
    "slides": "slides",
    "pdf": "pdf",
    "mail": "mail",
    "trello": "trello",
    "issues": "issues",
    "restructured text": "restructured_text",
    "asciidoc": "asciidoc",
    "org": "org",
}


def answer(kind, data, *, with_authors):
    """Return the values of a Converted, or {"refused": reason}. Raises only MemoryError."""
    try:
        return vars(_converter(kind)(data, with_authors=with_authors))
    except Refused as problem:
        return {"refused": str(problem)}
    except RecursionError:
        return {"refused": "It is nested too deeply. Please simplify it and save it again."}
    except MemoryError:
        raise
    except Exception as problem:  # the libraries promise nothing about what they raise
        name = type(problem).__name__
        return {"refused": f"It could not be read ({name}). Please save it again."}


def _converter(kind):
    """The function that reads this kind; only its own libraries are imported."""
    return import_module(f"retros.conversion.{_MODULES[kind]}").convert
