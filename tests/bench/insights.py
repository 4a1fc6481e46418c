"""How long insights take at 10,000 retrospectives: `make bench-insights [SIZE=10000]`.

On SQLite and PostgreSQL: counting everything, which happens once a day, and each page beside the
list of retrospectives of the same run. Times are in milliseconds; p50 of 15 requests.
"""

import statistics
import sys
import time
from datetime import timedelta

from tests.bench.databases import on_both

LIST = "/retrospectives/"
PAGES = ["/insights/", "/insights/categories.csv", "/insights/letter/2025/"]
ROWS = {"looked-back": "none", "categories": "process", "sources": "worse", "actions": "open"}


def measure(size):
    """Fill the database of the environment and print what counting and each page take."""
    import django
    from django.conf import settings
    from django.core.management import call_command

    django.setup()
    settings.ALLOWED_HOSTS.append("testserver")
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    from django.db import connection
    from django.test import Client

    from accounts.models import User
    from retros import insights, search

    with search.paused():
        fill(size)
    client = Client(headers={"x-forwarded-proto": "https"})
    client.force_login(User.objects.create_user("reader@example.org", display_name="Reader"))
    started = time.perf_counter()
    stored = insights.recount()
    counted = time.perf_counter() - started
    print(f"\n{connection.vendor}, {size:,} retrospectives: counted in {counted:.2f} s", flush=True)
    timed(client, LIST)  # a process that has served nothing yet is slower
    yardstick = timed(client, LIST)[0]
    for address in [LIST, *PAGES, *rows_of(stored)]:
        median, queries = timed(client, address)
        print(f"  {address:44}{median:8.1f}  {queries:3} queries  {median / yardstick:5.2f} x")


def rows_of(stored):
    """Addresses of the rows behind one number of each kind of list."""
    from retros import insights

    for slug, column in ROWS.items():
        table = insights.table_of(stored, insights.QUESTIONS[slug])
        row = max(table.rests, key=lambda row: table.counts[row, column] or 0)
        if table.counts[row, column]:
            yield f"/insights/{slug}/{row}/{column}/"


def timed(client, address):
    """(p50 in milliseconds, queries) of a page."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        response = client.get(address, secure=True)
    assert response.status_code == 200, (address, response.status_code)
    queries, seconds = len(captured), []  # before the next request forgets them
    for _ in range(15):
        started = time.perf_counter()
        client.get(address, secure=True)
        seconds.append(time.perf_counter() - started)
    return statistics.median(seconds) * 1000, queries


def fill(size):
    """Retrospectives as search is measured with, and what insights count beside them."""
    from tests.bench import filling
    from tests.bench.believable import Believable

    believable = Believable("")
    filling.fill(believable, size * filling.DOCUMENTS)
    _end_projects(believable.chance)
    _tell_outcomes(believable.chance)
    _add_actions(believable)
    _add_kickoffs(believable)


def _end_projects(chance):
    """Each ended some days before its retrospective."""
    from retros.models import Project

    projects = list(Project.objects.prefetch_related("retrospectives"))
    for project in projects:
        project.status = "ended"
        record = project.retrospectives.all()[0]
        project.ended_on = record.held_on - timedelta(days=chance.randrange(200))
    Project.objects.bulk_update(projects, ["status", "ended_on"], batch_size=500)


def _tell_outcomes(chance):
    from retros.models import Decision

    decisions = list(Decision.objects.only("pk"))
    for decision in decisions:
        decision.outcome = chance.choice(Decision.Outcome.values)
        decision.sources = chance.sample(Decision.Source.values, 2)
    Decision.objects.bulk_update(decisions, ["outcome", "sources"], batch_size=500)


def _add_actions(believable):
    from retros.models import ActionItem, Retrospective

    chance = believable.chance
    ActionItem.objects.bulk_create(
        ActionItem(
            retrospective_id=pk,
            text=believable.statement(),
            status=chance.choice(ActionItem.Status.values),
        )
        for pk in Retrospective.objects.values_list("pk", flat=True)
    )


def _add_kickoffs(believable):
    """One for each tenth project, a third of them without a retrospective."""
    from retros.models import Kickoff, KickoffLesson, Lesson, Project, Retrospective

    chance = believable.chance
    with_record = list(Project.objects.order_by("pk")[::10])
    Retrospective.objects.filter(project__in=with_record[::3]).update(status="draft")
    kickoffs = Kickoff.objects.bulk_create(
        Kickoff(project=project, brief=believable.text(2)) for project in with_record
    )
    lessons = list(Lesson.objects.values_list("pk", flat=True))
    KickoffLesson.objects.bulk_create(
        KickoffLesson(
            kickoff=kickoff,
            lesson_id=lesson,
            disposition="apply",
            result=chance.choice(["", *KickoffLesson.Result.values]),
            happened_again=chance.choice([True, None, None]),
        )
        for kickoff in kickoffs[::2]
        for lesson in chance.sample(lessons, 3)
    )


if __name__ == "__main__":
    if "--here" in sys.argv:
        measure(int(sys.argv[-1]))
    else:
        on_both("tests.bench.insights", (sys.argv[1:] or ["10000"])[0] or "10000")
