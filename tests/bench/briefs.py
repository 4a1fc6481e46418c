"""What meaning adds to a brief, to a save and to a web process: both ways side by side in one run.

Each brief is asked by words alone and with meaning in turn, and nothing is kept between. Time is that
of the processor, in this process and in the database's, and of `ROUNDS` the fastest counts: what else
the machine does matters little. Vectors are those of some texts of the database, lent to the others:
encoding a hundred thousand takes a quarter of an hour and would not change what a brief costs.
"""

import statistics
import time
from pathlib import Path

ROUNDS = 3
ENCODED = 1_000  # texts
KICKOFFS, DESCRIBED = 12, 80  # pages that a web process shows before its memory is read, and words

KINDS = {
    "lessons": ("lesson",),
    "everything": ("lesson", "observation", "decision", "retrospective"),
}


def encode():
    """Encode some texts and lend their vectors to the others. Print how fast that was."""
    from retros import meaning
    from retros.models import SearchEntry, SearchVector

    pks = list(SearchEntry.objects.order_by("pk").values_list("pk", flat=True))
    sample = pks[:: max(1, len(pks) // ENCODED)][:ENCODED]
    started = time.perf_counter()
    meaning.fill(sample)
    seconds = time.perf_counter() - started
    held = SearchVector.objects.filter(pk__in=sample).order_by("pk")
    vectors = list(held.values_list("vector", flat=True))
    known = set(SearchVector.objects.values_list("pk", flat=True))
    rest = [pk for pk in pks if pk not in known]
    for start in range(0, len(rest), 2_000):
        SearchVector.objects.bulk_create(
            SearchVector(
                entry_id=pk, model=meaning.MODEL, text_hash="", vector=vectors[pk % len(vectors)]
            )
            for pk in rest[start : start + 2_000]
        )
    print(f"  encoded {len(sample) / seconds:,.0f} texts a second", flush=True)


def compare(user, texts):
    """Print what a brief takes by words alone and with meaning, for lessons and for everything."""
    from retros import search

    for name, kinds in KINDS.items():

        def ask(text, kinds=kinds):
            search.for_kickoff(text, user=user, limit=20, kinds=kinds)

        side_by_side(f"brief, {name}", ask, texts)
    side_by_side("terms of a brief", lambda text: search.key_terms(text), texts)


def side_by_side(name, ask, texts):
    """Print the medians of both ways, and of what meaning adds to each text, in milliseconds."""
    by_words, by_meaning = fastest(ask, texts)
    more = statistics.median(b - a for a, b in zip(by_words, by_meaning, strict=True))
    words, both = statistics.median(by_words), statistics.median(by_meaning)
    print(
        f"  {name:22}{words:8.1f} by words, {both:8.1f} with meaning: {more:+.1f} ms,"
        f" {both / words:.2f} x",
        flush=True,
    )


def fastest(ask, texts):
    """Return milliseconds of each text, by words alone and with meaning: the fastest round of each."""
    from django.test import override_settings

    from retros.meaning import encoder

    clock = processor_clock()
    found = {False: {}, True: {}}
    for turn in range(ROUNDS + 1):  # the first is left out: the process has served nothing yet
        for text in texts:
            for is_on, least in found.items():
                encoder.forget_kept()
                with override_settings(MEANING=is_on):
                    started = clock()
                    ask(text)
                    seconds = clock() - started
                if turn:
                    least[text] = min(seconds, least.get(text, seconds))
    return [[seconds * 1000 for seconds in least.values()] for least in found.values()]


def processor_clock():
    """Return a function that tells the seconds which this process and its database have computed."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return time.process_time
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")
    return lambda: time.process_time() + int(backend.read_text().split()[0]) / 1e9


def kickoffs(user, questions):
    """Addresses of some kickoffs with briefs of their own."""
    from retros.models import Kickoff, Project

    made = []
    for number in range(KICKOFFS):
        project = Project.objects.create(
            name=f"To begin {number} {time.time_ns()}", slug=f"to-begin-{number}-{time.time_ns()}"
        )
        brief = questions.description(DESCRIBED)
        made.append(Kickoff.objects.create(project=project, brief=brief, created_by=user))
    return [kickoff.get_absolute_url() for kickoff in made]
