"""How fast search, kickoff and saving are: `make bench [CORPUS=path] [SIZES=1000,10000,100000]`.

Fills a database on SQLite and one on PostgreSQL with believable documents, step by step, and asks
them at each size. Beside each figure stands how many times as long it takes as the yardstick of the
same run (see yardsticks.py), or by words alone what has to do with meaning (see briefs.py). Times are
in milliseconds; p95 of 25 questions is the second slowest.
"""

import statistics
import sys
import time

from tests.bench.databases import on_both

SIZES = "1000,10000,100000"  # a million more takes an hour: SIZES=1000000
HOSTILE, HOSTILE_LATER = 10_000, 500  # texts, at the first size and at each other one


def measure(corpus, sizes):
    """Fill the database of the environment to each size and print what it takes there."""
    import django
    from django.conf import settings
    from django.core.management import call_command

    django.setup()
    settings.ALLOWED_HOSTS.append("testserver")
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    from accounts.models import User
    from tests.bench.believable import Believable

    user = User.objects.create_user("reader@example.org", display_name="Reader")
    believable, held = Believable(corpus), 0
    for size in sizes:
        fill(believable, size - held, size)
        at_this_size(user, size)
        hostility(user, HOSTILE_LATER if held else HOSTILE)
        held = size


def fill(believable, documents, size):
    from django.db import connection
    from django.test import override_settings

    from retros import search
    from tests.bench import briefs, filling

    started = time.perf_counter()
    filling.fill(believable, documents)
    stored = time.perf_counter()
    with override_settings(MEANING=False):
        search.reindex()
    indexed = time.perf_counter()
    print(
        f"\n{connection.vendor}, {size:,} documents: loaded {documents / (stored - started):,.0f} "
        f"a second, indexed {size / (indexed - stored):,.0f} a second; {disk()}",
        flush=True,
    )
    briefs.encode()


def at_this_size(user, size):
    from retros import search
    from tests.bench import briefs, yardsticks
    from tests.bench.questions import Questions

    questions = Questions()
    database, tantivy = yardsticks.database(), yardsticks.tantivy()
    for kind, texts in questions.by_kind().items():
        door(kind, lambda text: search.search(text, user=user), texts, database, tantivy)
    several = questions.by_kind()["two or three words"]
    given = {"kinds": ("lesson",), "categories": ("team", "process"), "years": (2022, None)}
    door("with filters", lambda text: search.search(text, user=user, **given), several)
    common = questions.by_kind()["one common word"]
    door("newest first", lambda text: search.search(text, user=user, sort="newest"), common)
    door("completion", lambda text: search.suggest(text, user), questions.by_kind()["as you type"])
    door("counts of filters", counting(user), several)
    described = [questions.description() for _ in range(25)]
    door("kickoff, 80 words", kickoff(user), described, database, tantivy)
    briefs.compare(user, described)
    overlaps(user, questions)
    for meaning in ("off", "on"):
        saves(meaning)
    if size >= 10_000:
        pages(user, several)
        kickoffs(user, questions)


