"""The child: reads a document on its standard input, writes its Markdown as JSON."""

import json
import sys

from retros.conversion import limits
from retros.conversion.answering import answer


def main(kind, with_authors):
    limits.set()
    try:
        found = answer(kind, sys.stdin.buffer.read(), with_authors=bool(with_authors))
    except MemoryError:
        sys.exit(1)
    sys.stdout.write(json.dumps(found))


main(*sys.argv[1:])
