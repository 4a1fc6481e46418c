"""How often a sentence that is proposed as a lesson is one: `make bench-proposals CORPUS=path`.

proposal_labels.tsv says which sentences of 74 documents a careful reader calls a transferable lesson:
by a hash of their words; the texts stay in the folder CORPUS (retrospectives.jsonl). A document without
such a sentence has a row without a hash. One half was built on, the other is only reported.

A sentence is a lesson if another team could act on it without knowing more of this project: what to
do, or what leads to what. What merely happened, was planned once or praises somebody is none.
"""

import csv
import json
import os
import sys
import time
from collections import defaultdict
from pathlib import Path

LABELS = Path(__file__).parent / "proposal_labels.tsv"


def main(corpus):
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    halves, good = labels()
    documents = dict(documents_in(corpus, halves))
    for half in ("build", "held"):
        print(f"\n{half}: " + in_words(measured(documents, good, halves, half)))
    started = time.perf_counter()
    for document in documents.values():
        proposed(document)
    print(f"\n{1000 * (time.perf_counter() - started) / len(documents):.1f} ms a document")


def labels():
    """({document: half}, {document: {hash of a lesson}})."""
    halves, good = {}, defaultdict(set)
    with LABELS.open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            halves[row["document"]] = row["half"]
            if row["sentence"]:
                good[row["document"]].add(row["sentence"])
    return halves, good


def documents_in(corpus, wanted):
    """Yield (path, Document) of each labeled line."""
    from retros.exchange import read_text

    for line in (corpus / "retrospectives.jsonl").open(encoding="utf-8"):
        record = json.loads(line)
        if record["path"] in wanted:
            yield record["path"], read_text(f"{Path(record['path']).name}.md", record["text"])


def proposed(document):
    """Return the hashes of what is proposed, the first first."""
    from retros.proposals import propose_for_document

    return [proposal.key for proposal in propose_for_document(document)]


def measured(documents, good, halves, half):
    """Counts of documents, of those with a lesson and a hit, and of proposals right and shown."""
    counts = defaultdict(int)
    for path, document in documents.items():
        if halves[path] != half:
            continue
        counts["documents"] += 1
        counts["labels"] += len(good[path])
        counts["with a lesson"] += bool(good[path])
        keys = proposed(document)
        for most in (3, 5):
            right = sum(key in good[path] for key in keys[:most])
            counts["hit", most] += bool(right)
            counts["right", most] += right
            counts["shown", most] += len(keys[:most])
    return counts


def in_words(counts):
    lines = [
        f"{counts['documents']} documents, {counts['with a lesson']} of them with a lesson, "
        f"{counts['labels']} sentences"
    ]
    for most in (3, 5):
        hits, held = counts["hit", most], counts["with a lesson"]
        right, shown = counts["right", most], counts["shown", most]
        lines.append(
            f"  top {most}: {hits} of {held} ({_share(hits, held)}) have a good one; "
            f"{right} of {shown} are right ({_share(right, shown)})"
        )
    return "\n".join(lines)


def _share(part, whole):
    return f"{part / whole:.2f}" if whole else "-"


if __name__ == "__main__":
    if len(sys.argv) != 2 or not sys.argv[1]:
        sys.exit("Say where the documents are: make bench-proposals CORPUS=path")
    main(Path(sys.argv[1]))
