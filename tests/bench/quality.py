"""How well search and kickoff find what judges found relevant: `make bench-quality FOLDER=path`.

The folder holds docs.jsonl (_id, title, text), queries.jsonl (_id, text) and qrels.tsv (query,
document, degree of relevance), as the BEIR collections come. Each document becomes a lesson of a
retrospective of its own, through the product's models, in a database of its own on SQLite and on
PostgreSQL. Prints one line for each database and door: the kickoff by words alone, and by meaning;
"with feedback" is the text part of the
kickoff with terms of its own first answers added (see feedback.py), which the product leaves out.

A folder with lessons.jsonl (title, text) instead asks for each lesson by its title, which is taken
out of the document.
"""

import json
import math
import sys
import time
from collections import defaultdict
from pathlib import Path

from tests.bench.databases import on_both

DEPTH = 100


def measure(folder):
    """Load the collection into the database of the environment and print a line for each door."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from django.db import connection

    started = time.perf_counter()
    documents, queries, judgments = collection(Path(folder))
    user, ids = load(documents)
    print(f"{connection.vendor}: {len(ids)} documents in {time.perf_counter() - started:.0f} s")
    queries, relevant = questions(queries, judgments, ids)
    for name, door in doors(user).items():
        report(f"{connection.vendor} {name}", door, queries, relevant)


def doors(user):
    from django.test import override_settings

    from retros import search
    from tests.bench import feedback

    def box(text):
        hits, page, pages = [], 1, 1
        while page <= pages and len(hits) < DEPTH:
            # In these questions quotation marks stand as in prose, not as the operator.
            asked = text.replace('"', " ")
            results = search.search(asked, user=user, kinds=("lesson",), page=page)
            hits += [hit.object_id for hit in results.hits]
            page, pages = page + 1, results.pages
        return hits

    @override_settings(MEANING=False)
    def kickoff(text):
        return by_meaning(text)

    def by_meaning(text):
        """Ids of lessons, each with those that its card tells are the same."""
        found = search.for_kickoff(text, user=user, limit=DEPTH)
        cards = [[it.lesson_id, *(pk for _, pk in it.copies)] for it in found]
        return [pk for card in cards for pk in card][:DEPTH]

    return {
        "search box": box,
        "kickoff": kickoff,
        "kickoff, by meaning too": by_meaning,
        "kickoff, text only": lambda text: feedback.text_only(text, DEPTH),
        "kickoff, with feedback": lambda text: feedback.with_feedback(text, DEPTH),
    }


def collection(folder):
    """(documents, {query id: text}, [(query id, document id, degree of relevance)])."""
    if (folder / "lessons.jsonl").exists():
        lessons = [json.loads(line) for line in (folder / "lessons.jsonl").open()]
        lessons = [lesson for lesson in lessons if lesson["title"]]
        documents = [
            {"_id": n, "title": "", "text": lesson["text"].replace(lesson["title"], " ")}
            for n, lesson in enumerate(lessons)
        ]
        return (
            documents,
            {n: lesson["title"] for n, lesson in enumerate(lessons)},
            [(n, n, 1) for n in range(len(lessons))],
        )
    documents = [json.loads(line) for line in (folder / "docs.jsonl").open()]
    queries = [json.loads(line) for line in (folder / "queries.jsonl").open()]
    rows = [line.split("\t") for line in (folder / "qrels.tsv").read_text().splitlines()[1:]]
    return (
        documents,
        {query["_id"]: query["text"] for query in queries},
        [(query, document, int(degree)) for query, document, degree in rows],
    )


def load(documents):
    """(somebody who may search, {lesson id: document id})."""
    from django.utils import timezone

    from accounts.models import User
    from retros import search
    from retros.models import Lesson, Project, Retrospective

    user = User.objects.create_user("reader@example.org", display_name="Reader")
    numbers = range(len(documents))
    now = timezone.now()
    projects = Project.objects.bulk_create(
        [Project(name=f"Collection {n}", slug=f"collection-{n}") for n in numbers], batch_size=500
    )
    retrospectives = Retrospective.objects.bulk_create(
        [
            Retrospective(project=project, title="Collection", status="published", published_at=now)
            for project in projects
        ],
        batch_size=500,
    )
    lessons = Lesson.objects.bulk_create(
        [lesson_of(*pair) for pair in zip(documents, retrospectives, strict=True)], batch_size=500
    )
    search.reindex()
    pairs = zip(lessons, documents, strict=True)
    return user, {lesson.pk: document["_id"] for lesson, document in pairs}


def lesson_of(document, retrospective):
    """A title that is too long for a statement goes on in the detail."""
    from retros.models import Lesson

    title = " ".join(document["title"].split()) or "Untitled"
    cut = title.rfind(" ", 0, 140) if len(title) > 140 else len(title)
    return Lesson(
        retrospective=retrospective,
        statement=title[:cut],
        detail=f"{title[cut:]}\n{document['text']}".strip(),
        category="process",
        position=1,
    )


def questions(queries, judgments, ids):
    """({query id: text}, {query id: {lesson id: degree}}) of the queries with any judgment."""
    lesson_of_document = {document: lesson for lesson, document in ids.items()}
    relevant = defaultdict(dict)
    for query, document, degree in judgments:
        if degree > 0 and document in lesson_of_document:
            relevant[query][lesson_of_document[document]] = degree
    return {query: text for query, text in queries.items() if query in relevant}, relevant


def report(name, door, queries, relevant):
    figures = defaultdict(float)
    for query, text in queries.items():
        found = door(text)
        figures["nDCG@10"] += ndcg(found[:10], relevant[query])
        figures["MAP"] += average_precision(found, relevant[query])
        figures["recall@20"] += len(set(found[:20]) & set(relevant[query])) / len(relevant[query])
    means = "  ".join(f"{figure} {value / len(queries):.3f}" for figure, value in figures.items())
    print(f"{name:34} {means}", flush=True)


def ndcg(found, degrees):
    gained = sum(degrees.get(pk, 0) / math.log2(n + 2) for n, pk in enumerate(found))
    best = sorted(degrees.values(), reverse=True)[:10]
    return gained / sum(degree / math.log2(n + 2) for n, degree in enumerate(best))


def average_precision(found, degrees):
    hits, precision = 0, 0
    for n, pk in enumerate(found, start=1):
        if pk in degrees:
            hits += 1
            precision += hits / n
    return precision / len(degrees)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--here"]:
        measure(sys.argv[2])
    elif len(sys.argv) == 2:
        on_both("tests.bench.quality", sys.argv[1])
    else:
        sys.exit("Say which collection: make bench-quality FOLDER=path")
