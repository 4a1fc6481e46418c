"""What comes of a corpus: `python -m tests.bench.round_trip FOLDER`.

FOLDER holds retrospectives.jsonl and decisions.jsonl (a `text` and `path` a line) and originals/
with CSV files of boards. Says how many of them are the same after export and import. Where their
words end is for `imports` to say.
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
    tell_round_trip(
        [
            *documents_in(folder / "retrospectives.jsonl"),
            *documents_in(folder / "decisions.jsonl"),
            *board_files(folder / "originals"),
        ]
    )


def documents_in(path):
    """The Document of each line that can be read."""
    from retros.exchange import UnreadableDocument, read_text

    for line in path.open():
        row = json.loads(line)
        try:
            name = f"{Path(row.get('path') or 'a').stem}.md"
            yield read_text(name, row["text"], with_authors=True)
        except UnreadableDocument as problem:
            say(f"{row.get('path')}: {problem}")


def board_files(folder):
    from retros.exchange import UnreadableDocument, read

    for path in sorted(folder.glob("*.csv")):
        try:
            yield read(path.name, path.read_bytes(), with_authors=True)
        except UnreadableDocument as problem:
            say(f"{path.name}: {problem}")


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
