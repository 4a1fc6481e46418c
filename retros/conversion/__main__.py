"""The child: reads a document on its standard input, writes its Markdown as JSON."""

import json
import sys

from retros.conversion import limits
from retros.conversion.packages import Refused


def main(kind, with_authors):
    limits.set()
    data = sys.stdin.buffer.read()
    try:
        answer = vars(_converter(kind)(data, with_authors=bool(with_authors)))
    except Refused as problem:
        answer = {"refused": str(problem)}
    except RecursionError:
        answer = {"refused": "It is nested too deeply. Please save it again with less in it."}
    except MemoryError:
        sys.exit(1)
    except Exception as problem:  # the libraries promise nothing about what they raise
        name = type(problem).__name__
        answer = {"refused": f"It could not be read ({name}). Please save it again."}
    sys.stdout.write(json.dumps(answer))


def _converter(kind):
    """The function that reads this kind; only its own libraries are imported."""
    if kind == "word":
        from retros.conversion.word import convert
    elif kind == "odt":
        from retros.conversion.odt import convert
    else:
        from retros.conversion.web_page import convert
    return convert


main(*sys.argv[1:])
