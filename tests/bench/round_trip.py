"""What comes of a corpus: `python -m tests.bench.round_trip FOLDER`.

FOLDER holds retrospectives.jsonl and decisions.jsonl (a `text` and `path` a line) and originals/
with CSV files of boards. Says how many decision records were recognised, where the words of each
kind of file ended, and how many retrospectives are the same after export and import.
"""

import json
import os
import sys
import tempfile
from pathlib import Path


def main(folder):
    import django
    from django.core.management import call_command

    os.environ["DJANGO_SETTINGS_MODULE"] = "retros.settings"
    django.setup()
    call_command("migrate", verbosity=0)
    records = list(documents_in(folder / "decisions.jsonl"))
    known = [pair for pair in records if pair[1].decision_record is not None]
    whole = [d for _, d in known if is_whole(d.decisions[0])]
    say(f"decision records: {len(records)}, recognised {len(known)}, all four parts {len(whole)}")
    tell_words("decision records", known)
    boards = [(text, document) for text, document in board_files(folder / "originals")]
    tell_words("boards", boards)
    everything = [*documents_in(folder / "retrospectives.jsonl"), *records, *boards]
    tell_round_trip([document for _, document in everything])


def documents_in(path):
    """(text, Document) of each line that can be read."""
    from retros.exchange import UnreadableDocument, read_text

    for line in path.open():
        row = json.loads(line)
        try:
            name = f"{Path(row.get('path') or 'a').stem}.md"
            yield row["text"], read_text(name, row["text"], with_authors=True)
        except UnreadableDocument as problem:
            say(f"{row.get('path')}: {problem}")


def board_files(folder):
    from retros.exchange import UnreadableDocument, read

    for path in sorted(folder.glob("*.csv")):
        try:
            document = read(path.name, path.read_bytes(), with_authors=True)
        except UnreadableDocument as problem:
            say(f"{path.name}: {problem}")
        else:
            yield path.read_text("utf-8-sig"), document


def is_whole(decision):
    return all(
        [
            "tatus:" in decision.what_happened,
            decision.informed_by,
            "**Decision**" in decision.informed_by,
            decision.expected,
        ]
    )


def tell_words(name, pairs):
    """Which share of the words stands in typed fields, in the context, and nowhere."""
    from collections import Counter
    from dataclasses import asdict

    from retros.exchange.inline import words

    typed = context = nowhere = total = 0
    missing = Counter()
    for text, document in pairs:
        source = words(text)
        values = asdict(document)
        kept = words(document.context)
        for field in ("context_parts", "warnings", "source_name", "source_hash"):
            del values[field]
        found = words(json.dumps(values, ensure_ascii=False, default=str).replace("\\n", "\n"))
        rest = source - found
        typed += (source & found).total()
        context += (rest & kept).total()
        nowhere += (rest - kept).total()
        missing += rest - kept
        total += source.total()
    say(
        f"{name}: {total:,} words, {typed / total:.1%} typed, {context / total:.1%} context, "
        f"{nowhere / total:.2%} nowhere (structure among them): {missing.most_common(12)}"
    )


def tell_round_trip(documents):
    from accounts.models import Team
    from retros.exchange import store
    from tests.exchange.round_trip import read_back, said_by

    equal, changed = 0, []
    for number, document in enumerate(documents):
        first = store(document, publish=True).retrospective
        team = Team.objects.create(name=f"Team {number}")
        try:
            again = store(read_back(first), team=team).retrospective
        except Exception as problem:
            changed.append((document.source_name, str(problem)))
            continue
        one, other = said_by(first), said_by(again)
        equal += one == other
        if one != other:
            changed.append(
                (document.source_name, [name for name in one if one[name] != other[name]])
            )
    say(f"round trip: {equal} of {len(documents)} equal in every field")
    for name, fields in changed:
        say(f"    {name}: {fields}")


def say(text):
    print(text, flush=True)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="retros-bench-") as scratch:
        os.environ |= {"DATA_DIR": scratch, "SECRET_KEY": "only-for-measuring"}
        os.environ["DATABASE_URL"] = f"sqlite:///{scratch}/bench.sqlite3"
        main(Path(sys.argv[1]))
