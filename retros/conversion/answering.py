"""What the child answers: a document as Markdown, or why it can't be read."""

from retros.conversion.packages import Refused


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
    if kind == "word":
        from retros.conversion.word import convert
    elif kind == "odt":
        from retros.conversion.odt import convert
    elif kind == "workbook":
        from retros.conversion.workbook import convert
    elif kind == "page file":
        from retros.conversion.page_file import convert
    else:
        from retros.conversion.web_page import convert
    return convert
