"""What an import makes of real documents: `make bench-import CORPUS=path`.

The folder holds originals/ (files of any format), retrospectives.jsonl (`text` in Markdown, and
`sections`: {heading: text}), decisions.jsonl (`text`) and headings.csv (a heading, …,
suggested_field). Says for each document which share of its words ended in a typed field, in the
context, was left out on purpose (usual headings, numbering, names of columns, ids, hours; names of
authors are kept here), and nowhere; and how many sections with the usual names were recognized:
most of their words stand in entries of that kind. Ends with the precision and recall of labeled lines,
by part and language (see `recognition`).
"""

import csv
import json
import os
import re
import sys
import time
from collections import Counter, defaultdict
from io import BytesIO
from pathlib import Path

from tests.bench import recognition

BECAME_FIELDS = "Day Time Timestamp Action Item Summary Note Change Experiment"  # columns, labels
STATES = {
    "open": "status unresolved open",
    "done": "status done resolved",
    "dropped": "status declined",
    "unknown": "",
}  # words that became the state of an action item
HOUR = re.compile(r"\b\d\d:\d\d\b")  # also written "0930"
BECAME_RECORD = "Date Context and Problem Statement Considered Options Decision Outcome Consequences Alternatives"
PARTS = ("typed", "context", "left out", "nowhere")
KINDS = ("went_well", "went_wrong", "lessons", "actions")


def main(corpus):
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    total = Counter()
    for file in sorted((corpus / "originals").iterdir()):
        if file.name != "MANIFEST.csv":
            total += report_file(file)
    say("all originals", total)
    report_retrospectives(corpus)
    report_decisions(corpus)
    print("\nprecision/recall (labeled lines):")
    recognition.report(corpus)


def report_decisions(corpus):
    """Decision records: their words, and how many are seen to be some."""
    from tests.bench.sources import words_of_text

    total, number, known = Counter(), 0, 0
    for record, document in documents_in(corpus / "decisions.jsonl"):
        number += 1
        known += document.decision_record is not None
        shares = shares_of(document, words_of_text(record["text"]), BECAME_RECORD)
        total += shares
        if shares["nowhere"]:
            say(record["path"], shares)
    say("all decision records", total)
    print(f"{known} of {number} decision records recognized")


def documents_in(path):
    """(what stands there, its Document) of each line of a .jsonl that can be read."""
    from retros.exchange import UnreadableDocument, read_text

    for line in path.open():
        record = json.loads(line)
        name = f"{Path(record.get('path') or 'a').stem}.md"
        try:
            yield record, read_text(name, record["text"], with_authors=True)
        except UnreadableDocument as problem:
            print(f"{record.get('path', '')[:70]:70} not read: {problem}")


def report_file(file):
    from retros.exchange import UnreadableDocument, read

    data = file.read_bytes()
    try:
        document = read(file.name, data, with_authors=True)
    except UnreadableDocument as problem:
        print(f"{file.name[:70]:70} not read: {problem}")
        return Counter()
    shares = shares_of(document, source_of(file.name, data))
    say(file.name, shares)
    return shares


def source_of(name, data):
    """(words of its people, words left out on purpose) of a file."""
    from retros.exchange import decode, make_readable
    from tests.bench.sources import words_of_package, words_of_page, words_of_table, words_of_text

    if name.endswith((".docx", ".odt")):
        return words_of_package(data)
    text = text_of_pages(data) if name.endswith(".pdf") else make_readable(decode(data))
    if name.endswith(".html"):
        return words_of_page(text)
    return words_of_table(text) if name.endswith(".csv") else words_of_text(text)


def text_of_pages(data):
    from pypdf import PdfReader

    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)


def shares_of(document, source, structure=BECAME_FIELDS):
    """{each of PARTS} and the number of all, in words of the source (as `source_of` gives it).

    `structure` are names that the document's fields stand for; its words are left out on purpose.
    """
    from retros.exchange import pieces_of
    from retros.exchange.inline import words

    source, left_out = source
    context = words(document.context)
    typed = words(
        "\n".join([p.text for p in pieces_of(document) if p.place != "context"] + facts(document))
    )
    in_fields = source & typed
    in_context = (source - typed) & context
    rest = source - typed - context
    left_out = left_out + (rest & words(structure))
    counts = (in_fields, in_context, left_out, rest - words(structure))
    shares = Counter({part: count.total() for part, count in zip(PARTS, counts, strict=True)})
    return shares + Counter(all=source.total() + left_out.total())


def facts(document):
    from tests.exchange.test_nothing_lost import written_dates

    days = [event.on for event in document.events] + [
        made.decided_on for made in document.decisions
    ]
    days += [action.due_on for action in document.actions] + [document.held_on]
    dates = [f"{written_dates(day)} {day.month} {day:%y} " * 2 for day in days if day]
    names = [f"{it.owner_role} will should to" for it in document.actions if it.owner_role]
    states = [STATES[action.status] for action in document.actions]
    hours = [found.replace(":", "") for it in document.events for found in HOUR.findall(it.text)]
    own = [document.title, document.project_name, document.summary, *document.tags]
    return [*own, *names, *states, *hours, *dates]


def say(name, shares):
    parts = "  ".join(f"{part} {shares[part] / (shares['all'] or 1):6.1%}" for part in PARTS[:3])
    print(f"{name[:50]:50} {shares['all']:6} words  {parts}  nowhere {shares['nowhere']}")


def report_retrospectives(corpus):
    fields = {
        next(iter(row.values())): row["suggested_field"]
        for row in csv.DictReader((corpus / "headings.csv").open())
    }
    total, found, missed = Counter(), defaultdict(Counter), Counter()
    started, number = time.perf_counter(), 0
    for record, document in documents_in(corpus / "retrospectives.jsonl"):
        number += 1
        total += report_record(record, document, fields, found, missed)
    print(f"{number} retrospectives in {time.perf_counter() - started:.1f} s")
    say("all retrospectives", total)
    for kind in KINDS:
        recognized, all_of_them = found[kind]["recognized"], found[kind]["all"]
        print(f"{kind:12} {recognized} of {all_of_them} sections recognized")
    print("not recognized:", "; ".join(f"{h} ({k}) {n}" for (h, k), n in missed.most_common(40)))


def report_record(record, document, fields, found, missed):
    from tests.bench.sources import words_of_text

    shares = shares_of(document, words_of_text(record["text"]))
    if shares["nowhere"]:
        say(record["path"], shares)
    for heading, text in record["sections"].items():
        kind = fields.get(" ".join(heading.casefold().split()))
        if kind in KINDS and text.strip():
            is_there = is_recognized(document, kind, text)
            found[kind].update(["all"] + (["recognized"] if is_there else []))
            if not is_there:
                missed[heading.casefold(), kind] += 1
    return shares


def is_recognized(document, kind, text):
    """Whether most words of a section stand in entries of its kind."""
    from retros.exchange import pieces_of
    from retros.exchange.inline import words

    places = {
        "went_well": ("well",),
        "went_wrong": ("wrong",),
        "lessons": ("lesson",),
        "actions": ("action",),
    }[kind]
    pieces = [p.text for p in pieces_of(document) if p.place.split(":")[0] in places]
    needed = words(text)
    there = needed & words("\n".join(pieces))
    return there.total() * 2 >= needed.total()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Say where the documents are: make bench-import CORPUS=path")
    main(Path(sys.argv[1]))
