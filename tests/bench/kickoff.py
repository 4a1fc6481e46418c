"""How well a kickoff finds what judges found useful: `make bench-kickoff FOLDER=path`.

The folder holds briefs.jsonl (id, brief), items.jsonl (id, kind, title, text, retrospective,
project, sort) and files judgments*.tsv (brief, item, grade: 2 for what a team with this brief
should read, 1 for partly, 0 for no). Items become lessons and observations of retrospectives that
have their project's name, through the product's models, in a database of their own on SQLite and on
PostgreSQL. What nobody judged counts as 0, and is counted beside.

Prints one line for each database, question (lessons, everything) and setup: as it is, and without
one of its parts each. `kickoff_judgments.tsv` holds what the seven briefs were judged for later, by
somebody who did not know what had found it: what a setup found that no earlier ranking had.
"""

import csv
import json
import math
import sys
from collections import defaultdict
from contextlib import ExitStack
from pathlib import Path
from unittest.mock import patch

from tests.bench.databases import on_both

FIRST = 10


def measure(folder, *further):
    """Load the items into the database of the environment and print the lines."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from django.db import connection

    folder = Path(folder)
    user, known = load(_lines(folder / "items.jsonl"))
    briefs = {row["id"]: row["brief"] for row in _lines(folder / "briefs.jsonl")}
    grades = judgments([folder / "judgements.tsv", *map(Path, further)])
    for kind, kinds in QUESTIONS.items():
        for setup, (how, changes) in setups().items():
            with ExitStack() as changed:
                for change in changes:
                    changed.enter_context(change)
                found = {
                    brief: [known[it] for it in how(text, user, kinds)]
                    for brief, text in briefs.items()
                }
            report(f"{connection.vendor} {kind} {setup}", found, of_kinds(grades, kinds))


QUESTIONS = {"lessons": ("lesson",), "everything": ("lesson", "observation")}


def ask(text, user, kinds):
    """(kind, id) of the first ten that the product's own door gives."""
    from retros import search

    found = search.for_kickoff(text, user=user, limit=FIRST, kinds=kinds)
    return [(match.kind, match.object_id) for match in found]


def only_close(text, user, kinds):
    """The same of what the page shows at first."""
    from retros import search

    found = search.for_kickoff(text, user=user, limit=FIRST, kinds=kinds)
    return [(match.kind, match.object_id) for match in found if match.is_close]


def setups():
    """{name: (how to ask, patches)} of the product as it is and without one part each."""
    from django.conf import settings

    from retros.search import closeness, reasons, spreading

    return {
        "as it is": (ask, []),
        "without meaning": (ask, [patch.object(settings, "MEANING", False)]),
        "without the retrospective": (ask, [patch.object(closeness, "OF_RETROSPECTIVE", 0)]),
        "without the spread": (ask, [patch.object(spreading, "OF_ONE_PROJECT", FIRST)]),
        "what is close": (only_close, []),
        "what is close by words": (
            only_close,
            [patch.object(reasons.Cut, "is_close", lambda _, __, words: words)],
        ),
    }


def load(items):
    """(somebody who may search, {(kind, id): item id})."""
    from django.utils import timezone

    from accounts.models import User
    from retros import search
    from retros.models import Lesson, Observation, Project, Retrospective

    user = User.objects.create_user("reader@example.org", display_name="Reader")
    names = {item["retrospective"]: item["project"] for item in items}
    projects = Project.objects.bulk_create(
        Project(name=name[:120], slug=f"project-{number}") for number, name in names.items()
    )
    now = timezone.now()
    retrospectives = Retrospective.objects.bulk_create(
        Retrospective(project=it, title=it.name, status="published", published_at=now)
        for it in projects
    )
    place = dict(zip(names, retrospectives, strict=True))
    known = {}
    for position, item in enumerate(items):
        where = {"retrospective": place[item["retrospective"]], "position": position}
        if item["kind"] == "lesson":
            row = Lesson(
                **where, statement=item["title"][:140], detail=item["text"], category="process"
            )
        else:
            row = Observation(**where, kind=item["sort"], text=item["text"])
        known[item["kind"], item["id"]] = row
    for model in (Lesson, Observation):
        model.objects.bulk_create(row for row in known.values() if isinstance(row, model))
    search.reindex()
    return user, {(kind, row.pk): item for (kind, item), row in known.items()}


def judgments(paths):
    """{brief: {item: grade}} of the files; of two grades, the later file's."""
    grades = defaultdict(dict)
    for path in paths:
        with path.open() as file:
            for row in csv.DictReader(file, delimiter="\t"):
                grades[row["brief"]][row["item"]] = int(row["grade"])
    return grades


def of_kinds(grades, kinds):
    return {
        brief: {item: grade for item, grade in items.items() if item.split("-")[0] in kinds}
        for brief, items in grades.items()
    }


def report(name, found, grades):
    figures = defaultdict(float)
    for brief, items in found.items():
        for figure, value in figures_of(items[:FIRST], grades[brief]).items():
            figures[figure] += value / len(found)
    line = "  ".join(f"{figure} {value:.3f}" for figure, value in figures.items())
    print(f"{name:44} {line}", flush=True)


def figures_of(items, grades):
    useful = {item for item, grade in grades.items() if grade}
    return {
        "nDCG@10": ndcg(items, grades),
        "shown": len(items),
        "useful": len(useful & set(items)),
        "to read": sum(grades.get(item) == 2 for item in items),
        "recall@10": len(useful & set(items)) / max(1, len(useful)),
        "not judged": sum(item not in grades for item in items),
    }


def ndcg(items, grades):
    gained = sum(grades.get(item, 0) / math.log2(n + 2) for n, item in enumerate(items))
    best = sorted(grades.values(), reverse=True)[:FIRST]
    return gained / (sum(it / math.log2(n + 2) for n, it in enumerate(best)) or 1)


def _lines(path):
    return [json.loads(line) for line in path.open()]


if __name__ == "__main__":
    if sys.argv[1:2] == ["--here"]:
        measure(*sys.argv[2:])
    elif len(sys.argv) > 1:
        on_both("tests.bench.kickoff", *filter(None, sys.argv[1:]))
    else:
        sys.exit("Say where briefs and judgments are: make bench-kickoff FOLDER=path")
