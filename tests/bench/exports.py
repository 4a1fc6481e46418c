"""How long and how much memory the archive takes: `python -m tests.bench.exports 10000`.

Makes so many retrospectives in a database of its own, each with 20 parts of some 200 words, and
writes the archive of a curator to a file.
"""

import os
import resource
import sys
import tempfile
import time
from pathlib import Path

TEXT = "The second rehearsal failed at three of forty-one steps, all about indexes. " * 5


def main(number):
    import django
    from django.core.management import call_command

    os.environ["DJANGO_SETTINGS_MODULE"] = "retros.settings"
    django.setup()
    call_command("migrate", verbosity=0)
    from retros.exchange import archive

    curator = fill(number)
    before = memory()
    started, size, first = time.perf_counter(), 0, None
    with (Path(os.environ["DATA_DIR"]) / "archive.zip").open("wb") as file:
        for piece in archive(curator):
            first = first or time.perf_counter() - started
            size += file.write(piece)
    seconds = time.perf_counter() - started
    print(
        f"{number:,} retrospectives: {size / 1e6:.1f} MB in {seconds:.1f} s "
        f"({number / seconds:.0f} a second, {size / 1e6 / seconds:.2f} MB/s packed), first bytes "
        f"after {first * 1000:.0f} ms, memory {before:.0f} MB before, {memory():.0f} MB at most"
    )


def memory():
    """The most memory that this process had so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def fill(number):
    """Rows past the search index, which is not measured here. Returns a curator."""
    from django.utils import timezone

    from accounts.models import User
    from retros.models import Decision, Lesson, Observation, Project, Retrospective

    curator = User.objects.create_superuser("bench@example.org", display_name="Bench")
    project = Project.objects.create(name="Bench")
    for start in range(0, number, 500):
        records = Retrospective.objects.bulk_create(
            Retrospective(
                project=project,
                title=f"Retrospective {start + n}",
                summary="A summary.",
                context=TEXT * 4,
                status="published",
                published_at=timezone.now(),
            )
            for n in range(min(500, number - start))
        )
        for model, values, many in (
            (Lesson, {"statement": "Rehearse it.", "detail": TEXT, "category": "process"}, 5),
            (Decision, {"choice": "Freeze it", "informed_by": TEXT}, 5),
            (Observation, {"kind": "well", "text": TEXT}, 10),
        ):
            model.objects.bulk_create(
                model(retrospective=record, position=n, **values)
                for record in records
                for n in range(many)
            )
    return curator


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="retros-bench-") as scratch:
        os.environ |= {"DATA_DIR": scratch, "SECRET_KEY": "only-for-measuring"}
        os.environ["DATABASE_URL"] = f"sqlite:///{scratch}/bench.sqlite3"
        main(int(sys.argv[1]))