def door(name, ask, texts, *yardsticks):
    """Print what asking takes, and how many times as long as each yardstick."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        ask(texts[0])
    times = timed(ask, texts)
    beside = [times[0] / timed(other, texts)[0] if other else 0 for other in yardsticks]
    ratios = "".join(f"  {ratio:6.1f} x" for ratio in beside)
    print(
        f"  {name:22}{times[0]:8.1f}{times[1]:8.1f}  {len(captured):3} queries{ratios}", flush=True
    )


def timed(ask, texts):
    """(p50, p95) of asking, in milliseconds."""
    seconds = []
    for text in texts[:5]:
        ask(text)  # a process that has served nothing yet is slower
    for text in texts:
        started = time.perf_counter()
        ask(text)
        seconds.append(time.perf_counter() - started)
    return percentiles(seconds)


def percentiles(seconds):
    cuts = statistics.quantiles(seconds, n=20, method="inclusive")
    return cuts[9] * 1000, cuts[18] * 1000


def kickoff(user):
    from retros import search

    return lambda text: search.for_kickoff(text, user=user, limit=20)


def counting(user):
    from retros.search import facets, ranking
    from retros.search.filters import Filters, readable_by
    from retros.search.parsing import parse
    from retros.search.query_plan import QueryPlan

    def count(text):
        query = parse(text)
        plan = QueryPlan(query, ranking.weigh(query.times))
        return facets.count(plan, readable_by(user), Filters())

    return count


def overlaps(user, questions):
    """Of the ten best by an exact ranking of everything, how many the two steps find."""
    from tests.bench.exact import overlap

    parts = [f"{kind} {overlap(user, texts):.2f}" for kind, texts in questions.plain().items()]
    print(f"  overlap@10 with exact ranking: {', '.join(parts)}", flush=True)


def saves(meaning):
    """One lesson reworded: its index alone, and with the transaction and the count of its words."""
    from django.db import transaction
    from django.test import override_settings

    from retros.models import Lesson
    from retros.search.indexing import index_thing

    alone, whole = [], []
    for lesson in Lesson.objects.order_by("?")[:40]:
        lesson.detail += " Rehearse the cut-over."
        started = time.perf_counter()
        with override_settings(MEANING=meaning == "on"), transaction.atomic():
            Lesson.objects.filter(pk=lesson.pk).update(detail=lesson.detail)
            before = time.perf_counter()
            index_thing(Lesson, lesson.pk)
            alone.append(time.perf_counter() - before)
        whole.append(time.perf_counter() - started)
    for name, seconds in (("index of one save", alone), ("the save, committed", whole)):
        line = "  {:22}{:8.1f}{:8.1f}  meaning {}"
        print(line.format(name, *percentiles(seconds), meaning), flush=True)


def pages(user, texts):
    from django.conf import settings

    from tests.bench.serving import served

    for (what, clients), seconds in served(user, texts, settings.DATA_DIR).items():
        name = f"{what}, {clients} client{'s' * (clients > 1)}"
        print("  {:22}{:8.1f}{:8.1f}".format(name, *percentiles(seconds)), flush=True)


def kickoffs(user, questions):
    """Pages of kickoffs, and what the web processes hold after them."""
    from tests.bench import briefs
    from tests.bench.serving import kickoffs_served

    addresses = briefs.kickoffs(user, questions)
    for meaning in ("off", "on"):
        seconds, memory = kickoffs_served(user, addresses, meaning)
        held = ", ".join(f"{it:.0f} MB" for it in memory)
        line = "  {:22}{:8.1f}{:8.1f}  meaning {}; memory of the web processes {}"
        print(line.format("kickoff page", *percentiles(seconds), meaning, held), flush=True)


def hostility(user, number):
    """Texts that break searches: none may raise; the slowest one is named."""
    from retros import search
    from tests.search.hostile import generated

    seconds = []
    for text in generated(number, seed=4):
        started = time.perf_counter()
        search.search(text, user=user)
        seconds.append((time.perf_counter() - started, text[:40]))
    p50, p95 = percentiles([it for it, _ in seconds])
    slowest, text = max(seconds)
    print(
        f"  {number:,} hostile texts: no error; p50 {p50:.1f}, p95 {p95:.1f}, "
        f"at most {slowest * 1000:.0f} ms for {text!a}",
        flush=True,
    )


def disk():
    """What the texts and the index take on disk."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT pg_database_size(current_database()),"
                " pg_total_relation_size('retros_searchentry')"
                " + pg_total_relation_size('retros_searchterm')"
            )
            whole, index = cursor.fetchone()
        else:
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
            whole = cursor.fetchone()[0]
            cursor.execute("SELECT sum(length(block)) FROM retros_searchindex_data")
            index = cursor.fetchone()[0]
    return f"{whole / 1e6:,.0f} MB on disk, {index / 1e6:,.0f} MB of it index"


if __name__ == "__main__":
    if sys.argv[1:2] == ["--here"]:
        measure(sys.argv[2], [int(size) for size in sys.argv[3].split(",")])
    else:
        on_both("tests.bench.speed", sys.argv[1], sys.argv[2] or SIZES)
