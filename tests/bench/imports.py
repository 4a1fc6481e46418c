"""What an import makes of real documents: `make bench-import CORPUS=path`.

The folder holds originals/ (files of any format), retrospectives.jsonl (`text` in Markdown, and
`sections`: {heading: text}) and headings.csv (heading_normalised, suggested_field). Says for each
document which share of its words ended in a typed field, in the context, and nowhere; and how many
sections with the usual names were recognised: most of their words stand in entries of that kind.
"""

import csv
import json
import os
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

BECAME_FIELDS = "Time Timestamp Action Item Summary"  # names of columns and bare labels
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
    """The words of a file, as far as they are words of its author."""
    from retros.exchange.encodings import decoded, readable
    from tests.bench.sources import words_of_package, words_of_page, words_of_table, words_of_text

    if name.endswith((".docx", ".odt")):
        return words_of_package(data)
    text = readable(decoded(data))
    if name.endswith(".html"):
        return words_of_page(text)
    return words_of_table(text) if name.endswith(".csv") else words_of_text(text)


def shares_of(document, source):
    """{"typed", "context", "nowhere"} and the number of all, in words of the source."""
    from retros.exchange import pieces_of
    from retros.exchange.inline import words

    context = words(document.context)
    typed = words(
        "\n".join([p.text for p in pieces_of(document) if p.place != "context"] + facts(document))
    )
    in_fields = source & typed
    in_context = (source - typed) & context
    nowhere = source - typed - context - words(BECAME_FIELDS)
    return Counter(
        typed=in_fields.total(),
        context=in_context.total(),
        nowhere=nowhere.total(),
        all=source.total(),
    )


def facts(document):
    from tests.exchange.test_nothing_lost import written_dates

    days = [event.on for event in document.events] + [
        made.decided_on for made in document.decisions
    ]
    days += [action.due_on for action in document.actions] + [document.held_on]
    dates = [f"{written_dates(day)} {day.month} {day:%y} " * 2 for day in days if day]
    names = [action.owner_role for action in document.actions]
    return [document.title, document.project_name, document.summary, *document.tags, *names, *dates]


def say(name, shares):
    parts = "  ".join(
        f"{part} {shares[part] / (shares['all'] or 1):6.1%}" for part in ("typed", "context")
    )
    print(f"{name[:70]:70} {shares['all']:6} words  {parts}  nowhere {shares['nowhere']}")


def report_retrospectives(corpus):
    fields = {
        row["heading_normalised"]: row["suggested_field"]
        for row in csv.DictReader((corpus / "headings.csv").open())
    }
    total, found, missed = Counter(), defaultdict(Counter), Counter()
    started, number = time.perf_counter(), 0
    for line in (corpus / "retrospectives.jsonl").open():
        record = json.loads(line)
        number += 1
        shares = report_record(record, fields, found, missed)
        total += shares
    print(f"{number} retrospectives in {time.perf_counter() - started:.1f} s")
    say("all retrospectives", total)
    for kind in KINDS:
        recognised, all_of_them = found[kind]["recognised"], found[kind]["all"]
        print(f"{kind:12} {recognised} of {all_of_them} sections recognised")
    print("not recognised:", "; ".join(f"{h} ({k}) {n}" for (h, k), n in missed.most_common(40)))


def report_record(record, fields, found, missed):
    from retros.exchange import UnreadableDocument, read_text
    from tests.bench.sources import words_of_text

    try:
        document = read_text("a.md", record["text"], with_authors=True)
    except UnreadableDocument as problem:
        print(f"{record['path'][:70]:70} not read: {problem}")
        return Counter()
    shares = shares_of(document, words_of_text(record["text"]))
    if shares["nowhere"]:
        say(record["path"], shares)
    for heading, text in record["sections"].items():
        kind = fields.get(" ".join(heading.casefold().split()))
        if kind in KINDS and text.strip():
            is_there = is_recognised(document, kind, text)
            found[kind].update(["all"] + (["recognised"] if is_there else []))
            if not is_there:
                missed[heading.casefold(), kind] += 1
    return shares


def is_recognised(document, kind, text):
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
