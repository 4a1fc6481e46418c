"""Whether a collection of texts that try to run does so in an import: `make bench-hostile CORPUS=file`.

The file is JSON: {"markdown": [text], "html": [text]}. Each text is brought in through every format
by itself; what would run in the HTML of the document's texts is listed.
"""

import json
import os
import sys
import time
from collections import Counter
from pathlib import Path

MOST_SHOWN = 20


def main(path):
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    from retros.exchange.reading import office
    from tests.exchange.conftest import to_markdown_here
    from tests.exchange.vectors import documents_with

    office.to_markdown = (
        to_markdown_here  # a child process for each of thousands would only take longer
    )
    collection = json.loads(path.read_text())
    vectors = [vector for kind in ("markdown", "html") for vector in collection[kind]]
    counts, started = Counter(), time.perf_counter()
    for vector in filter(str.strip, vectors):
        for name, content in documents_with(vector).items():
            counts.update(outcome_of(name, content, vector))
    seconds = time.perf_counter() - started
    said = ", ".join(f"{number} {word}" for word, number in sorted(counts.items()))
    print(f"{len(vectors)} vectors in {seconds:.0f} s: {said}")
    sys.exit(bool(counts["dangerous"]))


def outcome_of(name, content, vector):
    """Words for what came of it, to be counted."""
    from retros.exchange import UnreadableDocument, read
    from retros.rendering import render_markdown
    from tests.exchange.vectors import bytes_of, dangers_in

    try:
        document = read(name, bytes_of(content), with_authors=True)
    except UnreadableDocument:
        return ["refused"]
    texts = [render_markdown(text) for text in document.texts if text]
    dangers = [danger for html in texts for danger in dangers_in(html)]
    for danger in dangers[:MOST_SHOWN]:
        print(f"{name}: {danger} of {vector!r}")
    return ["documents", *["texts"] * len(texts), *["dangerous"] * len(dangers)]


if __name__ == "__main__":
    if len(sys.argv) != 2 or not sys.argv[1]:
        sys.exit("Say where the texts are: make bench-hostile CORPUS=path")
    main(Path(sys.argv[1]))
