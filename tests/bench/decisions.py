"""How long the pages of decisions take beside the list of retrospectives: `make bench-decisions`.

Fills a database on SQLite with SIZE retrospectives of two dated decisions each, a third of which was
replaced, and asks each page 9 times. Prints the median in milliseconds, the queries, and how many
times as long it takes as the list of retrospectives in the same run.
"""

import os
import random
import statistics
import sys
import tempfile
import time
from datetime import date, timedelta

SIZE = 10_000
TIMES = 9


def main(size):
    """Measure in a database of its own; settings are read once, from the environment."""
    with tempfile.TemporaryDirectory(prefix="retros-bench-") as folder:
        os.environ |= {
            "DATA_DIR": folder,
            "SECRET_KEY": "only-for-measuring",
            "DJANGO_SETTINGS_MODULE": "retros.settings",
            "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3",
        }
        import django
        from django.conf import settings
        from django.core.management import call_command

        django.setup()
        settings.ALLOWED_HOSTS.append("testserver")
        call_command("migrate", verbosity=0)
        call_command("collectstatic", verbosity=0, interactive=False)
        measure(fill(size))


def fill(size):
    """Return a curator who wrote a hundredth of what the database now holds."""
    from accounts.models import User
    from retros.models import Decision, Retrospective
    from tests.bench import filling
    from tests.bench.believable import Believable

    writer = User.objects.create_superuser("reader@example.org", display_name="Reader")
    filling.fill(Believable(""), size * filling.DOCUMENTS)
    chance, decisions = random.Random(2), list(Decision.objects.order_by("pk"))
    for place, decision in enumerate(decisions):
        decision.decided_on = date(2018, 1, 1) + timedelta(days=chance.randrange(3000))
        decision.outcome = chance.choice(Decision.Outcome.values)
        decision.same_again = chance.choice(Decision.SameAgain.values)
        decision.sources = chance.sample(Decision.Source.values, 2)
        decision.revisit_on = date(2020, 1, 1) if chance.random() < 0.1 else None
        if place % 3 == 0 and place:
            decision.superseded_by = decisions[place - 1]
    fields = ["decided_on", "outcome", "same_again", "sources", "revisit_on", "superseded_by"]
    Decision.objects.bulk_update(decisions, fields, batch_size=500)
    own = Retrospective.objects.order_by("pk").values("pk")[: size // 100]
    Retrospective.objects.filter(pk__in=list(own.values_list("pk", flat=True))).update(
        created_by=writer
    )
    return writer


def measure(reader):
    """Print a line for each page."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from retros.models import Decision

    browser = Client()
    browser.force_login(reader, backend="allauth.account.auth_backends.AuthenticationBackend")
    one = Decision.objects.exclude(superseded_by=None).first().get_absolute_url()
    pages = ["/retrospectives/", "/decisions/", "/decisions/?view=time", "/decisions/?view=matrix"]
    pages += ["/decisions/?as_of=2022-01-01", one, "/decisions/due/", "/lessons/due/"]
    yardstick = None
    for page in pages:
        browser.get(page)
        seconds = []
        for _ in range(TIMES):
            started = time.perf_counter()
            with CaptureQueriesContext(connection) as captured:
                answer = browser.get(page)
            seconds.append(time.perf_counter() - started)
            assert answer.status_code == 200, page
        median = statistics.median(seconds)
        yardstick = yardstick or median
        figures = (1000 * median, len(captured), median / yardstick)
        print("{:30}{:8.1f} ms{:5} queries{:7.2f} ×".format(page, *figures), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 and sys.argv[1] else SIZE)
