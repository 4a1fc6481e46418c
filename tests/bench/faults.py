"""Whether the tests notice faults planted in the product: `make bench-faults`, NAMES="…" for some.

`faults.toml` lists them, each a small edit. One after the other is planted in a copy of the tree,
where the tests near it run first, then all others of `make test`, until one fails. It counts if it
passes without the fault. What `make test` leaves out on PostgreSQL runs for faults that it misses;
all others `make test-all` notices by the same test. Faults that only PostgreSQL shows have to pass
the near tests on SQLite.
"""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.run import WORKERS, postgresql

ROOT = Path(__file__).parents[2]
LIST = Path(__file__).with_name("faults.toml")
BROWSER = "tests/browser"
MARKED = ["-m", "both_databases and django_db"]
LEFT_OUT = ["-m", "not both_databases and django_db"]
# This one fails by the edit itself.
OF_THE_LIST = "--ignore=tests/test_faults.py"
BRIEF = ["-x", "--tb=no", "-rfE", "-p", "no:cacheprovider", OF_THE_LIST]
PASSED, NOTHING_RAN = 0, 5
_FAILED = re.compile(r"^(?:FAILED|ERROR) (tests/.+?)(?: - .*)?$", re.MULTILINE)


@dataclass(frozen=True)
class Fault:
    name: str
    about: str
    path: str
    old: str
    new: str
    near: list[str]
    only_postgresql: bool = False

    def planted_in(self, text):
        """Return `text` with the fault. Raises ValueError unless `old` occurs exactly once."""
        if text.count(self.old) != 1:
            raise ValueError(f"{self.name}: {self.path} has its text {text.count(self.old)} times.")
        return text.replace(self.old, self.new)


def faults():
    """Return all faults of the list, by name."""
    listed = tomllib.loads(LIST.read_text(encoding="utf-8"))["fault"]
    return {fault["name"]: Fault(**fault) for fault in listed}


@dataclass(frozen=True)
class Step:
    """A part of the tests, on one database."""

    database: str
    arguments: list[str]
    is_in_make_test: bool = True


def steps(fault):
    """Yield parts of the tests in the order in which they are tried."""
    near = [path for path in fault.near if not path.startswith(BROWSER)]
    in_browser = [path for path in fault.near if path.startswith(BROWSER)]
    rest = [*WORKERS, f"--ignore={BROWSER}"]
    if not fault.only_postgresql:
        yield from [Step("SQLite", near)] * bool(near)
        yield from [Step("Chromium", in_browser)] * bool(in_browser)
        yield Step("SQLite", rest)
        yield Step("Chromium", [*WORKERS, BROWSER])
    else:
        yield Step("PostgreSQL", [*near, *MARKED])
    yield Step("PostgreSQL", [*rest, *MARKED])
    yield Step("PostgreSQL", [*near, *LEFT_OUT], is_in_make_test=False)
    yield Step("PostgreSQL", [*rest, *LEFT_OUT], is_in_make_test=False)


class Tree:
    """A copy of the product and its tests, in which faults are planted."""

    def __init__(self, folder, postgresql):
        self.folder, self.postgresql = Path(folder), postgresql
        listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        found = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout
        for name in filter(None, found.split("\0")):
            if (ROOT / name).is_file():
                (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, self.folder / name)

    @contextmanager
    def planted(self, fault):
        """Have the fault in the tree inside the block."""
        before = (self.folder / fault.path).read_text(encoding="utf-8")
        self._write(fault.path, fault.planted_in(before))
        try:
            yield
        finally:
            self._write(fault.path, before)

    def _write(self, name, text):
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        # Two edits within a second may have one size: Python would take the compiled one for new.
        Path(importlib.util.cache_from_source(str(path))).unlink(missing_ok=True)

    def first_failing(self, database, arguments):
        """Run tests until one fails. Return it, or None if all pass."""
        environment = {name: it for name, it in os.environ.items() if name != "DATABASE_URL"}
        if database == "PostgreSQL":
            environment["DATABASE_URL"] = self.postgresql
        command = [sys.executable, "-m", "pytest", *BRIEF, *arguments]
        ran = subprocess.run(
            command, cwd=self.folder, env=environment, capture_output=True, text=True
        )
        failed = _FAILED.search(ran.stdout)
        if not failed and ran.returncode not in (PASSED, NOTHING_RAN):
            raise RuntimeError(ran.stdout + ran.stderr)
        return failed and failed[1]


@dataclass(frozen=True)
class Outcome:
    fault: Fault
    step: Step | None  # the one that noticed the fault
    test: str
    seconds: float
    remark: str = ""

    @property
    def cells(self):
        visible = "PostgreSQL only" if self.fault.only_postgresql else "everywhere"
        before = "caught" if self.step else "missed"
        after = "caught" if self.step and self.step.is_in_make_test else "missed"
        by = f"{self.test} ({self.step.database})" if self.step else "-"
        return [self.fault.name, visible, before, after, f"{self.seconds:.0f} s", by, self.remark]


def plant(fault, tree):
    """Plant one fault, and return the Outcome."""
    started = time.monotonic()
    step = test = None
    remark = ""
    with tree.planted(fault):
        if fault.only_postgresql:
            seen = tree.first_failing("SQLite", fault.near)
            remark = f"SQLite shows it, too: {seen}" if seen else ""
        for step in steps(fault):
            test = tree.first_failing(step.database, step.arguments)
            if test:
                break
    seconds = time.monotonic() - started
    if not test:
        return Outcome(fault, None, "", seconds, remark)
    if tree.first_failing(step.database, [test.partition("[")[0]]):
        remark = "fails without the fault, too"
    return Outcome(fault, step, test, seconds, remark)


def main(names):
    started, chosen = time.monotonic(), faults()
    outcomes = []
    with tempfile.TemporaryDirectory(prefix="retros-faults-") as folder, postgresql() as address:
        tree = Tree(folder, address)
        for name in names or chosen:
            outcomes.append(plant(chosen[name], tree))
            print(" | ".join(outcomes[-1].cells), flush=True)
    print(
        "\n| fault | visible on | before | after | time | by | remark |\n|---|---|---|---|---|---|---|"
    )
    for outcome in outcomes:
        print("| " + " | ".join(outcome.cells) + " |")
    missed = sum(outcome.cells[2:4] != ["caught", "caught"] for outcome in outcomes)
    print(f"\n{len(outcomes)} faults, {missed} missed, {time.monotonic() - started:.0f} s")
    sys.exit(any(missed or outcome.remark for outcome in outcomes))


if __name__ == "__main__":
    main(sys.argv[1:])
